"""A case of the office as a case file: everything that stands in it, for reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from amends.casefile.kept import (
    AttachmentEntry,
    CustodyEntry,
    DecisionEntry,
    TaskEntry,
    TaskStand,
)
from amends.casefile.model import (
    CarrierEntry,
    CaseFile,
    ConductEntry,
    EvidenceEntry,
)
from amends.casefile.values import FactStatus
from amends.law.facts import Moved, ReportedAs
from amends.law.terms import MensRea, Mode
from amends.office.accounts.models import User
from amends.office.archives.case_entries import (
    count_entry,
    event_entry,
    outcome_entries,
    party_entry,
    role_entry,
)
from amends.office.cases import selectors as cases
from amends.office.cases.models import Case
from amends.office.charging import selectors as charging
from amends.office.charging.models import Conduct, Decision
from amends.office.evidence import selectors as files
from amends.office.evidence.models import Attachment
from amends.office.exhibits import selectors as evidence
from amends.office.exhibits.models import CustodyStep, Item
from amends.office.exhibits.standing import standing_steps
from amends.office.parties import selectors as parties
from amends.office.tasks import selectors as tasks
from amends.office.tasks.models import Task
from amends.office.timeline import selectors as timeline
from amends.proof.custody import StepKind


def casefile_of(*, actor: User, case: Case) -> CaseFile:
    """Return what stands in a case as a case file; what is struck out or removed is left out."""
    people = list(parties.parties(actor=actor, case=case))
    counts = list(parties.counts(actor=actor, case=case))
    standing = {party.pk for party in people}
    edges = [edge for party in people for edge in party.edges]  # type: ignore[attr-defined]  # prefetched
    at_large = charging.facts_at_large(actor=actor, case=case)
    return CaseFile(
        key=case.reference,
        title=case.title,
        jurisdiction=case.jurisdiction,
        opened_on=case.opened_on.isoformat(),
        summary=case.summary,
        sources=(case.reference,),
        court=case.court,
        court_reference=case.court_reference,
        specialisms=tuple(case.specialisms),
        parties=tuple(map(party_entry, people)),
        roles=tuple(role_entry(edge) for edge in edges if edge.victim_id in {None, *standing}),
        conduct=tuple(_conduct(charging.conduct(actor=actor, case=case), standing)),
        reported_as=ReportedAs(at_large.reported_as),
        indicators=tuple(at_large.indicators),
        paid_for_journey=at_large.paid_for_journey,
        counts=tuple(count_entry(count, standing) for count in counts),
        events=tuple(
            event_entry(event, standing)
            for event in timeline.events(actor=actor, case=case, struck=False)
        ),
        evidence=tuple(_item(item, standing) for item in evidence.items(actor=actor, case=case)),
        outcomes=tuple(outcome for count in counts for outcome in outcome_entries(count)),
        decisions=tuple(_decisions(charging.decisions(actor=actor, case=case), standing)),
        tasks=tuple(map(_task, tasks.tasks_of_case(actor=actor, case=case))),
        notes=tuple(
            note.text
            for note in cases.notes(actor=actor, case=case).order_by("pk")
            if note.withdrawn_at is None
        ),
        attachments=tuple(map(_file, files.attachments(actor=actor, case=case).order_by("pk"))),
    )


def _conduct(rows: Iterable[Conduct], standing: Collection[int]) -> Iterator[ConductEntry]:
    for row in rows:
        if row.by_id not in standing or not row.begun:
            continue
        yield ConductEntry(
            by=row.by.key,
            victims=tuple(one.party.key for one in row.entries),  # type: ignore[attr-defined]  # prefetched
            begun=row.begun,
            ended=row.ended,
            mode=Mode(row.mode),
            acts=tuple(row.acts),
            means=tuple(row.means),
            ends=tuple(row.ends),
            occurred=tuple(row.occurred),
            circumstances=tuple(row.circumstances),
            contested=tuple(row.contested),
            places=tuple(row.places),
            moved=Moved(row.moved),
            mental=MensRea(row.mental) if row.mental else None,
            knew_age=row.knew_age,
            source=row.source,
            status=FactStatus(row.status),
        )


def _item(item: Item, standing: Collection[int]) -> EvidenceEntry:
    about = [row.party for row in item.people if row.party_id in standing]  # type: ignore[attr-defined]  # prefetched
    return EvidenceEntry(
        key=item.key,
        kind=item.kind,
        description=item.description,
        goes_to=tuple(item.goes_to),
        victims=tuple(party.key for party in about if party.is_victim),
        carriers=tuple(
            CarrierEntry(
                kind=row.kind,
                party=row.party.key if row.party_id in standing else "",
                about=row.about,
                either=row.either or None,
            )
            for row in item.standing_carriers  # type: ignore[attr-defined]  # prefetched
        ),
        origins=tuple(item.origins),
        custody=tuple(map(_step, standing_steps(item))),
        status=FactStatus(item.status),
    )


def _step(row: CustodyStep) -> CustodyEntry:
    return CustodyEntry(
        kind=StepKind(row.kind),
        at=row.at.isoformat(),
        by=row.by,
        until=row.until.isoformat() if row.until else "",
        to=row.to,
        place=row.place,
        purpose=row.purpose,
        seal_before=row.seal_before,
        seal_after=row.seal_after,
        sha256=row.sha256,
        receipt=row.receipt,
    )


def _decisions(rows: Iterable[Decision], standing: Collection[int]) -> Iterator[DecisionEntry]:
    for row in rows:
        if {row.by_id, row.victim_id} <= set(standing):
            yield DecisionEntry(
                law=row.law,
                by=row.by.key,
                victim=row.victim.key,
                charged=row.charged,
                since=row.since.isoformat(),
                mode=Mode(row.mode),
                reasons=row.reasons,
            )


def _task(row: Task) -> TaskEntry:
    return TaskEntry(
        title=row.title,
        due=row.due.isoformat(),
        owner=row.owner.username,
        state=TaskStand(row.state),
        detail=row.detail,
        outcome=row.outcome,
    )


def _file(row: Attachment) -> AttachmentEntry:
    return AttachmentEntry(title=row.title, filename=row.filename, sha256=row.sha256, size=row.size)
