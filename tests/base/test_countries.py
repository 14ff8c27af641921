"""Codes of countries: the standard's, as two libraries that were made apart from us hold them."""

from __future__ import annotations

import holidays
import pytest
from babel import Locale

from amends.base.countries import country_codes, is_country, wrong_country

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


@pytest.mark.parametrize("code", ["PH", "XK", "AU-VIC", "GB-SCT"])
def test_countries_and_their_parts_are_taken(code: str) -> None:
    assert is_country(code)
    assert not list(wrong_country("$.country", code))


@pytest.mark.parametrize("code", ["ZZ", "UK", "EU", "XX", "ph", "P", "PHL", "ZZ-A", "PH-", "PH\n"])
def test_what_is_no_country_is_named(code: str) -> None:
    (wrong,) = wrong_country("$.country", code)
    assert wrong.path == "$.country"
    assert "is not a country's code" in str(wrong.message)


def test_no_code_is_not_wrong() -> None:
    assert not list(wrong_country("$.country", ""))
