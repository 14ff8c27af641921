"""A case on paper: the summary and the hand-over file as a page, as PDF and as DOCX."""
