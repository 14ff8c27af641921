"""What a user name may look like: one word that can stand in an address."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from amends.office.validation import problem

WORD = re.compile(r"[\w.-]+")
TAKEN = frozenset({"new", ".", ".."})


def plain_username(text: str) -> str:
    """Return a user name in small letters.

    Raises:
        ValidationError: it holds a space, a slash or another sign, or means something else there.
    """
    username = text.strip().lower()
    if not WORD.fullmatch(username) or username in TAKEN:
        raise problem(
            "username", _("Use letters, digits and . _ - only, without spaces, such as a.reyes.")
        )
    return username
