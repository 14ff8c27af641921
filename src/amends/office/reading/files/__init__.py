"""Taking the text out of files, without Django, so that it can run in a process of its own."""
