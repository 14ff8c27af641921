"""The non-punishment screen: what comes before anybody is a suspect, and whom it is asked of."""

from __future__ import annotations

from enum import StrEnum


class PersonKind(StrEnum):
    """A person or an organisation; only a person can have been made to offend."""

    NATURAL = "natural"
    LEGAL = "legal"


class Finding(StrEnum):
    """What a non-punishment screen found."""

    NO_SIGN = "no_sign"
    PURSUE = "pursue"
    VICTIM = "victim"
