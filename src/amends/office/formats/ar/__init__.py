"""Formats for pages in Arabic."""
