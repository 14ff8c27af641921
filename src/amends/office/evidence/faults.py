"""What can be wrong with a file that is stored, or is about to be."""

from __future__ import annotations


class TooLarge(Exception):
    """The file is larger than the office takes."""


class Unreadable(Exception):
    """A stored file cannot be read as it was stored."""


class Damaged(Unreadable):
    """The stored bytes are no longer those that were stored."""


class KeyMissing(Unreadable):
    """The key file is not there, or does not hold the key that a file was sealed with."""
