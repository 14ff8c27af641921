"""The rules of the code and of the pages, held as tests over the sources."""
