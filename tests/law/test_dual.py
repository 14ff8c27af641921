"""Dual criminality: what is a crime in both, element by element, and which tools that opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.base.messages import Refusal
from amends.law.bars import BarKind
from amends.law.cases import shipped_cases
from amends.law.cooperation import Need, Standing, open_tools, read_tools, shipped_tools
from amends.law.counterparts import LEGAL_PERSON, MADE_OUT, PARTICIPATION, Match
from amends.law.counts import CountState
from amends.law.dual import Counterpart, Dual, dual_criminality, side
from amends.law.facts import Conduct, Facts, Moved
from amends.law.library import statutes
from amends.law.reading import StatuteError
from amends.law.screen import PersonKind
from amends.law.seriousness import seriousness
from amends.law.terms import Form, MensRea, Mode, Vocabulary
from tests.law.conftest import COUNTRIES, SOME_FACTS, facts, words

TODAY = date(2026, 6, 1)
KEYS = st.sampled_from(sorted(statutes()))
WOMAN = replace(
    SOME_FACTS.conduct[0],
    acts=("recruitment", "transportation", "harbouring"),
    means=("deception", "force"),
    ends=("forced_labour", "slavery", "prostitution_of_others"),
    begun="2025-03-01",
    ended="2025-04-01",
    places=("GB",),
    moved=Moved.ACROSS_BORDER,
)


def of(conduct: Conduct, **victim: object) -> Facts:
    """Return facts with one conduct; the victim is changed as told."""
    victims = (replace(SOME_FACTS.victims[0], **victim),)  # type: ignore[arg-type]  # as told
    return replace(SOME_FACTS, conduct=(conduct,), victims=victims)


def dual(stated: Facts, here: str, there: str, on: date = TODAY) -> tuple[Counterpart, ...]:
    """Return the counterparts between two countries or laws."""
    return dual_criminality(stated, side(here), side(there), on)


def test_purposes_that_are_only_remembered_leave_it_open() -> None:
    """What section 3 of the British Act calls exploitation was not read."""
    found = {one.here.key: one for one in dual(of(WOMAN), "GB", "US")}
    one = found["gb-msa-2015.s2"]
    assert one.nearest is not None
    assert (one.dual, one.nearest.from_memory) == (Dual.OPEN, Dual.YES)


@pytest.mark.usefixtures("purposes_read")
def test_a_crime_in_both_on_law_that_was_read() -> None:
    found = {one.here.key: one for one in dual(of(WOMAN), "GB", "US")}
    one = found["gb-msa-2015.s2"]
    assert one.nearest is not None
    assert (one.dual, one.nearest.from_memory, one.nearest.unread) == (Dual.YES, None, ())
    (labour,) = [a for a in (one.nearest, *one.others) if a.count.key == "us-18usc77.s1590"]
    matches = {point.name: point.match for point in labour.points}
    assert (labour.dual, labour.without) == (Dual.YES, ())
    assert matches["act"] is Match.COUNTERPART
    assert matches["movement"] is Match.NOT_ASKED_THERE
    assert matches["means"] is Match.ONLY_THERE
    assert labour.only_there == ("means",)
    assert all(other.dual is not Dual.NO for other in one.others)


def test_what_is_only_remembered_stays_open_and_says_what_memory_would_say() -> None:
    """The Philippine law on movement and the mental element is only remembered."""
    case = shipped_cases()["ph-ra9208"].cases[1]
    found = dual(case.facts, "PH", "TH", case.on)
    recruiter = next(c for c in found if c.here.law.offence.key == "s4a")
    assert recruiter.nearest is not None
    assert recruiter.nearest.count.citation == "ATPA ss. 4, 6"
    assert (recruiter.dual, recruiter.nearest.from_memory) == (Dual.OPEN, Dual.YES)
    assert [p.name for p in recruiter.nearest.points if p.is_only_remembered] == [
        "movement",
        "mental",
    ]
    standings = {each.tool.key: each for each in recruiter.tools}
    assert standings["extradition"].standing is Standing.IF_CONFIRMED
    assert Need.DUAL_CRIMINALITY in standings["extradition"].awaits


def test_where_no_offence_that_is_held_was_in_force_the_answer_is_open() -> None:
    """Thailand's law of 2008 began in June; what else punished it in May is not held."""
    case = shipped_cases()["ph-ra9208"].cases[0]
    conduct = replace(case.facts.conduct[0], begun="2008-05-03", ended="")
    found = dual(replace(case.facts, conduct=(conduct,)), "PH", "TH", date(2009, 1, 1))
    assert found
    for one in found:
        assert (one.nearest, one.dual) == (None, Dual.OPEN)
        standings = {each.tool.key: each.standing for each in one.tools}
        assert standings["extradition"] is Standing.IF_CONFIRMED


def test_the_nearest_is_not_what_nobody_has_read() -> None:
    """A family held by debt: smuggling is only remembered, and by memory it is none."""
    kiln = replace(
        WOMAN,
        acts=("harbouring", "receipt"),
        means=("debt_bondage_means",),
        ends=("forced_labour",),
        occurred=("forced_labour", "debt_bondage"),
        begun="2024-08-01",
        ended="2025-02-10",
        places=("IN",),
    )
    (found,) = [one for one in dual(of(kiln), "IN", "US") if one.here.key == "in-bns-2023.s143"]
    assert found.nearest is not None
    assert found.nearest.count.law.offence.form in {Form.TRAFFICKING, Form.FORCED_LABOUR}


def test_a_child_without_means_has_no_counterpart_in_india() -> None:
    case = shipped_cases()["ph-ra9208"].cases[0]
    conduct = replace(case.facts.conduct[0], begun="2025-05-03")
    (found,) = dual(replace(case.facts, conduct=(conduct,)), "PH", "IN", date(2026, 1, 1))
    assert found.dual is Dual.NO
    assert found.nearest is not None
    assert found.nearest.without == ("means",)
    closed = {each.tool.key for each in found.tools if each.standing is Standing.CLOSED}
    assert closed == {"extradition", "submission", "transfer", "extradition_otherwise"}


@pytest.mark.usefixtures("purposes_read")
def test_a_time_limit_there_does_not_matter() -> None:
    """What was done in 2016 can no longer be tried there in 2040, and stays a crime there."""
    case = shipped_cases()["gb-msa-2015"].cases[0]
    found = dual(case.facts, "GB", "US", date(2040, 1, 1))
    assert found
    for counterpart in found:
        assert counterpart.nearest is not None
        assert counterpart.nearest.count.state is CountState.BARRED
        assert counterpart.dual is Dual.YES


def test_two_laws_of_one_country_can_be_asked() -> None:
    (one,) = {
        c.here.key for c in dual(of(replace(WOMAN, places=("IN",))), "in-bns-2023", "in-ipc-1860")
    }
    assert one == "in-bns-2023.s143"


def test_a_law_that_is_not_held_is_refused_with_what_comes_near() -> None:
    with pytest.raises(Refusal, match="Did you mean 'th-atpa-2008'"):
        side("th-atpa-2007")
    with pytest.raises(Refusal, match="No law of 'XX' is held"):
        side("XX")
    assert side("th").name == "TH"


def test_how_somebody_took_part_is_a_point_of_its_own() -> None:
    """Nothing is read on accomplices: no law on them makes the answer sure."""
    helper = of(replace(WOMAN, mode=Mode.ACCOMPLICE))
    for found in dual(helper, "GB", "US"):
        assert found.nearest is not None
        (point,) = [p for p in found.nearest.points if p.name == PARTICIPATION]
        assert point.here.is_asked
        if found.dual is Dual.YES:
            assert point.may_be_relied_on


@pytest.mark.usefixtures("purposes_read")
def test_days_too_coarse_for_a_version_of_the_law_leave_it_open() -> None:
    """The Modern Slavery Act began in July 2015: of conduct some time in 2015 it cannot be told."""
    told = replace(WOMAN, begun="2015", ended="", places=("TH",))
    found = [one.nearest for one in dual(of(told), "TH", "gb-msa-2015") if one.nearest]
    assert found
    for nearest in found:
        assert BarKind.DAYS_OPEN in {bar.kind for bar in nearest.count.bars}
        assert all(p.may_be_relied_on and p.there.state in MADE_OUT for p in nearest.points)
        assert (nearest.dual, nearest.from_memory) == (Dual.OPEN, None)
    later = of(replace(told, begun="2018-01-01"))
    assert {one.dual for one in dual(later, "TH", "gb-msa-2015")} == {Dual.YES}


def test_only_law_of_the_same_days_is_compared() -> None:
    """Conduct from 2014 to 2016 falls under the old British law and under the Act of 2015."""
    found = dual(of(replace(WOMAN, begun="2014-01-01", ended="2016-01-01")), "GB", "GB")
    assert {one.here.law.law.statute.key for one in found} == {"gb-before-2015", "gb-msa-2015"}
    for one in found:
        assert one.nearest is not None
        for answer in (one.nearest, *one.others):
            assert answer.count.since <= one.here.until
            assert one.here.since <= answer.count.until


def test_whether_an_organisation_can_be_liable_may_be_unread() -> None:
    """Nepal: it was not read, so that nothing is certain of an organisation there."""
    legal = replace(SOME_FACTS.culpable_parties[0], kind=PersonKind.LEGAL, nationality="US")
    told = replace(of(replace(WOMAN, places=("US",))), culpable_parties=(legal,))
    found = [one.nearest for one in dual(told, "US", "NP") if one.nearest]
    assert found
    for nearest in found:
        (point,) = [p for p in nearest.points if p.name == LEGAL_PERSON]
        assert point.match is Match.NOT_READ
        assert nearest.dual is Dual.OPEN


# The threshold of four years.


@settings(max_examples=40, deadline=None)
@given(facts(), COUNTRIES)
def test_no_penalty_that_is_only_remembered_is_certain(stated: Facts, there: str) -> None:
    for one in dual(stated, there, there):
        found = seriousness(one.here)
        if found.answer is not None:
            assert all(cell.may_be_relied_on for cell in found.cells if cell.values)
            assert found.from_memory is None
        if found.from_memory is not None:
            assert any(not cell.may_be_relied_on for cell in found.cells)


def test_a_remembered_penalty_is_said_from_memory() -> None:
    """The fifteen years of the law of Bahrain are only remembered, what it asks for was read."""
    found = dual(of(replace(WOMAN, places=("BH",))), "BH", "BH")
    assert found
    for one in found:
        assert (one.serious.answer, one.serious.from_memory) == (None, True)


def test_years_that_were_read_are_enough_where_life_is_only_remembered() -> None:
    (one,) = {c.serious for c in dual(of(WOMAN), "gb-msa-2015", "US") if c.here.key.endswith("s2")}
    assert one.answer is True
    assert one.from_memory is None


# The tools.

ALL_MET: dict[Need, bool | None] = dict.fromkeys(Need, True)


def standings(met: dict[Need, bool | None], *, protocol: bool = False) -> dict[str, Standing]:
    """Return how every tool stands."""
    return {t.tool.key: t.standing for t in open_tools(met, of_the_protocol=protocol)}


def test_everything_is_open_if_everything_is_met() -> None:
    assert set(standings(ALL_MET).values()) == {Standing.OPEN}


def test_without_a_serious_crime_only_what_needs_none_is_open() -> None:
    little: dict[Need, bool | None] = {**dict.fromkeys(Need, False), Need.DUAL_CRIMINALITY: True}
    open_ones = {k for k, v in standings(little).items() if v is Standing.OPEN}
    assert open_ones == {"information", "extradition_otherwise"}


def test_an_offence_of_the_protocol_needs_no_four_years_between_its_parties() -> None:
    little: dict[Need, bool | None] = {
        **ALL_MET,
        Need.SERIOUS_HERE: False,
        Need.SERIOUS_THERE: None,
    }
    assert set(standings(little, protocol=True).values()) == {Standing.OPEN}
    for found in open_tools(little, of_the_protocol=True):
        serious = {Need.SERIOUS_HERE, Need.SERIOUS_THERE} & set(found.tool.needs)
        assert ("protocol" in {c.key for c in found.conditions}) == bool(serious)
    for found in open_tools(ALL_MET, of_the_protocol=True):
        assert "protocol" not in {c.key for c in found.conditions}


@given(
    st.fixed_dictionaries({need: st.sampled_from([True, False, None]) for need in Need}),
    st.booleans(),
)
def test_a_tool_is_open_only_on_what_is_certain(
    met: dict[Need, bool | None], protocol: bool
) -> None:
    for found in open_tools(met, of_the_protocol=protocol):
        if found.standing is Standing.OPEN:
            spared = {Need.SERIOUS_HERE, Need.SERIOUS_THERE} if protocol else set()
            assert all(met[need] is True for need in set(found.tool.needs) - spared)
        assert (found.standing is Standing.CLOSED) == bool(found.lacks)
        assert Need.DUAL_CRIMINALITY not in found.awaits or met[Need.DUAL_CRIMINALITY] is None


def test_who_is_party_whether_it_is_transnational_and_a_group_are_to_be_checked() -> None:
    for found in open_tools(ALL_MET, of_the_protocol=False):
        keys = {condition.key for condition in found.conditions}
        if found.tool.key != "extradition_otherwise":
            assert "parties" in keys
        if Need.SERIOUS_HERE in found.tool.needs:
            assert "group" in keys


def test_the_articles_are_those_of_the_convention() -> None:
    articles = {tool.article for tool in shipped_tools().tools}
    wanted = ("13", "16", "16(10)", "18", "18(4)", "19", "20", "21", "27")
    assert articles >= {f"UNTOC {article}" for article in wanted}


GOOD = """\
sources: {memory: {citation: From memory, kind: memory, reader: a reader}}
conditions: [{key: protocol, label: Both are parties, article: Palermo 1(3), read_in: memory}]
tools: [{key: letter, label: A letter, article: UNTOC 18, conditions: [protocol], read_in: memory}]
"""


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("conditions: [protocol]", "conditions: [protocl]", "Did you mean 'protocol'?"),
        ("conditions: [protocol], read_in: memory", "read_in: text", "$.tools[0].read_in"),
        ("article: UNTOC 18,", "article: UNTOC 18, needs: [money],", "$.tools[0].needs"),
        ("key: protocol", "key: parties", "'protocol' is not one of the choices"),
    ],
)
def test_a_wrong_file_of_tools_is_refused_with_its_place(good: str, bad: str, said: str) -> None:
    read_tools(GOOD)
    with pytest.raises(StatuteError) as refused:
        read_tools(GOOD.replace(good, bad))
    assert said in str(refused.value)


# Whatever the facts and the laws.


def sides() -> st.SearchStrategy[str]:
    """Return a country or the key of a law."""
    return COUNTRIES | KEYS


READ_LAWS = st.sampled_from(["GB", "US", "IN", "TH", "NP", "gb-msa-2015", "us-18usc77"])


@st.composite
def telling(draw: st.DrawFn) -> Facts:
    """Return facts on which counts lie under laws that were read."""
    conduct = replace(
        WOMAN,
        means=draw(st.sampled_from([("deception",), ("force",), ("deception", "force"), ()])),
        ends=draw(st.sampled_from([("slavery",), ("forced_labour",), ("prostitution_of_others",)])),
        mental=draw(st.sampled_from([MensRea.KNOWLEDGE, MensRea.PURPOSE])),
        places=draw(st.sampled_from([("GB",), ("US",), ("IN",), ("TH",), ("NP",)])),
    )
    return of(conduct, age=draw(st.none() | st.integers(10, 40)))


@settings(max_examples=80, deadline=None)
@given(telling() | facts(), READ_LAWS | sides(), READ_LAWS | sides())
def test_nothing_unread_or_remembered_makes_a_crime_in_both(
    stated: Facts, here: str, there: str
) -> None:
    for found in dual(stated, here, there):
        answers = [found.nearest, *found.others] if found.nearest else []
        for one in answers:
            if one.dual is Dual.YES:
                cells = [c for p in one.points for s in (p.here, p.there) for c in s.cells]
                assert all(cell.is_known and cell.may_be_relied_on for cell in cells)
                assert (one.unread, one.without) == ((), ())
            if one.from_memory is not None:
                assert one.dual is Dual.OPEN
        if found.nearest is None:
            assert found.dual is Dual.OPEN
        order = [Dual.YES, Dual.OPEN, Dual.NO]
        told = [one.from_memory or one.dual for one in answers]
        assert told == sorted(told, key=order.index)
        assert (found.dual is Dual.YES) == any(one.dual is Dual.YES for one in answers)


@settings(max_examples=80, deadline=None)
@given(telling() | facts(), READ_LAWS | KEYS)
def test_the_same_law_on_both_sides_answers_itself(stated: Facts, key: str) -> None:
    """YES where the law was read; where it is only remembered, memory says so."""
    for found in dual(stated, key, key):
        made_out = all(e.state in MADE_OUT for e in found.here.elements)
        if not made_out or found.here.bars:
            continue
        assert found.nearest is not None
        answers = (found.nearest, *found.others)
        itself = next(a for a in answers if a.count.key == found.here.key)
        read = all(p.here.is_read and p.there.is_read for p in itself.points)
        relied = all(p.may_be_relied_on for p in itself.points)
        assert not itself.without
        if relied:
            assert found.dual is Dual.YES
        elif read:
            assert itself.from_memory is Dual.YES


@st.composite
def more_facts(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """Return facts and the same with more: acts, means, ends, circumstances, a stronger mind."""
    stated = draw(telling() | facts())
    (conduct,) = stated.conduct
    added = replace(
        conduct,
        acts=(*conduct.acts, *draw(words(Vocabulary.ACTS))),
        means=(*conduct.means, *draw(words(Vocabulary.MEANS))),
        ends=(*conduct.ends, *draw(words(Vocabulary.ENDS))),
        occurred=(*conduct.occurred, *draw(words(Vocabulary.ENDS))),
        circumstances=(*conduct.circumstances, *draw(words(Vocabulary.CIRCUMSTANCES))),
        mental=draw(st.sampled_from([conduct.mental, MensRea.PURPOSE])),
        knew_age=True if conduct.knew_age is None else conduct.knew_age,
    )
    return stated, replace(stated, conduct=(added,))


@settings(max_examples=80, deadline=None)
@given(more_facts(), READ_LAWS | sides(), READ_LAWS | sides())
def test_more_facts_never_turn_yes_into_no(
    pair: tuple[Facts, Facts], here: str, there: str
) -> None:
    less, more = (
        {(c.here.key, c.here.since): c.dual for c in dual(stated, here, there)} for stated in pair
    )
    for key, answer in less.items():
        if answer is Dual.YES:
            assert more[key] is Dual.YES


@settings(max_examples=40, deadline=None)
@given(facts(), sides(), sides())
def test_every_point_of_both_laws_is_shown(stated: Facts, here: str, there: str) -> None:
    for found in dual(stated, here, there):
        if found.nearest is None:
            continue
        shown = [point.there.name for point in found.nearest.points]
        elements = [element.name.value for element in found.nearest.count.elements]
        assert shown[: len(elements)] == elements
        missing = [e.name.value for e in found.nearest.count.missing]
        assert [name for name in found.nearest.without if name in elements] == missing
