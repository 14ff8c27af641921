"""Labels in every language of the office, so that a sheet made in one is taken in another."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation


def in_every_language(label: str) -> Iterable[str]:
    """Return a label as it stands and in each language the office speaks."""
    words = {label: None}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            words[translation.gettext(label)] = None
    return tuple(words)
