"""What changed in a law, and laws side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from amends.base.dates import When
from amends.cli.diff_tables import print_diffs
from amends.law.amendments import Amendment, amendments, begun, latest_first
from amends.law.asof import AsOf
from amends.law.cells import Held, Reading
from amends.law.compare import compare
from amends.law.diff import ChangeKind, diff
from amends.law.diff_report import amended_out
from amends.law.library import countries, shipped, statutes, using
from amends.law.places import Place, places
from amends.law.points import in_english, points
from amends.law.statute import Statute, Version

SAME = st.sampled_from(countries())
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


def test_the_indian_law_of_2024_raises_the_users_penalty_and_names_begging() -> None:
    found = diff("IN", date(2024, 6, 30), date(2024, 7, 1))
    changed = {change.path: change for change in found.changes}
    ends = changed["in-bns-2023.offences.s143.ends"]
    assert ends.before
    assert ends.after
    assert set(ends.after.texts()) - set(ends.before.texts()) == {"begging"}
    user = changed["in-bns-2023.offences.s144.penalties.base.maximum"]
    assert (user.before and user.before.value, user.after and user.after.value) == (60, 84)
    assert ("IPC s. 370", "BNS s. 143") in found.replaced
    assert not any(path.endswith("s143.means_rule") for path in changed)


def test_the_amendment_of_2015_adds_buyers_to_section_1591() -> None:
    found = diff("US", date(2015, 5, 28), date(2015, 5, 29))
    (change,) = [c for c in found.changes if c.path.endswith("s1591a1.acts")]
    assert change.before
    assert change.after
    added = set(change.after.texts()) - set(change.before.texts())
    assert added == {"advertising", "patronising", "soliciting"}


def test_forced_labour_began_on_28_october_2000() -> None:
    found = diff("US", date(2000, 10, 27), date(2000, 10, 28))
    assert "18 USC 1589(a), (d)" in found.began
    assert "18 USC 1584" not in found.began


@given(SAME, DAYS)
def test_nothing_changes_within_a_day(country: str, on: date) -> None:
    found = diff(country, on, on)
    assert (found.began, found.ended, found.replaced, found.changes) == ((), (), (), ())


MIRRORED = {
    ChangeKind.CHANGED: ChangeKind.CHANGED,
    ChangeKind.BEGAN: ChangeKind.ENDED,
    ChangeKind.ENDED: ChangeKind.BEGAN,
    ChangeKind.NOT_READ_BEFORE: ChangeKind.NOT_READ_AFTER,
    ChangeKind.NOT_READ_AFTER: ChangeKind.NOT_READ_BEFORE,
}


@given(SAME, DAYS, st.integers(1, 8000))
def test_a_change_turned_round_is_its_mirror(country: str, on: date, days: int) -> None:
    later = on + timedelta(days=days)
    there, back = diff(country, on, later), diff(country, later, on)
    if not there.replaced:
        assert set(there.began) == set(back.ended)
        assert set(there.ended) == set(back.began)
        assert {(c.path, c.kind, c.before, c.after) for c in there.changes} == {
            (c.path, MIRRORED[c.kind], c.after, c.before) for c in back.changes
        }


def is_read(held: Held | None) -> bool:
    """Say whether a cell says anything."""
    return bool(held and held.values)


@given(SAME, DAYS, DAYS)
def test_what_was_not_read_on_one_of_the_days_is_no_change(
    country: str, before: date, after: date
) -> None:
    for change in diff(country, before, after).changes:
        read = is_read(change.before), is_read(change.after)
        assert (change.kind is ChangeKind.CHANGED) == (read == (True, True)), change.path
        if change.kind in {ChangeKind.BEGAN, ChangeKind.NOT_READ_BEFORE}:
            assert read == (False, True)
        if change.kind in {ChangeKind.ENDED, ChangeKind.NOT_READ_AFTER}:
            assert read == (True, False)


def test_cells_that_are_not_read_in_the_new_indian_law_did_not_change() -> None:
    found = diff("IN", date(2024, 6, 30), date(2024, 7, 1))
    kinds = {change.path.rpartition(".")[2]: change.kind for change in found.changes}
    unread = {name for name, kind in kinds.items() if kind is ChangeKind.NOT_READ_AFTER}
    assert unread == {"acts_closed", "ends_closed", "movement"}


def test_a_mode_that_began_is_no_cell_that_nobody_read() -> None:
    found = diff("PH", date(2013, 2, 27), date(2013, 2, 28))
    attempt = [c for c in found.changes if c.path.startswith("ph-ra9208.participation.attempt.")]
    assert attempt
    assert {change.kind for change in attempt} == {ChangeKind.BEGAN}


def known(country: str, name: str) -> Amendment:
    """Return the amendment of a country with such a name."""
    (found,) = (each for each in amendments(country) if name in each.name)
    return found


@pytest.mark.parametrize(
    ("country", "name", "when", "path"),
    [
        ("LT", "2016", "2016", "lt-cc-2000.offences.a147.ends"),
        ("GY", "2023", "2023", "gy-ctpa-2005.offences.s3.ends"),
    ],
)
def test_an_amendment_known_to_the_year_shows_what_began_in_it(
    country: str, name: str, when: str, path: str
) -> None:
    amendment = known(country, name)
    assert str(amendment.when) == when
    assert amendment.is_read
    assert amendment.diff
    assert (amendment.diff.before, amendment.diff.after) == (
        date(int(when) - 1, 12, 31),
        date(int(when), 12, 31),
    )
    (change,) = (each for each in amendment.diff.changes if each.path == path)
    assert change.kind is ChangeKind.CHANGED


def test_what_the_lithuanian_amendment_of_2014_changed_has_not_been_read() -> None:
    amendment = known("LT", "2014")
    assert str(amendment.when) == "2014"
    assert not amendment.is_read
    assert "consent" in amendment.note
    assert amendment.commencement.status == "secondary"
    assert amendment.diff
    assert {change.kind for change in amendment.diff.changes} == {ChangeKind.NOT_READ_AFTER}
    assert {change.path.split(".")[2] for change in amendment.diff.changes} == {"a307", "a308"}


def test_an_amendment_without_a_date_is_known_and_may_begin_at_any_time() -> None:
    (amendment,) = amendments("BW")
    assert amendment.when is None
    assert amendment.diff is None
    assert not amendment.is_read
    assert amendment.commencement.readings[0][1].kind == "press"
    assert begun("BW", date(2020, 1, 1), date(2020, 1, 2)) == (amendment,)


@pytest.mark.parametrize(
    ("country", "name"),
    [("LA", "2018"), ("US", "108-193")],
)
def test_nobody_read_what_an_amendment_changed_with_which_no_cell_begins(
    country: str, name: str
) -> None:
    assert not known(country, name).is_read


def values(law: Statute, place: Place, on: date) -> set[object]:
    """Return what a cell says on a day, lists without their order."""
    readings = tuple((r, law.sources[r.source]) for r in place.cell if r.covers(on))
    said = Held(place.path, readings).values
    return {frozenset(value) if isinstance(value, tuple) else value for value in said}


@pytest.mark.parametrize("country", countries())
def test_an_amendment_shows_every_value_that_begins_while_it_can_have_begun(country: str) -> None:
    laws = [law for law in statutes().values() if law.country == country]
    for found in filter(None, (amendment.diff for amendment in amendments(country))):
        shown = {change.path for change in found.changes}
        named = {*found.began, *(new for _, new in found.replaced)}
        for law, place in ((each, place) for each in laws for place in places(each)):
            begins = [r.since for r in place.cell if r.since and r.value is not None]
            before, after = (values(law, place, day) for day in (found.before, found.after))
            if before != after and any(found.before < day <= found.after for day in begins):
                step = place.path.split(".")
                offence = law.offence(step[1]) if step[0] == "offences" else None
                is_named = offence is not None and offence.citation in named
                assert is_named or f"{law.key}.{place.path}" in shown, place.path


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from([4, 7, 10]), st.data())
def test_no_day_is_invented_for_an_amendment(on: date, known_to: int, data: st.DataObject) -> None:
    """A cell that begins on any day of the month or year is shown, and the span stays a span."""
    when = When.parse(str(on)[:known_to])
    day = data.draw(st.dates(when.first, when.last))
    law = statutes()["kh-lshtse-2008"]
    version = Version(name="New", commencement=(Reading(value=str(when), source="memory"),))
    consent = (
        Reading(value="silent", source="memory", until=day),
        Reading(value="irrelevant_always", source="memory", since=day),
    )
    first = replace(law.offences[0], commencement=(), repeal=(), consent=consent)
    changed = replace(law, commencement=(), repeal=(), versions=(version,), offences=(first,))
    with using(shipped().with_statutes([changed])):
        (amendment,) = amendments("KH")
        assert str(amendment.when) == str(when)
        assert amendment.diff
        assert [change.path.rpartition(".")[2] for change in amendment.diff.changes] == ["consent"]
        assert amendment.is_read
        assert begun("KH", when.first - timedelta(1), when.last) == (amendment,)
        assert begun("KH", when.last, when.last + timedelta(1)) == ()
        assert begun("KH", when.first - timedelta(2), when.first - timedelta(1)) == ()


def test_amendments_that_cannot_be_told_apart_stand_beside_each_other() -> None:
    law = statutes()["kh-lshtse-2008"]
    dated = {"Of a year": "2012", "Of a month": "2012-07", "Earlier": "2011-12-31"}
    versions = tuple(
        Version(name=name, commencement=(Reading(value=when, source="memory"),))
        for name, when in dated.items()
    )
    with using(shipped().with_statutes([replace(law, versions=versions)])):
        assert [each.name for each in amendments("KH")] == ["Earlier", "Of a year", "Of a month"]
        found = amended_out(known("KH", "Of a month"))
        assert {each.name for each in found.amendments} == {"Of a month", "Of a year"}
        console = Console(width=200, record=True)
        print_diffs([found], console, paths=False)
        assert "can have begun by then, too: Of a year" in console.export_text()


@pytest.mark.parametrize("country", countries())
def test_the_latest_amendment_comes_first_and_what_has_no_date_last(country: str) -> None:
    there = amendments(country)
    back = latest_first(there)
    assert latest_first(back) == there
    dated = [each.when is not None for each in back]
    assert dated == sorted(dated, reverse=True)
    firsts = [each.when.first for each in back if each.when]
    assert firsts == sorted(firsts, reverse=True)


@pytest.mark.parametrize("country", countries())
def test_every_cell_has_a_name_of_its_own(country: str) -> None:
    called = points(country)
    assert len(set(map(in_english, called.values()))) == len(called)
    laws = [law for law in statutes().values() if law.country == country]
    cells = {f"{law.key}.{place.path}" for law in laws for place in places(law)}
    assert set(called) == cells


def test_a_point_names_its_mode_its_comparator_and_the_case_of_its_penalty() -> None:
    said = {path: in_english(words) for path, words in points("IN").items()}
    assert said["in-ipc-1860.comparators.rape+under_16.minimum"] == (
        "IPC: Penalties to compare with: Rape: The victim is under 16: Least custody"
    )
    said = {path: in_english(words) for path, words in points("PH").items()}
    assert said["ph-ra9208.participation.attempt.penalties.base.fine"] == (
        "RA 9208: Modes of participation: Attempt: Penalty in the base case: Fine"
    )


@pytest.mark.parametrize("key", statutes())
def test_every_cell_is_found_once_under_a_path_of_its_own(key: str) -> None:
    paths = [held.path for held in AsOf(statutes()[key], date(2026, 1, 1)).cells()]
    assert len(paths) == len(set(paths))
    assert all(path.startswith(f"{key}.") for path in paths)


def test_countries_stand_side_by_side_with_the_same_points() -> None:
    found = compare(["PH", "TH", "PH"], date(2026, 1, 1))
    assert [column.country for column in found.columns] == ["PH", "TH"]
    assert all(len(column.cells) == len(found.points) for column in found.columns)
    assert [audit.country for audit in found.audits] == ["PH", "TH"]


def test_life_in_the_place_of_months_is_no_longest_custody_that_nobody_read() -> None:
    name = "in-bns-2023.offences.s139.penalties.base.maximum"
    there = {c.path: c for c in diff("IN", date(2024, 6, 30), date(2024, 7, 1)).changes}[name]
    assert (there.kind, there.after) == (ChangeKind.ENDED, None)
    thai = {c.path: c for c in diff("TH", date(2017, 1, 27), date(2017, 1, 28)).changes}
    back = thai["th-atpa-2008.offences.s6.penalties.serious_injury.maximum"]
    assert back.after is not None
    assert (back.kind, back.before, back.after.value) == (ChangeKind.BEGAN, None, 240)
