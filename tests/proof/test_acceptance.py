"""What is accepted of a graph: against a slow reading by the definition, and the laws it keeps."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.acceptance import loss_event, origin_event
from amends.proof.circuit import Circuit
from amends.proof.force_policy import policy_for
from amends.proof.graph import (
    MEANS,
    Admission,
    AllOf,
    AnyOf,
    Argument,
    Charge,
    CorroborationRule,
    Effect,
    Evidence,
    Force,
    Formula,
    Graph,
    Proposition,
    Standard,
)
from amends.proof.origins import TooManyArguments
from amends.proof.proving import Proof, Reading, digest, of_ours, prove, sides
from amends.proof.states import Below, Charged, Proved, Reaches
from tests.proof.graphs import COUNT, LOSSES, ORIGINS, SlowReading, graphs, sets

POLICY = policy_for("", date(2026, 11, 28))


def proof(graph: Graph) -> Proof:
    """Return a graph proved under the policy for all."""
    return prove(graph, POLICY)


def events(lost: frozenset[str], discredited: frozenset[str]) -> frozenset[str]:
    """Return events under the names they have in a circuit."""
    return frozenset({*map(loss_event, lost), *map(origin_event, discredited)})


@given(
    graphs(),
    st.frozensets(st.sampled_from(LOSSES)),
    st.frozensets(st.sampled_from(ORIGINS), max_size=1),
)
def test_the_circuit_holds_what_the_definition_says(
    graph: Graph, lost: frozenset[str], discredited: frozenset[str]
) -> None:
    slow = SlowReading(graph, lost, discredited)
    proved = proof(graph)
    picture = proved.picture(lost=events(lost, discredited))
    assert picture.holds(Charged(COUNT)) is slow.holds(graph.charge(COUNT).formula)
    for key in graph.charge(COUNT).propositions:
        held = graph.propositions[key]
        assert picture.holds(Proved(key, held.standard)) is slow.holds(key)
        for level in Force:
            reached = slow.our_level(key, frozenset()) >= level
            assert picture.holds(Reaches(key, level)) is reached
            for contrary in held.contraries:
                on_means = held.element == MEANS
                below = slow.their_level(contrary, on_means, frozenset()) < level
                assert picture.holds(Below(contrary, level, on_means)) is below


@given(graphs(), st.frozensets(st.sampled_from(LOSSES)), st.sampled_from(LOSSES))
def test_losing_more_never_proves_more(graph: Graph, lost: frozenset[str], more: str) -> None:
    proved = proof(graph)
    before = proved.picture(lost=events(lost, frozenset()))
    after = proved.picture(lost=events(lost | {more}, frozenset()))
    for state in proved.circuits:
        assert before.holds(state) or not after.holds(state)


def used_by_the_defence(graph: Graph) -> frozenset[str]:
    """Return the propositions that are used, at any remove, in what speaks against a count."""
    return frozenset(sides(graph).theirs)


def used_by_us(graph: Graph) -> frozenset[str]:
    """Return the propositions that are used, at any remove, in what speaks for a count."""
    return frozenset(of_ours(graph))


def resilience(graph: Graph, most: int = 3) -> int:
    """Return how many losses the count bears, by trying all; zero if it is not proved."""
    circuit = proof(graph).circuits[Charged(COUNT)]
    return _fewest(circuit, frozenset(map(loss_event, LOSSES)), most)


def kappa(graph: Graph, key: str, most: int = 3) -> int:
    """Return how many origins must be discredited to un-prove a proposition, by trying all."""
    circuit = proof(graph).circuits[Proved(key, graph.propositions[key].standard)]
    origins = frozenset(e for e in circuit.events if e.startswith(origin_event("")))
    return _fewest(circuit, origins, most)


def _fewest(circuit: Circuit, of: frozenset[str], most: int) -> int:
    found = (len(lost) for lost in sets(of, most) if not circuit.holds(lost))
    return next(found, most + 1)


@given(graphs(), st.data())
def test_evidence_of_ours_that_the_defence_does_not_use_lowers_nothing(
    graph: Graph, data: st.DataObject
) -> None:
    conclusions = sorted(used_by_us(graph) - used_by_the_defence(graph))
    if not conclusions:
        return
    item = Evidence(key="new", needs=(frozenset({"x1"}),), origins=frozenset({"o1"}))
    argument = Argument(
        key="added",
        conclusion=data.draw(st.sampled_from(conclusions)),
        premises=("new",),
        force=data.draw(st.sampled_from(Force)),
    )
    more = dataclasses.replace(
        graph,
        items={**graph.items, "new": item},
        arguments=(*graph.arguments, argument),
    )
    before, after = proof(graph), proof(more)
    held = before.picture()
    for state in before.circuits:
        if state in after.circuits and held.holds(state):
            assert after.picture().holds(state)
    assert resilience(more) >= resilience(graph)
    for key in graph.charge(COUNT).propositions:
        assert kappa(more, key) >= kappa(graph, key)


@given(graphs(), st.data())
def test_an_attack_raises_nothing(graph: Graph, data: st.DataObject) -> None:
    conclusions = sorted(used_by_the_defence(graph) - used_by_us(graph))
    if not conclusions:
        return
    argument = Argument(
        key="attack",
        conclusion=data.draw(st.sampled_from(conclusions)),
        premises=("i1",),
        force=data.draw(st.sampled_from(Force)),
    )
    more = dataclasses.replace(graph, arguments=(*graph.arguments, argument))
    before, after = proof(graph).picture(), proof(more).picture()
    assert before.holds(Charged(COUNT)) or not after.holds(Charged(COUNT))
    assert resilience(more) <= resilience(graph)
    for key in graph.charge(COUNT).propositions:
        assert kappa(more, key) <= kappa(graph, key)


@given(graphs())
def test_a_second_carrier_of_the_same_origin_raises_no_kappa(graph: Graph) -> None:
    copy = dataclasses.replace(graph.items["i1"], key="copy", needs=(frozenset({"elsewhere"}),))
    again = tuple(
        dataclasses.replace(
            each,
            key=f"{each.key} again",
            premises=tuple("copy" if p == "i1" else p for p in each.premises),
        )
        for each in graph.arguments
        if "i1" in each.premises
    )
    more = dataclasses.replace(
        graph, items={**graph.items, "copy": copy}, arguments=(*graph.arguments, *again)
    )
    if any(each.conclusion in used_by_the_defence(graph) for each in again):
        return
    for key in graph.charge(COUNT).propositions:
        assert kappa(more, key) == kappa(graph, key)


def renamed(graph: Graph) -> Graph:
    """Return the same graph with other keys, which sort the other way round."""

    def new(key: str) -> str:
        return "".join(chr(219 - ord(letter)) if letter.isalnum() else letter for letter in key)

    def renew(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(new, keys))

    return Graph(
        items={
            new(key): dataclasses.replace(
                item,
                key=new(key),
                needs=tuple(frozenset(map(new, need)) for need in item.needs),
                origins=frozenset(map(new, item.origins)),
            )
            for key, item in reversed([*graph.items.items()])
        },
        propositions={
            new(key): dataclasses.replace(
                held,
                key=new(key),
                contraries=renew(held.contraries),
                not_from=frozenset(map(new, held.not_from)),
            )
            for key, held in reversed([*graph.propositions.items()])
        },
        arguments=tuple(
            dataclasses.replace(
                each,
                key=new(each.key),
                conclusion=new(each.conclusion),
                premises=renew(each.premises),
                exceptions=renew(each.exceptions),
            )
            for each in reversed(graph.arguments)
        ),
        charges=tuple(
            Charge(key=each.key, formula=_with(each.formula, new)) for each in graph.charges
        ),
    )


def _with(formula: Formula, new: Callable[[str], str]) -> Formula:
    if isinstance(formula, str):
        return new(formula)
    return dataclasses.replace(formula, parts=tuple(_with(part, new) for part in formula.parts))


@given(graphs(), st.frozensets(st.sampled_from(LOSSES)))
def test_other_names_change_nothing(graph: Graph, lost: frozenset[str]) -> None:
    def new(key: str) -> str:
        return "".join(chr(219 - ord(letter)) for letter in key)

    one = proof(graph).picture(lost=events(lost, frozenset()))
    other = proof(renamed(graph)).picture(lost=events(frozenset(map(new, lost)), frozenset()))
    assert one.holds(Charged(COUNT)) is other.holds(Charged(COUNT))


BOTH = AllOf(("act", "control"))


def case(*arguments: Argument, formula: Formula = BOTH, **items: Evidence) -> Graph:
    """Return a case about an act and a means of control."""
    return Graph(
        items={key: dataclasses.replace(item, key=key) for key, item in items.items()},
        propositions={
            "act": Proposition(key="act", element="act", contraries=("willing",)),
            "control": Proposition(key="control", element=MEANS, contraries=("willing",)),
            "child": Proposition(key="child", element="age"),
            "willing": Proposition(key="willing"),
        },
        arguments=arguments,
        charges=(Charge(key=COUNT, formula=formula),),
    )


ACT = Argument(key="a", conclusion="act", premises=("i",), force=Force.STRONG)
CONTROL = Argument(key="c", conclusion="control", premises=("i",), force=Force.STRONG)
ACT_OF_NOBODY = Argument(key="more", conclusion="p1", premises=("i1",))
CONSENT = Argument(key="w", conclusion="willing", premises=("i",), consent=True)
ITEM = Evidence(key="i", origins=frozenset({"o1"}))


def test_consent_is_heard_against_a_means_and_never_against_a_count() -> None:
    picture = proof(case(ACT, CONTROL, CONSENT, i=ITEM)).picture()
    assert picture.holds(Proved("act", Standard.BEYOND_REASONABLE_DOUBT))
    assert not picture.holds(Proved("control", Standard.BEYOND_REASONABLE_DOUBT))
    other = dataclasses.replace(CONSENT, consent=False)
    picture = proof(case(ACT, CONTROL, other, i=ITEM)).picture()
    assert not picture.holds(Proved("act", Standard.BEYOND_REASONABLE_DOUBT))


def test_where_a_child_is_proved_no_means_and_no_consent_matters() -> None:
    child = Argument(key="age", conclusion="child", premises=("i",), force=Force.STRONG)
    of_child = AllOf(("act", AnyOf(("child", "control"))))
    for more in ((), (CONTROL,), (CONTROL, CONSENT), (CONSENT,)):
        picture = proof(case(ACT, child, *more, formula=of_child, i=ITEM)).picture()
        assert picture.holds(Charged(COUNT))


def test_an_item_counts_from_the_reading_on_in_which_it_has_come_far_enough() -> None:
    expected = {
        Admission.ADMITTED: set(Reading),
        Admission.AUTHENTICATED: {Reading.AUTHENTICATED, Reading.PENDING},
        Admission.DISCLOSED: {Reading.AUTHENTICATED, Reading.PENDING},
        Admission.COLLECTED: {Reading.PENDING},
        Admission.CHALLENGED: {Reading.PENDING},
        Admission.PROPOSED: {Reading.PENDING},
        Admission.EXCLUDED: set(),
        Admission.LIMITED: set(),
    }
    for admission, readings in expected.items():
        item = dataclasses.replace(ITEM, admission=admission)
        proved = proof(case(ACT, CONTROL, i=item))
        assert {r for r in Reading if proved.picture(r).holds(Charged(COUNT))} == readings


def test_an_item_admitted_for_one_use_counts_for_that_use_alone() -> None:
    item = dataclasses.replace(ITEM, admission=Admission.LIMITED, limited_to=frozenset({"act"}))
    picture = proof(case(ACT, CONTROL, i=item)).picture()
    assert picture.holds(Proved("act", Standard.BEYOND_REASONABLE_DOUBT))
    assert not picture.holds(Proved("control", Standard.BEYOND_REASONABLE_DOUBT))


def test_an_excluded_item_still_serves_the_defence() -> None:
    other = dataclasses.replace(CONSENT, consent=False, premises=("j",))
    gone = Evidence(key="j", origins=frozenset({"o2"}), admission=Admission.EXCLUDED)
    picture = proof(case(ACT, CONTROL, other, i=ITEM, j=gone)).picture()
    assert not picture.holds(Charged(COUNT))


def test_two_items_of_unknown_origin_are_not_two() -> None:
    first = Argument(key="a1", conclusion="act", premises=("i",))
    second = Argument(key="a2", conclusion="act", premises=("j",))
    for origins, holds in ((frozenset[str](), False), (frozenset({"o2"}), True)):
        unknown = Evidence(key="i")
        other = Evidence(key="j", origins=origins)
        picture = proof(case(first, second, formula="act", i=unknown, j=other)).picture()
        assert picture.holds(Charged(COUNT)) is holds


def test_what_was_inferred_from_one_origin_does_not_add_up_with_it() -> None:
    said = Argument(key="a1", conclusion="act", premises=("i",))
    inferred = Argument(key="a2", conclusion="act", premises=("child",))
    age = Argument(key="a3", conclusion="child", premises=("j",), force=Force.STRONG)
    for origin, holds in (("o1", False), ("o2", True)):
        other = Evidence(key="j", origins=frozenset({origin}))
        picture = proof(case(said, inferred, age, formula="act", i=ITEM, j=other)).picture()
        assert picture.holds(Charged(COUNT)) is holds


def test_a_witness_alone_cannot_show_why_the_account_changed() -> None:
    age = Argument(key="age", conclusion="child", premises=("i",), force=Force.STRONG)
    other = dataclasses.replace(age, key="other", premises=("j",), force=Force.WEAK)
    items = {"i": ITEM, "j": Evidence(key="j", origins=frozenset({"o2"}))}
    for arguments, level in (((age,), 0), ((age, other), 1)):
        graph = case(*arguments, formula="child", **items)
        held = dataclasses.replace(graph.propositions["child"], not_from=frozenset({"o1"}))
        graph = dataclasses.replace(graph, propositions={**graph.propositions, "child": held})
        picture = proof(graph).picture()
        assert [picture.holds(Reaches("child", each)) for each in Force].count(True) == level


def test_a_rule_on_corroboration_bars_or_cautions() -> None:
    victim = frozenset({"o1"})
    graph = case(ACT, CONTROL, i=ITEM)
    for effect, holds in ((Effect.BAR, False), (Effect.CAUTION, True)):
        rule = CorroborationRule(key="r", triggered_by=victim, effect=effect)
        charge = dataclasses.replace(graph.charges[0], corroboration=(rule,))
        barred = dataclasses.replace(graph, charges=(charge,))
        assert proof(barred).picture().holds(Charged(COUNT)) is holds
    more = Argument(key="m", conclusion="act", premises=("j",), force=Force.WEAK)
    rule = CorroborationRule(key="r", triggered_by=victim, effect=Effect.BAR)
    for scope, holds in ((frozenset[str](), True), (frozenset({"control"}), False)):
        scoped = dataclasses.replace(rule, scope=scope)
        supported = case(ACT, CONTROL, more, i=ITEM, j=Evidence(key="j", origins=frozenset({"o2"})))
        charge = dataclasses.replace(supported.charges[0], corroboration=(scoped,))
        supported = dataclasses.replace(supported, charges=(charge,))
        assert proof(supported).picture().holds(Charged(COUNT)) is holds


def test_more_arguments_than_can_be_told_apart_are_refused_and_not_waited_for() -> None:
    inferred = [Argument(key=f"a{n}", conclusion="act", premises=("child",)) for n in range(61)]
    age = Argument(key="age", conclusion="child", premises=("i",))
    assert not proof(case(*inferred[:30], age, i=ITEM)).picture().holds(Charged(COUNT))
    with pytest.raises(TooManyArguments, match="act has more than 60 arguments"):
        proof(case(*inferred, age, i=ITEM))


@given(graphs())
def test_what_is_compiled_is_kept_under_a_digest_of_all_it_depends_on(graph: Graph) -> None:
    turned = dataclasses.replace(
        graph,
        items=dict(reversed([*graph.items.items()])),
        propositions=dict(reversed([*graph.propositions.items()])),
    )
    assert digest(turned, POLICY) == digest(graph, POLICY)
    key, item = next(iter(graph.items.items()))
    changed = [
        dataclasses.replace(graph, arguments=(*graph.arguments, ACT_OF_NOBODY)),
        dataclasses.replace(
            graph,
            items={**graph.items, key: dataclasses.replace(item, admission=Admission.EXCLUDED)},
        ),
        dataclasses.replace(graph, charges=()),
    ]
    digests = {digest(each, POLICY) for each in (graph, *changed)}
    assert len(digests) == 1 + len(changed)
    other = dataclasses.replace(POLICY, version="2")
    assert digest(graph, other) != digest(graph, POLICY)


def test_what_rests_on_the_word_of_the_witness_as_well_corroborates_nothing() -> None:
    said = Argument(key="said", conclusion="child", premises=("i",), force=Force.STRONG)
    inferred = Argument(key="inferred", conclusion="act", premises=("child",))
    other = Argument(key="other", conclusion="child", premises=("j",), force=Force.STRONG)
    items = {"i": ITEM, "j": Evidence(key="j", origins=frozenset({"o2"}))}
    both = dataclasses.replace(ACT, key="both", premises=("i", "j"))
    rule = CorroborationRule(key="r", triggered_by=frozenset({"o1"}), effect=Effect.BAR)
    weak = dataclasses.replace(other, force=Force.WEAK)
    for more, holds in (((weak,), False), ((other,), True), ((both,), False)):
        graph = case(ACT, said, inferred, *more, formula="act", **items)
        charge = dataclasses.replace(graph.charges[0], corroboration=(rule,))
        graph = dataclasses.replace(graph, charges=(charge,))
        assert proof(graph).picture().holds(Charged(COUNT)) is holds
