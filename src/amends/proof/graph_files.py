"""Graphs as files: what may be lost, items, arguments, standards and the count, as JSON.

The form is the one in which worked cases with known answers are kept; one file holds several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

import msgspec

from amends.base.messages import Refusal
from amends.proof.graph import (
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
from amends.proof.steps import Patch, Step, VictimTier

COUNT = "charge"
MOST_NESTED = 50


@dataclass(frozen=True)
class WorkedCase:
    """One case of a file.

    Attributes:
        survival: of each loss event, how probable it is that it does not happen by the trial.
        steps: what can be done next.
        labels: what propositions and items are called; those without one by their keys.
        open_questions: of each argument, what nobody answered.
    """

    key: str
    note: str
    graph: Graph
    survival: dict[str, float]
    steps: tuple[Step, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    open_questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class _Item(msgspec.Struct, frozen=True):
    # Each the name of a loss event, or several of which one is enough.
    needs: tuple[str | tuple[str, ...], ...] = ()
    origin: str = ""
    side: str = ""
    note: str = ""
    origins: tuple[str, ...] = ()
    admission: Admission = Admission.ADMITTED
    limited_to: tuple[str, ...] = ()


# Its key, its conclusion, its premises, its force from 1 to 3, and its exceptions.
_Argument = tuple[str, str, tuple[str, ...], int, tuple[str, ...]]
_Chance = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Whole = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
_Days = Annotated[int, msgspec.Meta(ge=0, le=36_500)]


class _Patch(msgspec.Struct, frozen=True):
    items: dict[str, _Item] = {}
    arguments: tuple[_Argument, ...] = ()


class _Step(msgspec.Struct, frozen=True):
    key: str
    brings: _Patch
    fails: _Patch = _Patch()
    cost: _Whole = 0
    days: _Days = 0
    queue: _Days = 0
    tier: VictimTier = VictimTier.NOTHING
    perishable: date | None = None
    deadline: date | None = None
    authority: str = ""


class _Corroboration(msgspec.Struct, frozen=True):
    key: str
    triggered_by: tuple[str, ...]
    number: _Whole = 1
    effect: Effect = Effect.CAUTION


class _Case(msgspec.Struct, frozen=True):
    id: str
    loss_events: dict[str, tuple[str, _Chance]]
    items: dict[str, _Item]
    propositions: tuple[str, ...]
    arguments: tuple[_Argument, ...]
    standards: dict[str, str]
    charge: Any
    contraries: dict[str, str] = {}
    note: str = ""
    steps: tuple[_Step, ...] = ()
    # What a case of an office says besides: see ``graph_writing``.
    elements: dict[str, str] = {}
    labels: dict[str, str] = {}
    not_from: dict[str, tuple[str, ...]] = {}
    generalisations: dict[str, str] = {}
    consent: tuple[str, ...] = ()
    open_questions: dict[str, tuple[str, ...]] = {}
    corroboration: tuple[_Corroboration, ...] = ()


def read_cases(content: bytes) -> tuple[WorkedCase, ...]:
    """Read a file of worked cases.

    Raises:
        Refusal: it is not such a file; the message names the place.
    """
    try:
        read = msgspec.json.decode(content, type=tuple[_Case, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("This is no file of worked cases: %(why)s.", why=str(error)) from error
    return tuple(map(_case, read))


def _case(read: _Case) -> WorkedCase:
    fallback = read.standards.get("*", Standard.BEYOND_REASONABLE_DOUBT)
    keys = dict.fromkeys((*read.propositions, *read.contraries.values()))
    graph = Graph(
        items={key: _evidence(key, item, read) for key, item in read.items.items()},
        propositions={key: _proposition(key, read, fallback) for key in keys},
        arguments=tuple(_argument(each, read) for each in read.arguments),
        charges=(
            Charge(
                key=COUNT,
                formula=_formula(read.charge),
                corroboration=tuple(map(_rule, read.corroboration)),
            ),
        ),
    )
    survival = {key: likely for key, (_, likely) in read.loss_events.items()}
    steps = tuple(_step(each, read) for each in read.steps)
    return WorkedCase(read.id, read.note, graph, survival, steps, read.labels, read.open_questions)


def _rule(read: _Corroboration) -> CorroborationRule:
    return CorroborationRule(
        key=read.key,
        triggered_by=frozenset(read.triggered_by),
        number=read.number,
        effect=read.effect,
    )


def _step(read: _Step, case: _Case) -> Step:
    return Step(
        key=read.key,
        success=_patch(read.brings, case),
        failure=_patch(read.fails, case),
        cost=read.cost,
        days=read.days,
        queue=read.queue,
        tier=read.tier,
        perishable=read.perishable,
        deadline=read.deadline,
        authority=read.authority,
    )


def _patch(read: _Patch, case: _Case) -> Patch:
    items = tuple(_evidence(key, item, case) for key, item in read.items.items())
    return Patch(items=items, arguments=tuple(_argument(each, case) for each in read.arguments))


def _evidence(key: str, read: _Item, case: _Case) -> Evidence:
    needs = [frozenset({need} if isinstance(need, str) else need) for need in read.needs]
    for need in sorted(frozenset().union(*needs)):
        if need not in case.loss_events:
            raise Refusal("%(place)s needs %(key)s, which is no loss event.", place=key, key=need)
    return Evidence(
        key=key,
        needs=tuple(needs),
        origins=frozenset(filter(None, (read.origin, *read.origins))),
        admission=read.admission,
        limited_to=frozenset(read.limited_to),
    )


def _proposition(key: str, read: _Case, fallback: str) -> Proposition:
    contrary = read.contraries.get(key)
    return Proposition(
        key=key,
        standard=_standard(key, read.standards.get(key, fallback)),
        element=read.elements.get(key, ""),
        contraries=(contrary,) if contrary else (),
        not_from=frozenset(read.not_from.get(key, ())),
    )


def _standard(key: str, word: str) -> Standard:
    if word not in set(Standard):
        known = ", ".join(Standard)
        raise Refusal(
            "%(key)s has the standard %(word)s; there are %(known)s.",
            key=key,
            word=word,
            known=known,
        )
    return Standard(word)


def _argument(read: _Argument, case: _Case) -> Argument:
    key, conclusion, premises, force, exceptions = read
    if force not in set(Force):
        raise Refusal(
            "Argument %(key)s has the force %(force)s; there are 1, 2 and 3.", key=key, force=force
        )
    return Argument(
        key=key,
        conclusion=conclusion,
        premises=premises,
        exceptions=exceptions,
        force=Force(force),
        generalisation=case.generalisations.get(key, ""),
        consent=key in case.consent,
    )


def _formula(read: Any, depth: int = 0) -> Formula:
    """Return the formula of ["and", part, ...] or ["or", part, ...]; a word is a proposition."""
    if isinstance(read, str):
        return read
    if isinstance(read, list) and read and read[0] in {"and", "or"} and depth < MOST_NESTED:
        parts = tuple(_formula(part, depth + 1) for part in read[1:])
        return AllOf(parts) if read[0] == "and" else AnyOf(parts)
    raise Refusal(
        "The count is no proposition, and no list that begins with %(all_of)s or %(any_of)s.",
        all_of='"and"',
        any_of='"or"',
    )
