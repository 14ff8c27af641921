"""Writes on the conduct alleged in a case and on what is alleged of the case as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.base.problems import Wrong
from amends.law.fact_checks import wrong_conduct, wrong_words
from amends.law.facts import Conduct as Alleged
from amends.law.facts import Moved, ReportedAs
from amends.law.library import countries as held_countries
from amends.law.terms import MensRea, Mode, Vocabulary
from amends.network.roles import roles
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.charging.models import CaseFacts, Conduct, ConductVictim
from amends.office.charging.stating import unstated
from amends.office.log.services import writing
from amends.office.parties.models import Party, PartyRole, Status
from amends.office.parties.services import check_period, when_text
from amends.office.policy import Action, Actor
from amends.office.validation import checked_country, problem, refuse_if_changed, save, translated

WORDS = ("acts", "means", "ends", "occurred", "circumstances", "contested", "places")
EDITABLE = (*("begun", "ended", "mode", *WORDS, "moved", "mental", "knew_age", "source", "status"),)
CHOICES: dict[str, type[StrEnum]] = {"mode": Mode, "moved": Moved, "mental": MensRea}
SOME_DAY = "2000-01-01"


def state_conduct(
    *, actor: Actor, case: Case, by: Party, victims: Sequence[Party], **stated: Any
) -> Conduct:
    """State what one party is alleged to have done to some victims in one period.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=case) as entry:
        _check_people(case, by, victims)
        row = _take(Conduct(case=case, by=by), stated)
        save(row)
        _set_victims(row, victims)
        entry.note(party=by.key, victims=[victim.key for victim in victims])
    return row


def edit_conduct(
    *,
    actor: Actor,
    conduct: Conduct,
    version: int,
    victims: Sequence[Party] | None = None,
    **stated: Any,
) -> Conduct:
    """Correct what a conduct states; what is left out stays. ``version`` is the one corrected.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=conduct.case) as entry:
        row = _as_it_stands(conduct)
        refuse_if_changed(shown=version, now=row.version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        row.version += 1
        save(row)
        if victims is not None:
            _check_people(row.case, row.by, victims)
            _set_victims(row, victims)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        entry.note(party=row.by.key, changed=changed)
    return row


def remove_conduct(*, actor: Actor, conduct: Conduct, removed: bool = True) -> Conduct:
    """Take a conduct out of view, or bring it back."""
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=conduct.case) as entry:
        row = _as_it_stands(conduct)
        row.removed_at = timezone.now() if removed else None
        row.version += 1
        row.save(update_fields=["removed_at", "version"])
        entry.note(party=row.by.key, removed=removed)
    return row


def draft_conduct(*, actor: Actor, case: Case, edges: Sequence[PartyRole]) -> list[Conduct]:
    """State, as proposed, the conduct that roles suggest, for a lawyer to complete or to remove.

    What somebody stated in the meantime is not drafted again.

    Raises:
        ValidationError: there is no victim yet.
    """
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=case) as entry:
        wait_for_others(case)
        victims = list(Party._base_manager.filter(case=case, capacity="victim", removed_at=None))
        if not victims:
            raise problem("victims", _("Add the victims first: conduct is directed at somebody."))
        stated = Conduct._base_manager.filter(case=case, removed_at=None)
        missing = [e for e in unstated(edges, stated) if not e.victim or e.victim in victims]
        rows = [_drafted(case, edge, victims) for edge in missing]
        entry.note(parties=[edge.party.key for edge in missing], drafted=len(rows))
    return rows


def state_at_large(
    *,
    actor: Actor,
    case: Case,
    version: int,
    reported_as: str,
    indicators: Sequence[str] = (),
    paid_for_journey: bool = False,
    countries: Sequence[str] = (),
) -> CaseFacts:
    """State what is alleged of the case as a whole, and under whose laws it is charged.

    ``version`` is the one that was read; 0 if nothing was stated yet.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=case) as entry:
        wait_for_others(case)
        row = at_large_row(case)
        refuse_if_changed(shown=version, now=row.version)
        row.version += 1
        row.reported_as = reported_as
        row.paid_for_journey, row.indicators = paid_for_journey, _once_each(indicators)
        row.countries = _once_each(code.upper() for code in countries)
        check_at_large(row)
        save(row)
        entry.note(reported_as=reported_as, countries=row.countries)
    return row


def check_at_large(row: CaseFacts) -> None:
    """Check what is stated of a case as a whole.

    Raises:
        ValidationError: by field, what is wrong.
    """
    _known("reported_as", row.reported_as, ReportedAs)
    _refuse(wrong_words("$.indicators", row.indicators, Vocabulary.INDICATORS))
    _check_held(row.countries)


def at_large_row(case: Case) -> CaseFacts:
    """Return the row that states what is alleged of a case as a whole, new if there is none."""
    found = CaseFacts._base_manager.filter(case=case).first()
    return found or CaseFacts(case=case, countries=[case.jurisdiction])


def _as_it_stands(conduct: Conduct) -> Conduct:
    """Return a conduct as it is stored now; whoever else writes on it waits."""
    rows = Conduct._base_manager.select_related("case", "by").select_for_update(of=("self",))
    return rows.get(pk=conduct.pk)


def _drafted(case: Case, edge: PartyRole, victims: list[Party]) -> Conduct:
    role = roles()[edge.role]
    row = Conduct(
        case=case,
        by=edge.party,
        begun=edge.since,
        ended=edge.until,
        mode=role.mode,
        acts=list(role.acts),
        circumstances=list(role.circumstances),
        places=[case.jurisdiction],
        source=edge.source,
        status=Status.PROPOSED,
    )
    save(row)
    _set_victims(row, [edge.victim] if edge.victim else victims)
    return row


def _take(row: Conduct, stated: dict[str, Any]) -> Conduct:
    for name in EDITABLE:
        if name in stated:
            setattr(row, name, _once_each(stated[name]) if name in WORDS else stated[name])
    row.places = _once_each(code.upper() for code in row.places)
    check_stated(row)
    return row


def check_stated(row: Conduct) -> None:
    """Check what is stated of a conduct.

    Raises:
        ValidationError: by field, what is wrong.
    """
    for name in ("begun", "ended"):
        setattr(row, name, when_text(name, getattr(row, name)))
    check_period(row.begun, row.ended, "ended")
    if row.begun and When.parse(row.begun).first > timezone.localdate():
        raise problem("begun", _("This day lies ahead. Allege what has happened."))
    for name, known in CHOICES.items():
        if getattr(row, name) or name != "mental":
            _known(name, getattr(row, name), known)
    _refuse(wrong_conduct("$", _as_alleged(row)))
    _check_countries(row.places)


def _once_each(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _as_alleged(row: Conduct) -> Alleged:
    """Return what a row states for its words to be checked; its days were checked before."""
    words: dict[str, Any] = {name: tuple(getattr(row, name)) for name in WORDS}
    return Alleged(by=row.by.key, victims=(), begun=row.begun or SOME_DAY, **words)


def _refuse(found: Any) -> None:
    """Refuse what is wrong, each beside its field."""
    by_field: dict[str, list[str]] = {}
    for wrong in found:
        by_field.setdefault(wrong.path.split(".")[1], []).append(_said(wrong))
    if by_field:
        raise ValidationError(by_field)


def _said(wrong: Wrong) -> str:
    remedy = f" {translated(wrong.remedy)}" if wrong.remedy else ""
    return f"{translated(wrong.message)}{remedy}"


def _known(field: str, given: str, known: type[StrEnum]) -> str:
    if given not in set(known):
        message = _("%(given)s is not one of the choices: %(known)s.")
        raise problem(field, message % {"given": given, "known": ", ".join(known)})
    return given


def _check_countries(codes: Sequence[str]) -> None:
    for code in codes:
        checked_country("places", code)


def _check_held(codes: Sequence[str]) -> None:
    for code in codes:
        if code not in held_countries():
            known = ", ".join(held_countries())
            message = _("No law of %(given)s is held. Held are: %(known)s.")
            raise problem("countries", message % {"given": code, "known": known})


def _check_people(case: Case, by: Party, victims: Sequence[Party]) -> None:
    if by.case_id != case.pk or by.is_victim:
        raise problem("by", _("Choose somebody of this case who is not a victim."))
    if not victims:
        raise problem("victims", _("Choose at least one victim."))
    for victim in victims:
        if victim.case_id != case.pk or not victim.is_victim:
            raise problem("victims", _("Choose victims of this case only."))


def _set_victims(row: Conduct, victims: Sequence[Party]) -> None:
    """Write down whom a conduct was directed at; who is out of view stays for when they return."""
    kept = {victim.pk for victim in victims}
    there = ConductVictim._base_manager.filter(conduct=row)
    there.filter(party__removed_at=None).exclude(party__in=kept).delete()
    known = set(there.values_list("party", flat=True))
    for victim in victims:
        if victim.pk not in known:
            save(ConductVictim(case=row.case, conduct=row, party=victim))
