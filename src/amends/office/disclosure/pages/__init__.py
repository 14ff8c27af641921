"""Pages of PDF files, read, shown, redacted and bound in a process of their own."""
