"""What is accepted of a graph: the rules of its least fixpoint.

A proposition of the prosecution is proved if the arguments for it reach what its standard asks for
and what the defence maintains does not stand in the way. Such an argument needs all its premises,
and that none of its exceptions is alive. A point of the defence is alive unless it is defeated; for
doubt, a scintilla is enough. Losing a source takes it from the prosecution alone: what the defence
draws from it stays. So what is proved grows with what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from amends.proof.force_policy import ForcePolicy, Way
from amends.proof.graph import (
    MEANS,
    Admission,
    AllOf,
    Argument,
    Charge,
    CorroborationRule,
    Effect,
    Force,
    Formula,
    Graph,
)
from amends.proof.origins import Heard, Origins
from amends.proof.states import (
    ALWAYS,
    NEVER,
    Accepted,
    Below,
    Charged,
    Corroborated,
    Defeated,
    Inner,
    Proved,
    Reaches,
    Rule,
    Survives,
    Usable,
    all_of,
    any_of,
    turned,
)

# How far an item must have come: in the strictest reading it is admitted, in the next one it is
# shown to be what it is said to be, in the widest it is still to come or to be ruled on.
AUTHENTICATED, PENDING = "reading:authenticated", "reading:pending"
READING = {
    Admission.PROPOSED: PENDING,
    Admission.COLLECTED: PENDING,
    Admission.CHALLENGED: PENDING,
    Admission.AUTHENTICATED: AUTHENTICATED,
    Admission.DISCLOSED: AUTHENTICATED,
}


def loss_event(name: str) -> str:
    """Return the name, in a circuit, of something that may be lost."""
    return f"loss:{name}"


def origin_event(origin: str) -> str:
    """Return the name, in a circuit, of an origin that may be discredited."""
    return f"origin:{origin}"


def item_event(item: str) -> str:
    """Return the name, in a circuit, of the event that an item is there for the prosecution."""
    return f"item:{item}"


def brought_event(step: str) -> str:
    """Return the name, in a circuit, of the event that a step brought what it may bring us."""
    return f"brought:{step}"


def spared_event(step: str) -> str:
    """Return the name, in a circuit, of the event that a step brought nothing to the defence."""
    return f"spared:{step}"


@dataclass(frozen=True)
class Rules:
    """The rule behind each state of a graph under a policy."""

    graph: Graph
    policy: ForcePolicy

    def of(self, state: Inner) -> Rule:
        """Return what must hold for a state to hold."""
        match state:
            case Charged() | Corroborated():
                return self._of_charge(state)
            case Usable():
                return self._usable(state)
            case Accepted() | Defeated():
                return self._of_argument(state)
            case Proved():
                return self._proved(state)
            case Reaches():
                return self._reaches(state)
            case Below():
                return self._below(state)

    def _of_argument(self, state: Accepted | Defeated) -> Rule:
        return self._accepted(state) if isinstance(state, Accepted) else self._defeated(state)

    def _of_charge(self, state: Charged | Corroborated) -> Rule:
        charge = self.graph.charge(state.charge)
        if isinstance(state, Corroborated):
            (rule,) = (each for each in charge.corroboration if each.key == state.rule)
            return self._supported(charge, rule)
        barring = (rule for rule in charge.corroboration if rule.effect is Effect.BAR)
        supported = (Corroborated(charge.key, rule.key) for rule in barring)
        return all_of((self._formula(charge.formula), *supported))

    def _formula(self, formula: Formula) -> Rule:
        """Return what must hold for a formula to be proved."""
        if isinstance(formula, str):
            return self._at_own_standard(formula)
        parts = map(self._formula, formula.parts)
        return all_of(parts) if isinstance(formula, AllOf) else any_of(parts)

    def _supported(self, charge: Charge, rule: CorroborationRule) -> Rule:
        """Return what must hold for testimony to be supported by other origins.

        So many arguments that count apart must hold without what the witnesses said: what rests on
        their word as well supports nothing.
        """

        def leaf(argument: Argument, without: frozenset[str]) -> Rule:
            return Accepted(argument.key, without & self._ours.of_argument(argument))

        in_scope = [key for key in charge.propositions if not rule.scope or key in rule.scope]
        arguments = [a for key in in_scope for a in self.graph.arguments_for.get(key, ())]
        ways = (Way(rule.number, Force.WEAK),)
        return Heard(self._ours, arguments, rule.triggered_by, leaf).reached(ways)

    def _proved(self, state: Proved) -> Rule:
        held = self.graph.propositions[state.proposition]
        demand = self.policy.standards[state.standard]
        if not state.opposed:
            return self._reached(state, demand.level)
        if demand.above:
            levels = (level for level in Force if level >= demand.level)
            return any_of(
                all_of((self._reached(state, level), *self._unopposed(held.key, level)))
                for level in levels
            )
        limit = demand.contrary_below
        opposing = self._unopposed(held.key, limit) if limit else ()
        return all_of((self._reached(state, demand.level), *opposing))

    def _reached(self, state: Proved, level: Force) -> Reaches:
        arguments = self.graph.arguments_for.get(state.proposition, ())
        opposed = state.opposed or not any(map(self._may_be_opposed, arguments))
        return Reaches(state.proposition, level, state.without, opposed)

    def _may_be_opposed(self, argument: Argument) -> bool:
        """Say whether what is said against an argument, or further down, can make a difference."""
        return bool(argument.exceptions) or argument.key in self._ours.inferred

    def _unopposed(self, proposition: str, limit: Force) -> Iterator[Below]:
        """Yield that each contrary stays below a level; consent is heard against a means only."""
        held = self.graph.propositions[proposition]
        return (Below(other, limit, held.element == MEANS) for other in held.contraries)

    def _reaches(self, state: Reaches) -> Rule:
        without = state.without | self.graph.propositions[state.proposition].not_from
        heard = self._for_us(state.proposition, without, state.opposed)
        return heard.reached(self._ways[state.level])

    def _below(self, state: Below) -> Rule:
        heard = self._against_us(state.proposition, state.on_means, state.without)
        return turned(heard.reached(self._ways[state.level]))

    @cached_property
    def _ways(self) -> Mapping[Force, Sequence[Way]]:
        return {level: self.policy.ways(level) for level in Force}

    @cached_property
    def _for_us(self) -> Callable[[str, frozenset[str], bool], Heard]:
        """Return what tells the arguments for a proposition of ours, the same for every level."""

        @cache
        def heard(key: str, without: frozenset[str], opposed: bool) -> Heard:
            def leaf(argument: Argument, without: frozenset[str]) -> Rule:
                rests_on = self._ours.of_argument(argument)
                against = opposed or not self._may_be_opposed(argument)
                return Accepted(argument.key, without & rests_on, against)

            return Heard(self._ours, self.graph.arguments_for.get(key, ()), without, leaf)

        return heard

    @cached_property
    def _against_us(self) -> Callable[[str, bool, frozenset[str]], Heard]:
        """Return what tells the arguments for what the defence maintains."""

        @cache
        def heard(key: str, on_means: bool, without: frozenset[str]) -> Heard:
            def leaf(argument: Argument, without: frozenset[str]) -> Rule:
                rests_on = self._theirs.of_argument(argument)
                return Defeated(argument.key, on_means, without & rests_on)

            return Heard(self._theirs, self.graph.arguments_for.get(key, ()), without, leaf)

        return heard

    def _accepted(self, state: Accepted) -> Rule:
        argument = self._argument[state.argument]
        if self._rests_on(self._ours, argument, state.without):
            return NEVER
        premises = (self._premise(key, argument, state) for key in argument.premises)
        on_means = self.graph.propositions[argument.conclusion].element == MEANS
        against = argument.exceptions if state.opposed else ()
        return all_of((*premises, *(Below(key, Force.WEAK, on_means) for key in against)))

    def _premise(self, key: str, argument: Argument, state: Accepted) -> Rule:
        if key in self.graph.items:
            return Usable(key, argument.conclusion)
        standard = self.graph.propositions[key].standard
        without = state.without & self._ours.of_proposition[key]
        return Proved(key, standard, without, state.opposed)

    def _defeated(self, state: Defeated) -> Rule:
        argument = self._argument[state.argument]
        barred = argument.consent and not state.on_means
        if barred or self._rests_on(self._theirs, argument, state.without):
            return ALWAYS
        fallen = (
            Below(key, Force.WEAK, state.on_means, state.without & origins)
            for key in argument.premises
            if (origins := self._theirs.of_proposition.get(key)) is not None
        )
        answered = map(self._at_own_standard, argument.exceptions)
        items = (self.graph.items[key] for key in argument.premises if key in self.graph.items)
        spared = (Survives(spared_event(each.brought_by)) for each in items if each.brought_by)
        return any_of((*fallen, *answered, *spared))

    def _at_own_standard(self, key: str) -> Proved:
        return Proved(key, self.graph.propositions[key].standard)

    def _rests_on(self, side: Origins, argument: Argument, without: frozenset[str]) -> bool:
        """Say whether something an argument directly rests on comes from one of some origins."""
        items = (key for key in argument.premises if key in self.graph.items)
        itself = not argument.premises and argument.key in without
        return itself or any(side.of_item(key) & without for key in items)

    def _usable(self, state: Usable) -> Rule:
        item = self.graph.items[state.item]
        outside = item.admission is Admission.LIMITED and state.proposition not in item.limited_to
        if outside or item.admission is Admission.EXCLUDED:
            return NEVER
        reading = READING.get(item.admission)
        return all_of(
            (
                *(any_of(Survives(loss_event(x)) for x in sorted(one)) for one in item.needs),
                *(Survives(origin_event(o)) for o in sorted(self._ours.of_item(item.key))),
                *([Survives(reading)] if reading else []),
                Survives(item_event(item.key)),
                *([Survives(brought_event(item.brought_by))] if item.brought_by else []),
            )
        )

    @cached_property
    def _ours(self) -> Origins:
        return Origins(self.graph)

    @cached_property
    def _theirs(self) -> Origins:
        return Origins(self.graph, for_defence=True)

    @cached_property
    def _argument(self) -> dict[str, Argument]:
        return {argument.key: argument for argument in self.graph.arguments}
