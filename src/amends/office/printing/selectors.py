"""Reading a case for paper: everything the reader's role sees of it, and what it still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.casefile.gaps import Gap
from amends.court.clocks import Clock
from amends.office.cases import selectors as cases
from amends.office.cases.models import Assignment, Case, HandOver
from amends.office.charging.counts import CaseCharging
from amends.office.charging.selectors import charging_of
from amends.office.exhibits import selectors as evidence
from amends.office.exhibits.models import Item
from amends.office.log import services as log
from amends.office.parties import selectors as parties
from amends.office.parties.models import Count, Party
from amends.office.policy import Actor, Layer, sees
from amends.office.printing.gaps import gaps_of
from amends.office.proving.disclosing import Disclosed, disclosed
from amends.office.proving.selectors import CaseProof, proof_of
from amends.office.stamps.models import Stamp
from amends.office.stamps.selectors import stamps
from amends.office.tasks import selectors as tasks
from amends.office.tasks.models import Task, TaskState
from amends.office.timeline import selectors as timeline
from amends.office.timeline.models import TimelineEvent


@dataclass(frozen=True)
class CaseOnPaper:
    """What a reader sees of a case. A layer the role does not see is not in ``layers``."""

    case: Case
    layers: frozenset[Layer]
    parties: tuple[Party, ...]
    counts: tuple[Count, ...]
    clocks: tuple[Clock, ...]
    events: tuple[TimelineEvent, ...]
    tasks: tuple[Task, ...]
    people: tuple[Assignment, ...]
    hand_overs: tuple[HandOver, ...]
    gaps: tuple[Gap, ...]
    charging: CaseCharging | None
    items: tuple[Item, ...]
    stamps: tuple[Stamp, ...]
    today: date
    proof: CaseProof | None = None
    disclosed: Disclosed | None = None


def case_on_paper(
    *, actor: Actor, case: Case, today: date, with_proof: bool = False
) -> CaseOnPaper:
    """Return what a document on a case rests on; of its proof only where the document shows it."""
    log.read(actor=actor, what="case on paper", case=case)
    layers = frozenset(layer for layer in Layer if sees(actor, layer))
    people = tuple(parties.parties(actor=actor, case=case))
    counts = tuple(parties.counts(actor=actor, case=case))
    events = tuple(timeline.events(actor=actor, case=case, struck=False))
    charging = Layer.CHARGING in layers
    proven = with_proof and Layer.PROOF in layers
    sees_whole = {Layer.PARTIES, Layer.TIMELINE} <= layers
    return CaseOnPaper(
        case=case,
        layers=layers,
        parties=people,
        counts=counts,
        clocks=timeline.clocks(actor=actor, case=case),
        events=events,
        tasks=tuple(tasks.tasks_of_case(actor=actor, case=case).filter(state=TaskState.OPEN)),
        people=tuple(cases.people(actor=actor, case=case).filter(until=None)),
        hand_overs=tuple(cases.hand_overs(actor=actor, case=case)),
        gaps=gaps_of(case, people, counts, events, today) if sees_whole else (),
        items=tuple(evidence.items(actor=actor, case=case)),
        stamps=tuple(stamps(actor=actor, case=case)),
        charging=charging_of(actor=actor, case=case, today=today) if charging else None,
        today=today,
        proof=proof_of(actor=actor, case=case, today=today) if proven else None,
        disclosed=disclosed(actor=actor, case=case) if proven else None,
    )
