"""Techniques that need leave: asking for it, its periods, and what they yield."""
