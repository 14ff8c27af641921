"""A whole case as one archive: handed out, tried, taken in, and taken back out."""
