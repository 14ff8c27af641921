"""Reading attachments: their text, taken out in a process of its own, and what could not be."""
