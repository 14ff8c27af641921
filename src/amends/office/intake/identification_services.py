"""Writes on the identification of victims. No verdict is read or written here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.intake.identification import Recorded, refusal, statuses
from amends.office.intake import standing_services
from amends.office.intake.models import Identification, ReportPerson
from amends.office.intake.standing_services import account_of
from amends.office.log.services import Entry, writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save, translated


def identify_person(
    *,
    actor: Actor,
    person: ReportPerson,
    status: str,
    authority: str,
    on: date,
    reason: str = "",
    review_on: date | None = None,
) -> Identification:
    """Record where an authority stands on a person of a report.

    Raises:
        ValidationError: by field, what is wrong, or that it cannot follow what stands.
    """
    with standing_services.working_on(
        actor=actor, action=Action.IDENTIFY, report=person.report, what="identified"
    ) as entry:
        row = Identification(
            person=person, status=status, authority=authority, on=on, reason=reason
        )
        row.review_on = review_on
        return _record(actor, row, entry)


def identify_party(
    *,
    actor: Actor,
    party: Party,
    status: str,
    authority: str,
    on: date,
    reason: str = "",
    review_on: date | None = None,
) -> Identification:
    """Record where an authority stands on a party of a case, whatever its capacity there.

    Raises:
        ValidationError: by field, what is wrong, or that it cannot follow what stands.
    """
    with writing(actor=actor, action=Action.IDENTIFY, case=party.case) as entry:
        row = Identification(
            party=party,
            case=party.case,
            status=status,
            authority=authority,
            on=on,
            reason=reason,
        )
        row.review_on = review_on
        entry.note(party=party.key)
        return _record(actor, row, entry)


def strike_identification(
    *, actor: Actor, identification: Identification, reason: str = "", back: bool = False
) -> Identification:
    """Strike out what was recorded by mistake, with a reason, or let it stand again.

    Raises:
        ValidationError: the reason is missing, or what came later rests on it.
    """
    if identification.person is not None:
        report = identification.person.report
        what = "identification_back" if back else "identification_struck"
        with standing_services.working_on(
            actor=actor, action=Action.IDENTIFY, report=report, what=what
        ) as entry:
            return _strike(identification, reason, back, entry)
    with writing(actor=actor, action=Action.IDENTIFY, case=identification.case) as entry:
        return _strike(identification, reason, back, entry)


def _record(actor: Actor, row: Identification, entry: Entry) -> Identification:
    if row.status not in statuses():
        raise problem("status", _("Choose where the authority stands."))
    if row.on > timezone.localdate():
        raise problem("on", _("This day is in the future. Give the day of the decision."))
    row.recorded_by = account_of(actor)
    _check_order("status", [*_standing(row), Recorded(row.status, row.on)])
    save(row)
    entry.note(victim_status=row.status)
    return row


def _strike(row: Identification, reason: str, back: bool, entry: Entry) -> Identification:
    if not back and not reason.strip():
        raise problem("reason", _("Say why it is struck out."))
    own = [Recorded(row.status, row.on)] if back else []
    _check_order("reason", [*_standing(row), *own])
    row.struck_at = None if back else timezone.now()
    row.struck_reason = "" if back else reason.strip()
    save(row)
    entry.note(victim_status=row.status, struck=not back)
    return row


def _standing(row: Identification) -> list[Recorded]:
    """Return what else stands on whom a row is about; of a party also what its report recorded."""
    rows = Identification._base_manager.filter(struck_at=None).exclude(pk=row.pk)
    if row.party is not None:
        people = ReportPerson._base_manager.filter(party=row.party).values_list("pk", flat=True)
        rows = rows.filter(party=row.party) | rows.filter(person__in=list(people))
    else:
        rows = rows.filter(person=row.person)
    return [Recorded(one.status, one.on) for one in rows.order_by("on", "id")]


def _check_order(field: str, history: Iterable[Recorded]) -> None:
    if why := refusal(history):
        raise problem(field, translated(why))
