"""Writes on parties, their roles, the non-punishment screen and the counts."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.base.messages import Refusal
from amends.network.roles import Capacity, roles
from amends.office.bars.naming_services import bar_named_parties
from amends.office.cases.models import Case
from amends.office.log.services import writing
from amends.office.parties.models import CountParty, Party, PartyRole, Screen, Status
from amends.office.parties.naming_services import (
    ACCUSED,
    check_designation,
    checked_key,
    free_pseudonym,
    next_key,
)
from amends.office.policy import Action, Actor
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import checked_country, problem, save, translated

COUNTRIES = ("nationality", "resident", "present")
EDITABLE = (
    *("designation", "sex", "born", "age", "unable_to_protect", *COUNTRIES),
    *("language", "facts", "status"),
)


def add_party(
    *,
    actor: Actor,
    case: Case,
    capacity: str,
    kind: str = "natural",
    key: str = "",
    screen_finding: str = "",
    screen_reasons: str = "",
    role: str = "",
    towards: Party | None = None,
    since: str = "",
    until: str = "",
    **described: Any,
) -> Party:
    """Add a party, with the screen that must come before a suspect, and a first role if given.

    What describes it is named as in ``EDITABLE``. A victim gets the next free pseudonym when no
    designation is given.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ADD_PARTY, case=case) as entry:
        party = Party(
            case=case,
            key=checked_key(key) or next_key(case, capacity),
            capacity=_known_capacity(capacity),
            kind=kind,
        )
        _describe(party, described)
        party.designation = party.designation.strip() or free_pseudonym(case, capacity)
        check_designation(party)
        _save_unique(party)
        if screen_finding:
            _screen(actor, party, screen_finding, screen_reasons)
        require_screen(party, party.capacity)
        if role:
            status = party.status
            _add_role(party, role, victim=towards, since=since, until=until, status=status)
        refresh_case(case)
        bar_named_parties(case, party)
        entry.note(party=party.key, capacity=party.capacity)
    return party


def edit_party(*, actor: Actor, party: Party, **changes: Any) -> Party:
    """Correct what describes a party.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.EDIT_PARTY, case=party.case) as entry:
        before = party.designation
        _describe(party, changes)
        check_designation(party)
        save(party)
        if party.designation != before:
            bar_named_parties(party.case, party)
        entry.note(party=party.key, changed=sorted(changes))
    return party


def change_capacity(*, actor: Actor, party: Party, capacity: str) -> Party:
    """Change what somebody is in the case, such as a suspect who is charged.

    Raises:
        ValidationError: no screen was done before naming somebody a suspect.
    """
    with writing(actor=actor, action=Action.EDIT_PARTY, case=party.case) as entry:
        before, party.capacity = party.capacity, _known_capacity(capacity)
        require_screen(party, party.capacity)
        check_designation(party)
        save(party)
        CountParty._base_manager.filter(party=party).update(made_defendant=False)
        refresh_case(party.case)
        entry.note(party=party.key, before=before, capacity=party.capacity)
    return party


def remove_party(*, actor: Actor, party: Party, removed: bool = True) -> Party:
    """Take a party out of view, or bring it back. Its events and roles stay with it."""
    with writing(actor=actor, action=Action.EDIT_PARTY, case=party.case) as entry:
        counts = party.count_parties.model._base_manager.filter(party=party, count__removed_at=None)
        if removed and counts.exists():
            raise problem(
                "party", _("This party stands in a count. Take it out of the count first.")
            )
        party.removed_at = timezone.now() if removed else None
        party.save(update_fields=["removed_at"])
        refresh_case(party.case)
        if not removed:
            bar_named_parties(party.case, party)
        entry.note(party=party.key, removed=removed)
    return party


def screen_party(*, actor: Actor, party: Party, finding: str, reasons: str) -> Screen:
    """Record a non-punishment screen: does anything show that this person was made to offend?

    Raises:
        ValidationError: the finding is unknown or its reasons are missing.
    """
    with writing(actor=actor, action=Action.SCREEN_PARTY, case=party.case) as entry:
        screen = _screen(actor, party, finding, reasons)
        entry.note(party=party.key, finding=finding)
    return screen


def add_role(
    *,
    actor: Actor,
    party: Party,
    role: str,
    victim: Party | None = None,
    since: str = "",
    until: str = "",
    status: str = Status.REPORTED,
    source: str = "",
) -> PartyRole:
    """Add a role a party played, towards a victim and in a period if known.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.EDIT_PARTY, case=party.case) as entry:
        edge = _add_role(
            party, role, victim=victim, since=since, until=until, status=status, source=source
        )
        entry.note(party=party.key, role=role, victim=victim.key if victim else "")
    return edge


def remove_role(*, actor: Actor, edge: PartyRole, removed: bool = True) -> PartyRole:
    """Take a role out of view, or bring it back."""
    with writing(actor=actor, action=Action.EDIT_PARTY, case=edge.case) as entry:
        edge.removed_at = timezone.now() if removed else None
        edge.save(update_fields=["removed_at"])
        entry.note(party=edge.party.key, role=edge.role, removed=removed)
    return edge


def _describe(party: Party, described: dict[str, Any]) -> None:
    """Take what describes a party.

    Raises:
        TypeError: something that does not describe one was given: a fault of the program.
    """
    if unknown := described.keys() - set(EDITABLE):
        message = f"a party is not described by {sorted(unknown)}"
        raise TypeError(message)
    for name, value in described.items():
        setattr(party, name, value)
    party.born = when_text("born", party.born)
    for name in COUNTRIES:
        setattr(party, name, checked_country(name, getattr(party, name)))


def _known_capacity(capacity: str) -> str:
    if capacity not in set(Capacity):
        raise problem(
            "capacity",
            _("Unknown capacity %(given)s. Choose one of: %(known)s.")
            % {"given": capacity, "known": ", ".join(Capacity)},
        )
    return capacity


def when_text(field: str, text: str) -> str:
    """Return a date as it is stored, or refuse it beside its field."""
    if not text:
        return ""
    try:
        return str(When.parse(text))
    except Refusal as refusal:
        raise problem(field, translated(refusal.message)) from None


def check_period(since: str, until: str, field: str) -> None:
    """Refuse a period that ends before it begins."""
    if since and until and When.parse(until).last < When.parse(since).first:
        raise problem(field, _("The end lies before the beginning. Correct one of them."))


def _save_unique(party: Party) -> None:
    try:
        with transaction.atomic():
            save(party)
    except IntegrityError:
        raise problem(
            "key", _("The key %s names another party of this case. Choose another.") % party.key
        ) from None


def _screen(actor: Actor, party: Party, finding: str, reasons: str) -> Screen:
    if finding not in Screen.Finding.values:
        raise problem("screen_finding", _("Choose what the screen found."))
    if not reasons.strip():
        raise problem("screen_reasons", _("Say on what the finding rests."))
    screen = Screen(
        case=party.case,
        party=party,
        finding=finding,
        reasons=reasons,
        by_id=actor.pk,
        on=timezone.localdate(),
    )
    save(screen)
    return screen


def require_screen(party: Party, capacity: str) -> None:
    """Refuse a suspect or defendant whose screen is missing or found a victim."""
    if capacity not in ACCUSED or party.kind == "legal":
        return
    screen = Screen._base_manager.filter(party=party).order_by("-on", "-id").first()
    if screen is None:
        raise problem(
            "screen_finding",
            _(
                "Before anybody is named a suspect, record the non-punishment screen: is there any "
                "sign that this person was trafficked and made to offend?"
            ),
        )
    if screen.finding == Screen.Finding.SIGNS_VICTIM:
        raise problem(
            "screen_finding",
            _("The screen found that this person is to be treated as a victim."),
        )


def _add_role(
    party: Party,
    role: str,
    *,
    victim: Party | None,
    since: str,
    until: str,
    status: str,
    source: str = "",
) -> PartyRole:
    if role not in roles():
        raise problem(
            "role",
            _("Unknown role %(given)s. Choose one of: %(known)s.")
            % {"given": role, "known": ", ".join(roles())},
        )
    if victim is not None and (victim.case_id != party.case_id or not victim.is_victim):
        raise problem("victim", _("Choose a victim of this case."))
    edge = PartyRole(
        case=party.case,
        party=party,
        role=role,
        victim=victim,
        since=when_text("since", since),
        until=when_text("until", until),
        status=status,
        source=source,
    )
    check_period(edge.since, edge.until, "until")
    save(edge)
    return edge
