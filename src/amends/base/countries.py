"""The codes of countries, so that a slip of the finger makes no country of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.problems import Wrong, shown

FILE = "countries.yaml"
# A country, or a part of it with a law of its own, such as AU-VIC.
PART = re.compile("([A-Z]{2})(-[A-Z]{1,3})?")


@cache
def country_codes() -> frozenset[str]:
    """Return the two-letter codes of ISO 3166-1."""
    return frozenset(yaml.safe_load(read_text(FILE))["codes"].split())


def is_country(code: str) -> bool:
    """Say whether a code names a country."""
    return code in country_codes()


def has_a_law(code: str) -> bool:
    """Say whether a code names a country, or a part of one that can have a law of its own."""
    found = PART.fullmatch(code)
    return found is not None and is_country(found[1])


def wrong_country(path: str, given: str, *, or_part: bool = False) -> Iterator[Wrong]:
    """Yield that something given is no country's code."""
    if not (has_a_law(given) if or_part else is_country(given)):
        message = Message("%(given)s is not a country's code.", {"given": shown(given)})
        yield Wrong(path, message, Message("Give two letters, such as PH."))
