"""An office's own laws: put over the shipped ones, or refused whole with file, line and remedy."""

from __future__ import annotations

from datetime import date

import pytest

from amends.law.audit import audit
from amends.law.charging import charge
from amends.law.library import Library, countries, current, shipped, using
from amends.law.own_laws import OwnFiles, OwnLawsError, with_own_laws
from tests.law.conftest import SOME_FACTS
from tests.law.test_reading import SMALL

TODAY = date(2026, 11, 24)
OWN = SMALL.replace("key: xx-law", "key: ke-law").replace("country: PH", "country: ZW")
PROMOTION = """\
statute: ke-law
promotions:
- {cell: offences.s1.means_rule, value: none, citation: Gazette, reader: unit, read_on: 2026-05-03,
   sha256: 1111111111111111111111111111111111111111111111111111111111111111}
"""


def told(files: OwnFiles) -> str:
    """Return what is said of own laws that cannot be taken."""
    with pytest.raises(OwnLawsError) as refusal:
        with_own_laws(shipped(), files)
    return str(refusal.value)


def test_an_own_law_is_held_beside_the_shipped_ones() -> None:
    library = with_own_laws(shipped(), OwnFiles({"ke-law.yaml": OWN}))
    assert set(library.statutes) == {*shipped().statutes, "ke-law"}
    assert "ZW" in library.countries
    assert list(library.statutes.values()) == sorted(
        library.statutes.values(), key=lambda s: (s.country, s.key)
    )


def test_an_own_file_takes_the_place_of_the_shipped_one_with_its_key() -> None:
    own = SMALL.replace("key: xx-law", "key: ph-ra9208")
    library = with_own_laws(shipped(), OwnFiles({"ph-ra9208.yaml": own}))
    assert library.statutes["ph-ra9208"].title == "A law"
    assert len(library.statutes) == len(shipped().statutes)


def test_without_own_laws_the_library_is_the_shipped_one() -> None:
    assert with_own_laws(shipped(), OwnFiles()) is shipped()


def test_two_libraries_share_what_is_the_same_in_both() -> None:
    library = with_own_laws(shipped(), OwnFiles({"ke-law.yaml": OWN}))
    assert library.laws["ph-ra9208"] is shipped().laws["ph-ra9208"]
    ours = charge(SOME_FACTS, ["ZW"], TODAY, library).counts
    assert [count.key for count in ours] == ["ke-law.s1"]
    assert charge(SOME_FACTS, ["ZW"], TODAY).counts == ()


def test_everybody_reads_from_the_library_in_use() -> None:
    library = with_own_laws(shipped(), OwnFiles({"ke-law.yaml": OWN}))
    with using(library):
        assert current() is library
        assert "ZW" in countries()
        assert audit("ZW", TODAY).laws == ()
        assert charge(SOME_FACTS, ["ZW"], TODAY).counts
    assert current() is shipped()


def test_a_law_given_twice_is_held_once() -> None:
    again = Library.of(shipped().statutes.values())
    assert shipped().with_statutes(again.statutes.values()) is shipped()


WRONG = [
    ({"ke-law.yaml": OWN.replace("value: none", "value: never")}, {}, "statutes/ke-law.yaml: not"),
    ({"ke-law.yaml": OWN.replace("value: none", "value: never")}, {}, "line 17: $.offences[0]"),
    ({"other.yaml": OWN}, {}, "Name it ke-law.yaml, or correct the key."),
    ({}, {"ke-law.yaml": PROMOTION}, "promotions/ke-law.yaml: not taken"),
    ({}, {"ke-law.yaml": PROMOTION}, "There is no law 'ke-law'."),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace("s1.m", "s2.m")}, "Did you mean"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace("s1.m", "s2.m")}, "line 3: $.promot"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace("e: none", "e: nine")}, "'nine' is n"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace("e: none", "e: null")}, "Nothing st"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace(": unit", ": ' '")}, "Say who read"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": PROMOTION.replace(": ke-", ": np-")}, "'np-law'"),
    ({"ke-law.yaml": OWN}, {"ke-law.yaml": "promotions: ["}, "not well-formed"),
]


@pytest.mark.parametrize(("statutes", "promotions", "said"), WRONG)
def test_a_bad_file_is_refused_with_its_line_and_a_remedy(
    statutes: dict[str, str], promotions: dict[str, str], said: str
) -> None:
    assert said in told(OwnFiles(statutes, promotions))


def test_everything_wrong_in_every_file_is_said_at_once_and_nothing_is_taken() -> None:
    bad = OwnFiles(
        {"ke-law.yaml": OWN, "zz.yaml": "x: ["}, {"in-bns-2023.yaml": PROMOTION, "zz.yaml": "["}
    )
    assert told(bad).count(": not taken") == 2
    assert "ZW" not in countries()
