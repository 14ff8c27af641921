"""Codes of countries: the standard's, as two libraries that were made apart from us hold them."""

from __future__ import annotations

import holidays
import pytest
from babel import Locale

from amends.base.countries import country_codes, wrong_country

# What CLDR names beside the codes that the standard assigns to countries.
NO_COUNTRIES = {
    *("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"),
}


def test_the_codes_are_those_of_cldr() -> None:
    known = map(str, Locale("en").territories)
    named = {code for code in known if len(code) == 2 and code.isalpha()}
    assert country_codes() == named - NO_COUNTRIES


def test_every_country_whose_holidays_are_kept_is_one() -> None:
    kept = {code for code in map(str, holidays.list_supported_countries()) if len(code) == 2}
    assert kept - {"UK"} <= country_codes()


@pytest.mark.parametrize("code", ["PH", "XK"])
def test_countries_are_taken(code: str) -> None:
    assert not list(wrong_country("$.country", code))
    assert not list(wrong_country("$.country", code, or_part=True))


@pytest.mark.parametrize("code", ["AU-VIC", "GB-SCT"])
def test_parts_are_taken_where_a_law_can_be_theirs(code: str) -> None:
    assert not list(wrong_country("$.country", code, or_part=True))
    assert list(wrong_country("$.country", code))


NONE = ["ZZ", "UK", "EU", "XX", "ph", "P", "PHL", "ZZ-A", "PH-", "PH\n", ""]


@pytest.mark.parametrize("code", NONE)
@pytest.mark.parametrize("or_part", [False, True])
def test_what_is_no_country_is_named(code: str, or_part: bool) -> None:
    (wrong,) = wrong_country("$.country", code, or_part=or_part)
    assert wrong.path == "$.country"
    assert "is not a country's code" in str(wrong.message)
