"""Opening a case from a case file, through the same services as everything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.base.messages import Refusal
from amends.casefile.kept import CustodyEntry, moment
from amends.casefile.model import CaseFile, CountEntry, PartyEntry
from amends.law.library import countries as held_countries
from amends.network.roles import Capacity
from amends.office.accounts.models import Unit, User
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.exhibits import custody_services as custody
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item
from amends.office.log.services import writing
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Count, Party
from amends.office.policy import Action
from amends.office.statements.casefile_services import enter_said
from amends.office.timeline import services as timeline
from amends.office.timeline.derived_services import refreshing_once
from amends.office.validation import problem, translated

InCase = Mapping[str, Party]
STATED_OF_A_STEP = (
    *("kind", "by", "to", "place", "purpose", "seal_before", "seal_after", "sha256", "receipt"),
)


def open_from_casefile(*, actor: User, unit: Unit, lead: User, casefile: CaseFile) -> Case:
    """Open a case with everything a case file holds, all of it or nothing.

    The defence's case and what the court held become notes of the case until the rooms that hold
    them are built; nothing of the file is lost.

    Raises:
        ValidationError: by field, what a service refuses.
    """
    with writing(actor=actor, action=Action.IMPORT) as entry:
        case = cases.open_case(
            actor=actor,
            title=casefile.title,
            unit=unit,
            jurisdiction=casefile.jurisdiction,
            opened_on=_day(casefile.opened_on),
            lead=lead,
            court=casefile.court,
            court_reference=casefile.court_reference,
            summary=_summary(casefile),
            specialisms=casefile.specialisms,
        )
        with refreshing_once(case):
            in_case = {party.key: _add_party(actor, case, party) for party in casefile.parties}
            _add_roles(actor, casefile, in_case)
            _state_conduct(actor, case, casefile, in_case)
            _add_counts(actor, case, casefile, in_case)
            _enter_evidence(actor, case, casefile, in_case)
            enter_said(actor=actor, case=case, casefile=casefile, in_case=in_case)
            _record_events(actor, case, casefile, in_case)
            for text in (*casefile.notes, *_notes(casefile)):
                cases.write_note(actor=actor, case=case, text=text)
        entry.case = case
        entry.note(casefile=casefile.key)
    return case


def _day(text: str) -> date:
    try:
        return When.parse(text).first
    except Refusal as refusal:
        raise problem("opened_on", translated(refusal.message)) from None


def _summary(casefile: CaseFile) -> str:
    lines = [casefile.summary, casefile.citation, casefile.law]
    return "\n\n".join(line for line in lines if line)


def _add_party(actor: User, case: Case, entry: PartyEntry) -> Party:
    """Add a party; a defendant comes in as a suspect and is charged by the counts."""
    accused = entry.capacity is Capacity.DEFENDANT
    return parties.add_party(
        actor=actor,
        case=case,
        key=entry.key,
        capacity=Capacity.SUSPECT if accused else entry.capacity,
        kind=entry.kind,
        designation=entry.designation,
        sex=entry.sex,
        born=entry.born,
        age=entry.age,
        unable_to_protect=entry.unable_to_protect,
        nationality=entry.nationality,
        resident=entry.resident,
        present=entry.present,
        language=entry.language,
        facts=entry.facts,
        status=entry.status,
        screen_finding=entry.screen.finding if entry.screen else "",
        screen_reasons=entry.screen.reasons if entry.screen else "",
    )


def _add_roles(actor: User, casefile: CaseFile, in_case: InCase) -> None:
    for edge in casefile.roles:
        parties.add_role(
            actor=actor,
            party=in_case[edge.party],
            role=edge.role,
            victim=in_case.get(edge.victim),
            since=edge.since,
            until=edge.until,
            status=edge.status,
            source=edge.source,
        )


def _state_conduct(actor: User, case: Case, casefile: CaseFile, in_case: InCase) -> None:
    if not casefile.conduct:
        return
    held = casefile.jurisdiction in held_countries()
    charging.state_at_large(
        actor=actor,
        case=case,
        version=0,
        reported_as=casefile.reported_as,
        indicators=casefile.indicators,
        paid_for_journey=casefile.paid_for_journey,
        countries=[casefile.jurisdiction] if held else [],
    )
    for entry in casefile.conduct:
        stated = {name: getattr(entry, name) for name in charging.EDITABLE}
        charging.state_conduct(
            actor=actor,
            case=case,
            by=in_case[entry.by],
            victims=[in_case[key] for key in entry.victims],
            **{**stated, "mental": entry.mental or ""},
        )


def _add_counts(actor: User, case: Case, casefile: CaseFile, in_case: InCase) -> None:
    added: dict[int, Count] = {}
    for entry in casefile.counts:
        added[entry.number] = _add_count(actor, case, entry, in_case, added)
    for outcome in casefile.outcomes:
        counts.record_disposition(
            actor=actor,
            count=added[outcome.count],
            defendant=in_case[outcome.defendant],
            version=1,
            verdict=outcome.verdict,
            disposition=outcome.disposition,
            status=outcome.status,
        )


def _add_count(
    actor: User, case: Case, entry: CountEntry, in_case: InCase, added: Mapping[int, Count]
) -> Count:
    return counts.add_count(
        actor=actor,
        case=case,
        number=entry.number,
        citation=entry.citation,
        offence=entry.offence,
        law=entry.law,
        mode=entry.mode,
        defendants=[in_case[key] for key in entry.defendants],
        victims=[in_case[key] for key in entry.victims],
        conduct_from=entry.conduct_from,
        conduct_to=entry.conduct_to,
        alternative_to=added.get(entry.alternative_to or 0),
        status=entry.status,
    )


def _enter_evidence(actor: User, case: Case, casefile: CaseFile, in_case: InCase) -> None:
    for entry in casefile.evidence:
        item = evidence.enter_item(
            actor=actor,
            case=case,
            key=entry.key,
            kind=entry.kind,
            description=entry.description,
            goes_to=entry.goes_to,
            origins=entry.origins,
            parties=[in_case[key] for key in entry.victims],
            status=entry.status,
            carriers=[
                evidence.Survivor(one.kind, in_case.get(one.party), one.about, one.either or 0)
                for one in entry.carriers
            ],
            admissibility="proposed" if entry.status == "proposed" else "collected",
        )
        for step in entry.custody:
            _record_step(actor, item, step)


def _record_step(actor: User, item: Item, entry: CustodyEntry) -> None:
    stated = {name: getattr(entry, name) for name in STATED_OF_A_STEP}
    at, until = moment(entry.at), moment(entry.until)
    if at is None:
        raise problem("custody", _("Say when this step was, with its zone."))
    custody.record_step(actor=actor, item=item, at=at, until=until, **stated)


def _record_events(actor: User, case: Case, casefile: CaseFile, in_case: InCase) -> None:
    for entry in casefile.events:
        timeline.record_event(
            actor=actor,
            case=case,
            code=entry.code,
            on=entry.on,
            parties=[in_case[key] for key in entry.parties],
            details=entry.details,
            text=entry.text,
            source=entry.source,
            status=entry.status,
            set_next_step=False,
        )


def _notes(casefile: CaseFile) -> list[str]:
    awards = [
        " ".join(word for word in (award.what, award.victim, award.amount, f"({award.status})"))
        for award in casefile.awards
    ]
    done = [
        " ".join(filter(None, (f"[{task.state}]", task.due, task.title, task.owner, task.outcome)))
        for task in casefile.tasks
    ]
    decided = [
        f"{one.law}: {one.by}, {one.victim}, {'+' if one.charged else '-'} {one.reasons}".rstrip()
        for one in casefile.decisions
    ]
    files = [f"{one.filename}: {one.title}, SHA-256 {one.sha256}" for one in casefile.attachments]
    parts = {
        _("Tasks"): done,
        _("Charging decisions"): decided,
        _("Attachments"): files,
        _("The defence says"): casefile.contest,
        _("The court held"): casefile.held,
        _("Awards"): awards,
        _("Open questions"): casefile.open_questions,
        _("Sources"): casefile.sources,
    }
    return [f"{title}\n- " + "\n- ".join(lines) for title, lines in parts.items() if lines]
