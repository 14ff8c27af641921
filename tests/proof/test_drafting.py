"""Drafts: what a count asks to be proved, what speaks of it, and what changed accounts bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from amends.law.cases import shipped_cases
from amends.law.charging import charge
from amends.law.counts import ChargeableCount
from amends.law.elements import UNABLE_TO_PROTECT, ElementName, ElementState
from amends.law.facts import Conduct, CulpableParty, Facts, Moved
from amends.law.library import countries
from amends.law.screen import Finding
from amends.law.terms import MensRea, Mode, VictimClass
from amends.law.victims import VictimFacts
from amends.proof.changed_accounts import Explanation, accounts, reason
from amends.proof.drafting import Cast, Exhibit, answered, draft, drafted
from amends.proof.force_policy import policy_for
from amends.proof.graph import (
    AllOf,
    AnyOf,
    Argument,
    Charge,
    Evidence,
    Formula,
    Graph,
    Proposition,
    leaves,
)
from amends.proof.kinds import elements, kinds
from amends.proof.proving import Picture, prove
from amends.proof.schemes import Answer, schemes
from amends.proof.statements import Stance, Statement
from amends.proof.states import Charged
from amends.proof.status import Status, standing
from amends.proof.to_prove import ADULT, CHILD, KNEW_AGE, Asked, Matter, asked, denial

TODAY = date(2026, 11, 24)
POLICY = policy_for("", date(2026, 11, 28))
DONE = Conduct(
    by="D1",
    victims=("V1",),
    begun="2019-03-01",
    acts=("recruitment", "harbouring"),
    means=("deception",),
    ends=("forced_labour",),
    places=("PH",),
    moved=Moved.WITHIN,
    mental=MensRea.PURPOSE,
)


def counts(
    conduct: Conduct = DONE, age: int | None = 25, law: str = "ph-ra9208.s4"
) -> list[ChargeableCount]:
    """Return the counts on one offence for what somebody did to a victim of an age."""
    facts = Facts(
        told="invented",
        victims=(VictimFacts(key="V1", age=age),),
        culpable_parties=(
            CulpableParty(key="D1", nationality="PH", screen=Finding.NO_SIGN),
            CulpableParty(key="D2", nationality="PH", screen=Finding.NO_SIGN),
        ),
        conduct=(DONE, conduct) if conduct.by == "D2" else (conduct,),
    )
    found = charge(facts, ["PH"], TODAY).counts
    return [each for each in found if each.key.startswith(law) and each.by == conduct.by]


def ask(count: ChargeableCount) -> Asked:
    """Return what a count asks, the means alleged being those of the conduct."""
    return asked(count, "count", means=DONE.means)


def parts(formula: Formula) -> tuple[Formula, ...]:
    """Return the parts of the whole."""
    assert isinstance(formula, AllOf)
    return formula.parts


def test_an_adult_needs_a_means_and_one_of_the_acts() -> None:
    found = ask(counts()[0])
    whole = parts(found.charge.formula)
    acts = [part for part in whole if isinstance(part, AnyOf)]
    assert next([*leaves(part)] for part in acts) == [
        "act recruitment by D1 of V1",
        "act harbouring by D1 of V1",
    ]
    assert "means deception by D1 of V1" in whole
    assert "identity by D1" in whole
    assert not any(CHILD in key for key in found.charge.propositions)


def test_of_a_child_the_age_stands_beside_the_means() -> None:
    found = ask(counts(age=15)[0])
    (either,) = [
        part
        for part in parts(found.charge.formula)
        if isinstance(part, AnyOf) and "age child of V1" in part.parts
    ]
    assert either.parts == ("age child of V1", "means deception by D1 of V1")


def test_an_open_age_leaves_both_open() -> None:
    found = ask(counts(age=None)[0])
    assert "age child of V1" in found.charge.propositions
    assert "means deception by D1 of V1" in found.charge.propositions


def test_a_helper_has_a_contribution_and_a_mental_element_of_their_own() -> None:
    helping = replace(DONE, by="D2", mode=Mode.ACCOMPLICE, acts=("transportation",), means=())
    found = ask(counts(helping)[0])
    keys = set(found.charge.propositions)
    assert "act accomplice by D2 of V1" in keys
    assert "act recruitment of V1" in keys
    assert "identity by D2" in keys
    assert all("D1" not in key for key in keys)
    assert next(key for key in keys if key.startswith("mental")).endswith("by D2 of V1")


# What of the victim's age an offence asks to be proved, by whom it is against, if that was read.
OF_AGE: dict[object, set[str]] = {
    VictimClass.CHILD: {CHILD, UNABLE_TO_PROTECT},
    VictimClass.ADULT: {ADULT},
    None: {""},
}


def every_count() -> Iterator[ChargeableCount]:
    """Yield every count of the shipped cases under the law that they are about."""
    for key, file in shipped_cases().items():
        for case in file.cases:
            for count in charge(case.facts, countries(), TODAY).counts:
                if count.law.law.statute.key == key:
                    yield count


def test_an_item_can_go_to_every_matter_that_a_count_asks_to_be_proved() -> None:
    assert set(Matter) <= set(elements())
    assert all(elements()[matter].label for matter in Matter)


def test_every_shipped_count_asks_for_all_that_its_law_does() -> None:
    for count in every_count():
        found = asked(count, "count")
        held = {each.key: each for each in found.propositions}
        graph = Graph(propositions=held, charges=(found.charge,))
        assert set(found.charge.propositions) <= set(graph.propositions)
        ours = [held[key] for key in found.charge.propositions]
        assert {each.element for each in ours} <= set(Matter)
        assert all(each.contraries == (denial(each.key),) for each in ours)
        named = {each.element for each in ours}
        for element in count.elements:
            if element.state is ElementState.NOT_NEEDED:
                continue
            if element.name in {ElementName.ACT, ElementName.PURPOSE, ElementName.RESULT}:
                assert str(element.name) in named
            if element.name is ElementName.AGE_KNOWLEDGE:
                assert any(each.word == KNEW_AGE for each in ours)
            if element.name is ElementName.VICTIM:
                ages = {each.word for each in ours if each.element == Matter.AGE}
                assert OF_AGE[count.law.victim.value] & ages


def item(key: str, *goes_to: str, kind: str = "message", about: tuple[str, ...] = ()) -> Exhibit:
    """Return an exhibit that goes to some elements."""
    evidence = Evidence(key=key, origins=frozenset({key}))
    return Exhibit(evidence=evidence, kind=kind, goes_to=frozenset(goes_to), about=frozenset(about))


def proposition(element: str, by: str = "D1", of: str = "V1") -> Proposition:
    """Return a proposition of ours."""
    return Proposition(
        key=f"{element} {by} {of}", element=element, defendant=by, victim=of, contraries=("no",)
    )


@pytest.mark.parametrize(
    ("element", "about", "speaks"),
    [
        ("act", (), True),
        ("act", ("D1",), True),
        ("act", ("V1", "W1"), True),
        ("act", ("V1", "D2"), False),
        ("act", ("D1", "V2"), False),
        ("act", ("D1", "D2", "V1"), True),
        ("act", ("D2",), False),
        ("act", ("D3",), False),
        ("means", (), False),
        ("identity", (), False),
        ("identity", ("D1",), False),
        ("identity", ("D1", "V1"), True),
    ],
)
def test_an_item_speaks_of_its_elements_and_its_people(
    element: str, about: tuple[str, ...], speaks: bool
) -> None:
    exhibit = item("i", "act", "identity", about=about)
    cast = Cast(frozenset({"D1", "D2"}), frozenset({"V1", "V2"}))
    assert exhibit.speaks_of(proposition(element), cast) is speaks


def test_a_draft_has_an_argument_for_each_thing_an_item_may_speak_of_by_the_usual_scheme() -> None:
    held = [proposition("act"), proposition("means"), proposition("act", "D2")]
    arguments = list(draft([item("i", "act"), item("j", "means", kind="other")], held))
    assert [(a.premises, a.conclusion, a.scheme) for a in arguments] == [
        (("i",), "act D1 V1", "chat"),
        (("i",), "act D2 V1", "chat"),
        (("j",), "means D1 V1", "other_thing"),
    ]
    assert all(a.generalisation and a.force is schemes()[a.scheme].starts_at for a in arguments)
    assert len({a.key for a in arguments}) == len(arguments)


def test_nothing_is_drafted_for_what_the_defence_maintains() -> None:
    assert list(draft([item("i", "act")], [Proposition(key="no", element="act")])) == []


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_can_be_drafted_by_each_of_its_schemes(kind: str) -> None:
    held = proposition("act")
    for code, scheme in schemes().items():
        if kind in scheme.kinds:
            found = drafted(item("i", "act", kind=kind), held, code)
            assert answered(found, {}).open == scheme.questions


def graph_with(argument: Argument, *more: Argument, attacks: tuple[Proposition, ...] = ()) -> Graph:
    """Return a graph in which one act is to be proved."""
    held = (proposition("act"), Proposition(key="no"), proposition("rebuttal"), *attacks)
    items = ("i", "j", "k", "v")
    return Graph(
        items={key: Evidence(key=key, origins=frozenset({key})) for key in items},
        propositions={each.key: each for each in held},
        arguments=(argument, *more),
    )


def test_a_question_answered_badly_defeats_the_argument_until_it_is_rebutted() -> None:
    argument = drafted(item("i", "act"), proposition("act"))
    bad = {"whose_it_is": Answer.ADVERSE, "whole_exchange": Answer.GOOD}
    found = answered(argument, bad, {"whose_it_is": ("rebuttal D1 V1",)})
    assert found.open == ("sound_copy", "coded_words", "custody_whole")
    ((attack, word),) = found.attacks
    rebuttal = Argument(
        key="r", conclusion="rebuttal D1 V1", premises=("j",), force=schemes()["chat"].starts_at
    )
    for more, holds in (((), False), ((rebuttal,), True)):
        graph = graph_with(found.argument, word, *more, attacks=(attack,))
        graph = replace(graph, charges=(Charge(key="count", formula="act D1 V1"),))
        assert prove(graph, POLICY).picture().holds(Charged("count")) is holds


def picture_of(*explanations: Explanation) -> Picture:
    """Return a case in which a victim first denied, and later asserted, a means."""
    means = Proposition(key="means", element="means", contraries=(denial("means"),), victim="V")
    denied = Proposition(key=denial("means"), element="means")
    said = [
        Statement("S1", "V", says={"means": Stance.DENIES}),
        Statement("S2", "V", says={"means": Stance.ASSERTS}),
        Statement("S3", "V", says={"means": Stance.SILENT}),
        Statement("S4", "V", says={"means": Stance.ASSERTS}),
    ]
    carried = {"S1": "i", "S2": "j", "S3": "k"}
    brought = accounts(said, carried, {"V": "v"}, explanations)
    papers = Argument(key="papers", conclusion="means", premises=("k",))
    origins = {"i": "v", "j": "v", "v": "v", "k": "papers"}
    graph = Graph(
        items={key: Evidence(key=key, origins=frozenset({o})) for key, o in origins.items()},
        propositions={each.key: each for each in (means, denied, *brought.propositions)},
        arguments=(papers, *brought.arguments),
        charges=(Charge(key="count", formula="means"),),
    )
    return prove(graph, POLICY).picture()


def test_a_denial_is_answered_only_by_something_of_another_origin() -> None:
    assert standing(picture_of(), "means").status is Status.CONTESTED
    own_word = Explanation("S1", ("v",))
    assert standing(picture_of(own_word), "means").status is Status.CONTESTED
    threats = Explanation("S1", ("k",))
    found = standing(picture_of(threats), "means")
    assert (found.status, found.against) == (Status.PROVEN, ())


def test_a_denial_adds_to_the_means_only_together_with_what_explains_it() -> None:
    alone = standing(picture_of(Explanation("S1", (), ("means",))), "means")
    together = standing(picture_of(Explanation("S1", ("k",), ("means",))), "means")
    key = f"S1 and {reason('S1')} for means"
    assert {each.argument: each.holds for each in alone.supports}[key] is False
    assert {each.argument: each.holds for each in together.supports}[key] is True
