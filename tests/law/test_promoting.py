"""Promotions: a reading more in one cell, and nothing else; confirmed or contradicted."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.base.problems import Problem
from amends.law.asof import AsOf
from amends.law.audit import Audit, audited
from amends.law.audit_rules import Result
from amends.law.cells import Value
from amends.law.contradictions import YOUNGEST_OF_AGE
from amends.law.kinds import A_SHARE, Choice, Day, Flag, Kind, Number, Share, Words, known_words
from amends.law.library import shipped
from amends.law.own_laws import OwnFiles, OwnLawsError, with_own_laws
from amends.law.places import Place, cell_at, places
from amends.law.promoting import Asked, NotPromoted, held_by, promotion, without_newest
from amends.law.promotions import Promotion, Promotions, promoted, read_promotions, written
from amends.law.reading import StatuteError, read
from amends.law.statute import Statute
from tests.law.test_reading import SMALL

TODAY = date(2026, 11, 24)
DIGEST = "ab" * 32
BW = "bw-ahta-2014"
MEANS_RULE = "offences.s9.means_rule"
TEXTS = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40)
LINES = TEXTS.filter(lambda text: bool(text.strip()))


def statute(key: str) -> Statute:
    """Return a shipped statute."""
    return shipped().statutes[key]


def asked(cell: str, **given: Any) -> Asked:
    """Return what a lawyer gives, with all that is needed."""
    usual = {"citation": "Gazette", "reader": "unit", "read_on": date(2026, 5, 3)}
    return Asked(**{"cell": cell, "sha256": DIGEST, **usual, **given})


def refused(law: Statute, given: Asked) -> str:
    """Return what is said of a promotion that is refused."""
    with pytest.raises(NotPromoted) as refusal:
        promotion(law, given, TODAY)
    return str(refusal.value)


def with_one(law: Statute, *found: Promotion) -> Statute:
    """Return a statute with promotions."""
    return promoted(law, Promotions(statute=law.key, promotions=found))


def answer(law: Statute, rule: str) -> tuple[Result, bool]:
    """Return the answer of an audit by one law, and whether it is unverified."""
    found: Audit = audited(law.country, TODAY, [AsOf(law, TODAY)])
    one = next(a for a in found.answers if a.rule.code == rule)
    return one.result, any(not cell.status.is_verified for cell in one.cells)


def values(kind: Kind) -> st.SearchStrategy[Value]:
    """Return values that a cell of a kind can hold."""
    if isinstance(kind, Choice | Words):
        words = st.sampled_from(known_words(kind))
        several = isinstance(kind, Words) or kind.several
        lists = st.lists(words, max_size=4, unique=True)
        return lists.map(tuple) if several else words
    if isinstance(kind, Number):
        # Below that no age and no limit of time makes sense by itself.
        return st.integers(YOUNGEST_OF_AGE, kind.most)
    if isinstance(kind, Flag):
        return st.booleans()
    if isinstance(kind, Share):
        return st.from_regex(A_SHARE, fullmatch=True)
    return st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(str) if isinstance(kind, Day) else LINES


@st.composite
def promotions(draw: st.DrawFn) -> tuple[Statute, Place, Promotion]:
    """Return any promotion of any cell of any law."""
    law = statute(draw(st.sampled_from(sorted(shipped().statutes))))
    place = draw(st.sampled_from(places(law)))
    since = draw(st.none() | st.dates(date(1950, 1, 1), date(2000, 1, 1)))
    until = draw(st.none() | st.dates(date(2000, 1, 2), date(2050, 1, 1)))
    found = Promotion(
        cell=place.path,
        value=draw(values(place.kind)),
        citation=draw(LINES),
        reader=draw(LINES),
        read_on=draw(st.dates()),
        sha256=draw(st.binary(min_size=32, max_size=32)).hex(),
        at=draw(st.just("") | TEXTS),
        since=since,
        until=until,
        part=place.part,
    )
    return law, place, found


@settings(max_examples=100)
@given(promotions())
def test_what_is_written_is_what_is_read(drawn: tuple[Statute, Place, Promotion]) -> None:
    law, _, found = drawn
    elsewhere = dataclasses.replace(found, sha256="cd" * 32)
    kept = Promotions(statute=law.key, promotions=(found, elsewhere))
    assert read_promotions(written(kept), of=law) == kept


@settings(max_examples=60)
@given(promotions())
def test_a_promotion_changes_its_cell_and_no_other(
    drawn: tuple[Statute, Place, Promotion],
) -> None:
    law, place, found = drawn
    after = with_one(law, found)
    before = {one.path: one.cell for one in places(law)}
    changed = [one.path for one in places(after) if one.cell != before[one.path]]
    assert changed == [place.path]
    assert cell_at(after, place.steps)[:-1] == place.cell
    assert dataclasses.replace(after, sources=law.sources).title == law.title
    assert {key: after.sources[key] for key in law.sources} == law.sources


@settings(max_examples=60)
@given(promotions(), promotions())
def test_promoting_and_taking_back_gives_the_same_law(
    first: tuple[Statute, Place, Promotion], second: tuple[Statute, Place, Promotion]
) -> None:
    law, _, kept = first
    found = dataclasses.replace(second[2], cell=kept.cell, part=kept.part, value=kept.value)
    both = Promotions(statute=law.key, promotions=(kept, found))
    left, taken = without_newest(both, kept.cell)
    assert taken == found
    assert promoted(law, left) == with_one(law, kept)
    nothing, _ = without_newest(left, f"{law.key}.{kept.cell}")
    assert promoted(law, nothing) == law


@pytest.mark.parametrize(
    ("key", "rule", "cell"),
    [("la-law-2015", "L09", "offences.a215.means"), (BW, "L17", "offences.s9.movement")],
)
def test_confirming_a_memory_settles_what_rests_on_it(key: str, rule: str, cell: str) -> None:
    law = statute(key)
    assert answer(law, rule) == (Result.UNKNOWN, True)
    found = promotion(law, asked(cell), TODAY)
    after = with_one(law, found)
    assert answer(after, rule) == (Result.PASS, False)
    held = held_by(after, found, TODAY)
    assert held
    source = held.readings[-1][1]
    assert (source.citation, source.reader, source.sha256) == ("Gazette", "unit", DIGEST)


def test_a_value_that_memory_contradicts_stands_and_one_that_was_read_is_in_conflict() -> None:
    law = statute(BW)
    found = promotion(law, asked(MEANS_RULE, value="all_ages"), TODAY)
    held = held_by(with_one(law, found), found, TODAY)
    assert held
    assert (held.value, held.is_conflict) == ("all_ages", False)
    found = promotion(law, asked("offences.s9.penalties.base.maximum", value="240"), TODAY)
    held = held_by(with_one(law, found), found, TODAY)
    assert held
    assert held.is_conflict
    assert set(held.values) == {240, 300}
    again = asked("offences.s9.penalties.base.maximum")
    assert "nothing to confirm. Give the value" in refused(with_one(law, found), again)


def test_a_newer_statute_file_that_says_else_stands_beside_a_promotion() -> None:
    older = SMALL.replace("key: xx-law", "key: xx-own")
    kept = with_one(read(older), promotion(read(older), asked("offences.s1.means_rule"), TODAY))
    assert not AsOf(kept, TODAY).of(kept.offences[0], "means_rule").is_conflict
    newer = older.replace("value: none", "value: all_ages")
    file = written(
        Promotions(
            statute="xx-own",
            promotions=(promotion(read(older), asked("offences.s1.means_rule"), TODAY),),
        )
    )
    files = OwnFiles({"xx-own.yaml": newer}, {"xx-own.yaml": file})
    law = with_own_laws(shipped(), files).statutes["xx-own"]
    held = AsOf(law, TODAY).of(law.offences[0], "means_rule")
    assert set(held.values) == {"all_ages", "none"}


RULES = """\
limitation:
- {citation: s. 8, years: [{value: 5, source: text}]}
- {citation: s. 9, years: [{value: 10, source: text}], covers: [s1]}
"""


def test_a_part_that_was_numbered_otherwise_is_found_by_its_citation() -> None:
    older = read(SMALL + RULES)
    found = promotion(older, asked("limitation.1.years"), TODAY)
    assert (found.value, found.part) == (10, "s. 9 / s1")
    rules = RULES.splitlines()
    newer = read(SMALL + "\n".join([rules[0], rules[2], rules[1]]))
    law = with_one(newer, found)
    assert [len(rule.years) for rule in law.limitation] == [2, 1]
    gone = SMALL + "\n".join(rules[:2])
    file = written(Promotions(statute="xx-law", promotions=(found,)))
    with pytest.raises(OwnLawsError, match=r"has no cell 'limitation.1.years'"):
        with_own_laws(shipped(), OwnFiles({"xx-law.yaml": gone}, {"xx-law.yaml": file}))


DATED = """\
- {value: none, source: text, until: 2020-01-01}
  - {value: all_ages, source: text, since: 2020-01-01}"""


def test_of_several_dated_readings_one_is_picked() -> None:
    law = read(SMALL.replace("- {value: none, source: text}", DATED))
    cell = "offences.s1.means_rule"
    assert "readings of several days: .. 2020-01-01; 2020-01-01 .." in refused(law, asked(cell))
    assert "several days" in refused(law, asked(cell, since=date(2019, 1, 1)))
    later = promotion(law, asked(cell, since=date(2020, 1, 1)), TODAY)
    assert (later.value, later.since, later.until) == ("all_ages", date(2020, 1, 1), None)
    earlier = promotion(law, asked(cell, until=date(2020, 1, 1)), TODAY)
    assert (earlier.value, earlier.since, earlier.until) == ("none", None, date(2020, 1, 1))


def test_what_is_held_can_be_confirmed_for_some_of_its_days() -> None:
    one_day = "- {value: all_ages, source: text, since: 2020-01-01}"
    law = read(SMALL.replace("- {value: none, source: text}", one_day))
    found = promotion(law, asked("offences.s1.means_rule", since=date(2021, 1, 1)), TODAY)
    assert (found.value, found.since) == ("all_ages", date(2021, 1, 1))
    before = asked("offences.s1.means_rule", since=date(2019, 1, 1))
    assert "What is held is of other days: 2020-01-01 .." in refused(law, before)


REFUSED = [
    ({"cell": "offences.s9.meansrule"}, "Did you mean 'offences.s9.means_rule'?"),
    ({"cell": "nowhere"}, "has no cell 'nowhere'"),
    ({"cell": "offences.s9.mens_rea"}, "Nothing is held on this point"),
    ({"value": "all_age"}, "value: 'all_age' is not one of the choices. Did you mean 'all_ages'?"),
    ({"value": '["none"]'}, "Write one word."),
    ({"value": "null"}, "value: Nothing stands here."),
    ({"value": ""}, "value: Nothing stands here."),
    ({"cell": "offences.s9.acts", "value": "recruitmen"}, "Did you mean 'recruitment'?"),
    ({"cell": "offences.s9.acts", "value": "[" * 5000}, "characters; 300 fit"),
    ({"cell": "offences.s9.acts", "value": "[,"}, "Write a list of words."),
    ({"cell": "offences.s9.child_age", "value": "180"}, "Give a number from 0 to 21."),
    ({"cell": "offences.s9.child_age", "value": "true"}, "Write a whole number."),
    ({"cell": "commencement", "value": "2001-02-30"}, "There is no day"),
    ({"reader": "  "}, "reader: Nothing stands here. Say who read it, by office or role."),
    ({"citation": ""}, "citation: Nothing stands here. Name the text that was read."),
    ({"citation": "x" * 301}, "citation: This text has 301 characters; 300 fit."),
    ({"reader": "unit\u200b"}, "reader: A character stands here that cannot be seen"),
    ({"read_on": date(2027, 1, 1)}, "read_on: 2027-01-01 has not come yet."),
    ({"value": "none", "since": date(2020, 1, 1), "until": date(2019, 1, 1)}, "before it began"),
]


@pytest.mark.parametrize(("given_otherwise", "said"), REFUSED)
def test_what_cannot_be_promoted_is_refused_with_a_remedy(
    given_otherwise: dict[str, Any], said: str
) -> None:
    given_now = {"cell": MEANS_RULE, **given_otherwise}
    assert said in refused(statute(BW), asked(**given_now))


TAKEN = [
    ("offences.s9.acts", "recruitment, receipt", ("recruitment", "receipt")),
    ("offences.s9.acts", '["recruitment"]', ("recruitment",)),
    ("offences.s9.acts", "[]", ()),
    ("offences.s9.child_age", "18", 18),
    ("offences.s9.purpose_required", "true", True),
    ("offences.s9.means_rule", "all_ages", "all_ages"),
    ("offences.s9.means_rule", '"all_ages"', "all_ages"),
    ("commencement", "2015", "2015"),
    ("offences.s9.penalties.base.fine_most", "BWP 500000", "BWP 500000"),
    ("bw-ahta-2014.offences.s9.mens_rea", "knowledge", "knowledge"),
]


@pytest.mark.parametrize(("cell", "said", "value"), TAKEN)
def test_a_value_is_taken_as_words_or_as_json(cell: str, said: str, value: Value) -> None:
    assert promotion(statute(BW), asked(cell, value=said), TODAY).value == value


def test_two_parts_of_one_citation_are_not_told_apart() -> None:
    """A promotion of a part that was numbered last, in a law where two others are cited so."""
    rule = "- {citation: s. 8, years: [{value: 5, source: text}]}\n"
    found = promotion(read(SMALL + "limitation:\n" + rule * 3), asked("limitation.2.years"), TODAY)
    file = written(Promotions(statute="xx-law", promotions=(found,)))
    own = OwnFiles({"xx-law.yaml": SMALL + "limitation:\n" + rule * 2}, {"xx-law.yaml": file})
    with pytest.raises(OwnLawsError, match="Several parts of xx-law"):
        with_own_laws(shipped(), own)


FILE = written(
    Promotions(
        statute=BW,
        promotions=tuple(
            promotion(statute(BW), asked(path), TODAY)
            for path in (MEANS_RULE, "offences.s9.acts", "commencement")
        ),
    )
)


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    """Lines are dropped, doubled, swapped or filled with odd text."""
    lines = FILE.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        odd = data.draw(st.text(max_size=20) | st.sampled_from(["- []", "? x", "a: {}", "&a *a"]))
        damage = {"drop": [], "double": [lines[at]] * 2, "odd": [odd], "tail": [lines[at] + odd]}
        lines[at : at + 1] = damage[data.draw(st.sampled_from(sorted(damage)))]
        lines = lines or [""]
    text = "\n".join(lines)
    problems: tuple[Problem, ...] = ()
    try:
        promoted(statute(BW), read_promotions(text, of=statute(BW)))
    except StatuteError as refusal:
        problems = refusal.problems
    for problem in problems:
        assert 1 <= problem.line <= len(text.splitlines()) + 1
        assert problem.path.startswith("$")
        assert str(problem)


def test_nothing_is_taken_back_where_nothing_is_promoted() -> None:
    with pytest.raises(NotPromoted, match="Nothing is promoted in"):
        without_newest(Promotions(statute=BW), MEANS_RULE)


def together(*found: Promotion) -> str:
    """Return what is said of promotions of Botswana's law that cannot all be."""
    text = written(Promotions(statute=BW, promotions=found))
    with pytest.raises(StatuteError) as refusal:
        read_promotions(text, of=statute(BW))
    return str(refusal.value)


def read_as_text(cell: str, value: str, **given: Any) -> Promotion:
    """Return the promotion of a cell of Botswana's law."""
    return promotion(statute(BW), asked(cell, value=value, **given), TODAY)


def test_one_text_is_not_promoted_twice_for_the_same_days() -> None:
    one = read_as_text(MEANS_RULE, "none")
    assert "is promoted from this text by this reader already" in together(one, one)
    assert "is promoted from this text by this reader already" in together(
        one, read_as_text(MEANS_RULE, "adults_only")
    )
    apart = (
        dataclasses.replace(one, until=date(2018, 1, 1)),
        dataclasses.replace(one, value="adults_only", since=date(2018, 1, 1)),
    )
    second = dataclasses.replace(one, reader="second reader")
    for found in (apart, (one, second)):
        kept = Promotions(statute=BW, promotions=found)
        assert read_promotions(written(kept), of=statute(BW)) == kept


def test_what_was_read_in_a_text_may_prove_others_wrong_and_not_itself() -> None:
    base = "offences.s9.penalties.base"
    least = read_as_text(f"{base}.minimum", "720")
    held = cell_at(statute(BW), next(p for p in places(statute(BW)) if p.path == least.cell).steps)
    assert all(reading.value != 720 for reading in held)
    alone = Promotions(statute=BW, promotions=(least,))
    assert read_promotions(written(alone), of=statute(BW)) == alone
    said = together(least, read_as_text(f"{base}.maximum", "300"))
    assert "contradicts itself in offences[0].penalties[0].maximum[0].value" in said
    assert "At least 720 months, at most 300." in said
