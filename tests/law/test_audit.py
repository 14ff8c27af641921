"""The audit: golden answers, and answers that are never surer than what they rest on."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.law.asof import AsOf
from amends.law.audit import Answer, Audit, audit, audited, every
from amends.law.audit_penalty import classes
from amends.law.audit_rules import Result, audit_rules
from amends.law.cells import Cell, LawSource, Reading, SourceKind
from amends.law.kinds import kinds_of
from amends.law.library import countries, shipped, statutes, using
from amends.law.statute import Offence, Statute
from amends.law.terms import Family

TODAY = date(2026, 11, 24)
# The answers that follow from what was read; India's are those of the law of 2024.
GOLDEN = {
    "IN": "L04 fail, L09 fail, L02 partial, L20 pass",
    "NP": "L04 conflict, L16 fail",
    "US": "L15 pass",
    "CH": "L07 fail, L14 pass",
    "ZA": "L07 fail, L14 pass",
    "BW": "L07 fail",
    "GB": "L17 partial, L08 pass",
    "KZ": "L21 fail, L05 pass",
    "TH": "L04 pass, L11 pass, L13 pass, L09 fail",
    "LT": "L14 pass",
    "PH": "L04 pass, L07 pass, L10 pass, L11 pass, L12 pass, L13 pass",
    "UA": "L05 pass",
    "KH": "L05 pass",
}
# Every other answer that was given from what was read; all the rest must be unknown.
READ = {
    "AU": "L14 partial",
    "BH": "L01 pass, L02 pass, L04 pass, L07 pass, L08 pass, L09 partial, L13 pass, L22 pass",
    "BW": "L05 pass, L11 pass, L18 fail, L21 partial",
    "CH": "L01 fail, L02 fail, L04 pass, L05 pass, L08 fail, L09 pass, L17 pass",
    "GB": "L01 pass, L03 pass, L04 pass, L05 pass, L07 fail, L09 pass, L14 partial",
    "GY": "L01 pass, L02 pass, L05 pass, L08 pass, L09 pass, L11 pass, L12 pass, L13 pass, "
    "L15 pass, L17 pass, L18 fail, L22 pass",
    "IN": "L01 pass, L03 pass, L05 pass, L07 pass, L08 pass, L17 pass, L19 pass",
    "KE": "L07 fail",
    "KH": "L02 pass, L04 partial, L07 pass, L08 pass, L16 fail, L17 fail, L23 fail",
    "KZ": "L01 pass, L04 pass, L07 pass, L09 pass, L17 pass",
    "LA": "L05 pass, L15 partial",
    "LT": "L10 pass, L11 pass, L12 pass",
    "NP": "L01 fail, L02 fail, L05 pass, L07 pass, L08 fail, L10 pass, L11 pass, L14 partial, "
    "L15 pass, L17 partial",
    "PH": "L01 pass, L03 pass, L05 pass, L08 pass, L09 pass, L19 pass, L20 pass",
    "TH": "L01 fail, L02 partial, L03 pass, L05 pass, L08 pass, L17 pass",
    "UA": "L01 pass, L08 pass, L17 pass, L21 partial",
    "US": "L01 partial, L02 fail, L03 pass, L04 partial, L05 pass, L06 partial, L07 partial, "
    "L09 fail, "
    "L10 pass, L11 pass, L12 pass, L13 pass, L14 pass, L16 partial, L17 pass, L19 pass",
    "ZA": "L01 pass, L04 pass, L05 pass, L08 pass, L13 pass, L15 partial, L17 pass, L19 pass",
}
WANTED = [
    (country, *answer.split())
    for country, answers in GOLDEN.items()
    for answer in answers.split(", ")
]


def result(found: Audit, rule: str) -> Result:
    """Return the answer to one rule."""
    return next(answer.result for answer in found.answers if answer.rule.code == rule)


@pytest.mark.parametrize(("country", "rule", "wanted"), WANTED)
def test_golden_answers_hold(country: str, rule: str, wanted: str) -> None:
    assert result(audit(country, TODAY), rule) == wanted


@pytest.mark.parametrize("country", countries())
def test_everything_else_is_unknown(country: str) -> None:
    wanted = dict.fromkeys(audit_rules(), "unknown")
    for answers in (READ.get(country), GOLDEN.get(country)):
        wanted |= dict(answer.split() for answer in answers.split(", ")) if answers else {}
    assert {a.rule.code: str(a.result) for a in audit(country, TODAY).answers} == wanted


def test_a_head_that_only_slavery_has_is_none_of_trafficking() -> None:
    answer = next(a for a in audit("AU", TODAY).answers if a.rule.code == "L14")
    assert [cell.path for cell in answer.cells] == ["au-criminal-code.jurisdiction.1.heads"]


def answer_to(country: str, rule: str, on: date = TODAY) -> Answer:
    """Return the answer of a country's law to one rule."""
    return next(a for a in audit(country, on).answers if a.rule.code == rule)


def test_offences_name_acts_and_purposes_together() -> None:
    """What one section leaves out another may name; what none names is lacking."""
    (found,) = answer_to("US", "L02").findings
    assert {cell.path.split(".")[2] for cell in found.cells} >= {"s1589a", "s1590", "s1591a1"}
    assert [str(cure) for cure in answer_to("US", "L02").cures] == [
        "Name in 18 USC ch. 77 as exploitation: Practices similar to slavery, Removal of organs."
    ]


def test_a_word_within_another_of_the_law_is_told_apart_from_one_that_is_missing() -> None:
    (found,) = answer_to("US", "L01").findings
    assert str(found.reason) == "Named only within another word of the law: Transfer, Receipt."
    assert str(answer_to("IN", "L09").findings[0].reason) == (
        "Not named: Abuse of a position of vulnerability."
    )


def test_an_open_list_of_means_falls_short_only_in_part() -> None:
    (found,) = answer_to("BH", "L09").findings
    assert found.result is Result.PARTIAL
    assert "bh-law1-2008.offences.a1.means_closed" in {cell.path for cell in found.cells}


def test_each_class_of_victims_is_compared_with_its_own_like() -> None:
    """Of 2020: for under 16 India punished rape with twenty years or more, trafficking with ten."""
    findings = answer_to("IN", "L06", date(2020, 1, 1)).findings
    assert [str(found.about) for found in findings] == ["Adults", "Under 16", "Aged 16 to 17"]
    paths = [{cell.path for cell in found.cells} for found in findings]
    assert any("comparators.rape+under_16" in path for path in paths[1])
    assert not any("comparators.rape+under_16" in path for path in paths[0] | paths[2])
    assert all("penalties.child" in path or "comparators" in path for path in paths[1] | paths[2])
    assert str(findings[1].reason).startswith("Custody is lower than for rape")


@given(st.sampled_from(sorted(statutes())), st.data())
def test_classes_of_victims_cover_whom_the_offence_protects_once(
    key: str, data: st.DataObject
) -> None:
    law = AsOf(statutes()[key], TODAY)
    offences = list(law.offences())
    if not offences:
        return
    offence = data.draw(st.sampled_from(offences))
    found = [one.ages for one in classes(law, offence)]
    victim = law.of(offence, "victim").value
    children = [age for ages in found if ages for age in range(ages[0], ages[1] + 1)]
    assert len(children) == len(set(children))
    assert (None in found) == (victim != "child")
    assert victim != "child" or children == list(range(18))
    assert victim != "adult" or not children


def test_where_children_have_an_offence_of_their_own_it_answers_for_them() -> None:
    found = answer_to("AU", "L04").findings
    assert {finding.provision for finding in found} == {"Criminal Code s. 271.4"}


def test_what_is_only_remembered_is_not_told_as_if_it_had_been_read() -> None:
    for country in countries():
        for code in ("L10", "L11", "L12"):
            for found in answer_to(country, code).findings:
                told = str(found.reason)
                if told not in {"It is punished.", "It is not punished."}:
                    assert found.result in {Result.UNKNOWN, Result.CONFLICT} or any(
                        cell.path.endswith(".relation") for cell in found.cells
                    )


def test_what_is_known_to_fall_short_is_cured_though_the_rest_is_open() -> None:
    law = statutes()["us-18usc77"]
    read = tuple(c for c in law.comparators if c.crime != "kidnapping" or c.when)
    unread = dataclasses.replace(law, comparators=read)
    with using(shipped().with_statutes([unread])):
        answer = answer_to("US", "L06")
    assert answer.result is Result.UNKNOWN
    assert any("1590" in str(cure) for cure in answer.cures)


def test_an_offence_against_children_is_compared_with_rape_of_a_child() -> None:
    answer = next(a for a in audit("LT", TODAY).answers if a.rule.code == "L06")
    cells = {f.provision: {c.path for c in f.cells} for f in answer.findings}
    assert "lt-cc-2000.comparators.rape+child.maximum" in cells["CC art. 157"]
    assert "lt-cc-2000.comparators.rape.maximum" in cells["CC art. 147"]


def test_a_fine_alone_is_told_by_section() -> None:
    answer = next(a for a in audit("US", TODAY).answers if a.rule.code == "L07")
    found = {finding.provision: finding.result for finding in answer.findings}
    assert found["18 USC 1589(a), (d)"] is Result.FAIL
    assert found["18 USC 1591(a)(1), (b)"] is Result.PASS


def test_the_law_in_force_on_the_day_is_audited() -> None:
    before, after = audit("IN", date(2024, 6, 30)), audit("IN", date(2024, 7, 1))
    assert [law.statute.key for law in before.laws] == ["in-ipc-1860"]
    assert [law.statute.key for law in after.laws] == ["in-bns-2023"]
    assert audit("US", date(1999, 1, 1)).laws == ()


def test_where_no_law_was_in_force_every_answer_is_unknown() -> None:
    assert {answer.result for answer in audit("ZZ", TODAY).answers} == {Result.UNKNOWN}


@pytest.mark.parametrize("country", countries())
def test_every_answer_names_its_cells_its_basis_and_a_cure(country: str) -> None:
    for answer in audit(country, TODAY).answers:
        assert answer.rule.basis
        short = [f for f in answer.findings if f.result not in {Result.PASS, Result.UNKNOWN}]
        cures = [str(cure) for cure in answer.cures]
        assert bool(cures) == bool(short)
        assert all(any(f.provision in cure for cure in cures) for f in short)
        assert not any("%(" in cure for cure in cures)
        if answer.result is not Result.UNKNOWN:
            assert answer.cells
            assert all(cell.readings for cell in answer.cells)


def test_there_are_twenty_three_rules() -> None:
    assert list(audit_rules()) == [f"L{number:02}" for number in range(1, 24)]


@pytest.mark.parametrize("country", countries())
def test_what_is_only_remembered_never_passes_nor_fails(country: str) -> None:
    """Were everything only remembered, nothing could be answered."""
    laws = [AsOf(remembered(law.statute), TODAY) for law in audit(country, TODAY).laws]
    for answer in audited(country, TODAY, laws).answers:
        assert answer.result in {Result.UNKNOWN, Result.CONFLICT}
    supposed = [f.from_memory for a in audited(country, TODAY, laws).answers for f in a.findings]
    assert any(supposed)


@given(st.sampled_from(sorted(statutes())), st.data())
def test_forgetting_a_cell_never_settles_an_open_question(key: str, data: st.DataObject) -> None:
    """Taking a reading away turns no unknown answer into a pass or a fail."""
    law = statutes()[key]
    offences = [offence for offence in law.offences if offence.audited]
    if not offences:
        return
    offence = data.draw(st.sampled_from(offences))
    name = data.draw(st.sampled_from(sorted(kinds_of(Offence))))
    kept = tuple(forgotten(o, name) if o is offence else o for o in law.offences)
    before = audited(law.country, TODAY, [AsOf(law, TODAY)])
    after = audited(law.country, TODAY, [AsOf(dataclasses.replace(law, offences=kept), TODAY)])
    if name in {"commencement", "repeal"}:
        return
    for was, now in zip(before.answers, after.answers, strict=True):
        if was.result is Result.UNKNOWN:
            assert now.result is Result.UNKNOWN


RESULTS = st.lists(st.sampled_from(list(Result)), max_size=5)


@given(RESULTS)
def test_provisions_combine_without_inventing_an_answer(results: list[Result]) -> None:
    combined = every(results)
    if not results:
        assert combined is Result.UNKNOWN
    if combined in {Result.PASS, Result.FAIL}:
        assert combined in results
    if Result.UNKNOWN in results:
        assert every(results) in {Result.UNKNOWN, Result.CONFLICT}


@given(st.sampled_from(sorted(statutes())), st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_a_law_is_in_force_on_days_without_gaps(key: str, on: date) -> None:
    law = statutes()[key]
    days = [on - timedelta(days=1), on, on + timedelta(days=1)]
    held = [AsOf(law, day).is_in_force for day in days]
    assert held != [True, False, True]


def remembered(law: Statute) -> Statute:
    """Return a law of which everything is only remembered."""
    sources = {
        key: LawSource(citation=source.citation, kind=SourceKind.MEMORY, reader=source.reader)
        for key, source in law.sources.items()
    }
    return dataclasses.replace(law, sources=sources)


def forgotten(offence: Offence, name: str) -> Offence:
    """Return an offence without what is known of one of its cells."""
    nothing: Cell = ()
    return dataclasses.replace(offence, **{name: nothing})  # type: ignore[arg-type]  # a cell's name


def test_a_reading_outweighs_a_memory_and_readings_that_differ_are_in_conflict() -> None:
    text = LawSource(citation="Text", kind=SourceKind.STATUTE_TEXT, reader="r")
    digest = LawSource(citation="Digest", kind=SourceKind.TIP_NARRATIVE, reader="r")
    memory = LawSource(citation="Memory", kind=SourceKind.MEMORY, reader="r")

    def cell(**values: object) -> Statute:
        found = tuple(Reading(value=value, source=key) for key, value in values.items())  # type: ignore[arg-type]  # a flag
        return Statute(
            key="x", country="PH", title="x", short="x", family=Family.CIVIL,
            sources={"text": text, "digest": digest, "memory": memory},
            offences=(), repeal=found,
        )  # fmt: skip

    def held(law: Statute) -> tuple[object, bool, str]:
        found = AsOf(law, TODAY).held("", law, "repeal")
        return found.value, found.is_conflict, found.status

    assert held(cell(text="2020", memory="2021")) == ("2020", False, "verified")
    assert held(cell(digest="2020", memory="2020")) == ("2020", False, "secondary")
    assert held(cell(memory="2021")) == ("2021", False, "memory")
    assert held(cell(text="2020", digest="2021")) == (None, True, "verified")
    assert held(cell(text=None)) == (None, False, "unknown")
