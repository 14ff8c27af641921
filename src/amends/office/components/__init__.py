"""The components pages are made of, each with an entry in the catalogue."""
