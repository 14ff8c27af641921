"""Passages of attachments: what in their text goes to which element, against whom."""
