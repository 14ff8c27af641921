"""What a proof hangs on, as the page for its lead and prosecutors shows it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amends.office.charging.words import StateTag
from amends.office.desk.words import listed
from amends.office.exhibits.words import carrier_word, cause_word
from amends.office.proving.court_days import CourtDays
from amends.office.proving.lasting import rates
from amends.office.proving.selectors import CaseProof
from amends.office.proving.standing import Loss
from amends.office.proving.words import STATUSES, claim_words, loss_words, losses_words
from amends.proof.acceptance import loss_event
from amends.proof.diagrams import TooManyNodes
from amends.proof.kinds import carrier_kinds
from amends.proof.loss_order import one_after_another
from amends.proof.proving import Reading
from amends.proof.resilience import (
    corroboration,
    least_burden,
    resilience,
    stands_without,
    survival,
)
from amends.proof.states import Charged, Proved
from amends.proof.status import status_of_charge
from amends.proof.weaknesses import SMALL

# Asking a victim to testify weighs more than asking any number of others.
VICTIM, WITNESS = 1_000, 1
# What takes more than a moment is estimated, and the page says so.
MOST_NODES = 20_000


@dataclass(frozen=True)
class LossChoice:
    """Something that can be supposed to be lost."""

    event: str
    said: str
    items: str
    chosen: bool


@dataclass(frozen=True)
class LossGroup:
    """What can be lost of one kind."""

    label: str
    choices: tuple[LossChoice, ...]


@dataclass(frozen=True)
class Fall:
    """How a count stands now, and how it would without what is supposed to be lost."""

    name: str
    citation: str
    who: str
    now: StateTag
    then: StateTag
    falls: bool
    elements: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """What is lost at one place of the order, and the counts that fall with it there."""

    said: str
    falls: tuple[str, ...]


@dataclass(frozen=True)
class CountRow:
    """What one count bears to lose.

    Attributes:
        bears: in words, how many losses un-prove it.
        without_victims: whether it stands with no victim testifying.
    """

    name: str
    citation: str
    who: str
    tag: StateTag
    bears: str
    number: int | None
    without_victims: bool


@dataclass(frozen=True)
class SourceRow:
    """Something to be proved that hangs on few origins."""

    said: str
    origins: int
    kappa: int | None
    source: str


@dataclass(frozen=True)
class Hanging:
    """What one count hangs on.

    Attributes:
        burden: what to keep so that it is proved with the least asked of those who testify.
        lasting: on each day, the share of such cases in which all of it is still there.
        within: by how many of 100 that may be off where it was estimated; 0 where it is exact.
        protect: whom and what to protect first.
        capped: why something is not shown, where there is too much to be looked at.
    """

    cuts: tuple[str, ...]
    order: int
    burden: str | None
    lasting: tuple[tuple[date, int], ...]
    within: int
    protect: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    capped: str


def groups(losses: Mapping[str, Loss], chosen: Collection[str]) -> list[LossGroup]:
    """Return everything that can be lost, by its kind."""
    found: dict[str, list[LossChoice]] = {}
    for event, loss in losses.items():
        choice = LossChoice(event, loss_words(loss), _falling(loss, losses), event in chosen)
        found.setdefault(loss.kind, []).append(choice)
    return [LossGroup(_kind(kind), tuple(rows)) for kind, rows in found.items()]


def _falling(loss: Loss, losses: Mapping[str, Loss]) -> str:
    """Return the items that fall with it; and with what else, where it is not enough alone."""
    shared = (
        _("%(item)s (if these are lost too: %(others)s)")
        % {"item": item, "others": losses_words(others, losses)}
        for item, others in loss.shared
    )
    return listed([*loss.items, *shared])


def falls(held: CaseProof, lost: Iterable[str], reading: Reading) -> list[Fall]:
    """Return how every count would stand without some things."""
    gone = [loss_event(event) for event in lost]
    now, then = held.proof.picture(reading), held.proof.picture(reading, gone)
    people = held.made_of.rows.found.parties
    rows = []
    for name, count in held.made_of.counts.items():
        before, after = status_of_charge(now, name), status_of_charge(then, name)
        claims = held.made_of.graph.propositions
        broken = [
            claim_words(claims[key], people)
            for key in held.made_of.graph.charge(name).propositions
            if now.holds(Proved(key, claims[key].standard))
            and not then.holds(Proved(key, claims[key].standard))
        ]
        rows.append(
            Fall(
                name,
                count.citation,
                _who(held, name),
                STATUSES[before],
                STATUSES[after],
                before is not after,
                tuple(broken),
            )
        )
    return rows


def in_order(held: CaseProof, reading: Reading) -> tuple[str, ...]:
    """Return what may be lost, in the order in which the most falls."""
    losses = held.made_of.losses
    most_first = sorted(losses, key=lambda event: -len(losses[event].carried))
    return one_after_another(held.proof, most_first, reading)


def places(
    held: CaseProof, order: Iterable[str], lost: Collection[str], reading: Reading
) -> Iterator[Place]:
    """Yield what is lost one after another beside what is lost anyway, with what falls at each."""
    gone = [loss_event(event) for event in lost]
    counts = held.made_of.counts
    now = held.proof.picture(reading, gone)
    for event in order:
        gone.append(loss_event(event))
        then = held.proof.picture(reading, gone)
        fallen = [
            f"{count.citation}: {_who(held, name)}"
            for name, count in counts.items()
            if now.holds(Charged(name)) and not then.holds(Charged(name))
        ]
        yield Place(loss_words(held.made_of.losses[event]), tuple(fallen))
        now = then


def count_rows(held: CaseProof, reading: Reading) -> Iterator[CountRow]:
    """Yield what each count bears to lose."""
    victims = [e for e, loss in held.made_of.losses.items() if loss.is_testimony_of_a_victim]
    for name, count in held.made_of.counts.items():
        found = resilience(held.proof, Charged(name), reading, SMALL)
        yield CountRow(
            name,
            count.citation,
            _who(held, name),
            STATUSES[held.matrix.counts[name][reading]],
            f"> {found.order}" if found.number is None else str(found.number),
            found.number,
            stands_without(held.proof, Charged(name), victims, reading),
        )


def hanging(held: CaseProof, name: str, reading: Reading, days: CourtDays, today: date) -> Hanging:
    """Return what one count hangs on."""
    losses, state = held.made_of.losses, Charged(name)
    found = resilience(held.proof, state, reading)
    lasts = survival(
        held.proof,
        state,
        rates(losses),
        [(day - today).days for day in days.days],
        reading=reading,
        most_nodes=MOST_NODES,
    )
    try:
        kept = least_burden(held.proof, state, burdens(losses), reading)
        capped = ""
    except TooManyNodes as refusal:
        kept, capped = None, str(refusal)
    protect = [event for event, gain in lasts.protect if gain > 0 and event in losses]
    return Hanging(
        cuts=tuple(losses_words(cut, losses) for cut in found.cuts),
        order=found.order,
        burden=None if kept is None else losses_words(kept, losses),
        lasting=tuple(
            (day, round(share * 100))
            for day, (_ahead, share) in zip(days.days, lasts.by_day, strict=True)
        ),
        within=math.ceil((lasts.within or 0) * 100),
        protect=tuple(loss_words(losses[event]) for event in protect[:MOST_PROTECTED]),
        sources=tuple(_sources(held, name, reading)),
        capped=capped,
    )


MOST_PROTECTED = 5


def burdens(losses: Mapping[str, Loss]) -> dict[str, int]:
    """Return how much it asks of people that each thing is kept; records ask nothing."""
    return {
        event: VICTIM if loss.is_testimony_of_a_victim else WITNESS
        for event, loss in losses.items()
        if loss.is_testimony
    }


def _sources(held: CaseProof, name: str, reading: Reading) -> Iterator[SourceRow]:
    people = held.made_of.rows.found.parties
    for key in held.made_of.graph.charge(name).propositions:
        found = corroboration(held.proof, key, reading)
        if found.kappa != 0:
            yield SourceRow(
                claim_words(held.made_of.graph.propositions[key], people),
                len(found.origins),
                found.kappa,
                listed(sorted(found.fewest)) if found.kappa == 1 else "",
            )


def _who(held: CaseProof, name: str) -> str:
    count, people = held.made_of.counts[name], held.made_of.rows.found.parties
    return listed([people[count.by].designation, people[count.victim].designation])


def _kind(kind: str) -> str:
    return carrier_word(kind) if kind in carrier_kinds() else str(cause_word(kind))
