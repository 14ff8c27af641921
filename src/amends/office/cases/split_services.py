"""Writes that sever some defendants into a case of their own, and undo it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Assignment, AssignmentKind, Case, CaseMove, MoveKind
from amends.office.cases.moves import Moved, everything_in, rows_of
from amends.office.cases.pointing_services import point_within
from amends.office.cases.row_services import (
    KEYED,
    bring_people,
    copy_row,
    give_free_keys,
    move_rows,
    record_move,
)
from amends.office.cases.services import open_case
from amends.office.charging.move_services import bring_back_facts, copy_facts
from amends.office.disclosure.split_services import decisions_on
from amends.office.exhibits.split_services import copy_shared_items, items_about
from amends.office.inquiries.numbering_services import carry_on, renumber_returning
from amends.office.inquiries.split_services import inquiries_against
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.parties.split_services import copy_shared_counts, counts_against, rejoin_counts
from amends.office.policy import Action
from amends.office.proving.compiled_services import forget
from amends.office.proving.move_services import rename_taken_up
from amends.office.proving.split_services import (
    arguments_on,
    copy_named,
    copy_propositions,
    copy_shared_arguments,
    items_needed,
    left_in_shell,
    steps_to,
)
from amends.office.statements.split_services import (
    copy_shared_statements,
    copy_speakers,
    statements_of,
)
from amends.office.techniques.split_services import authorisations_on
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.validation import problem, save
from amends.office.vault.services import rejoin_copies

NAMING_PEOPLE = (
    ("item_parties", "party"),
    ("carriers", "party"),
    ("roles", "victim"),
    ("count_parties", "party"),
    ("conduct_victims", "party"),
    ("decisions", "victim"),
    ("inquiries", "victim"),
    ("authorisations", "party"),
    ("proof_labels", "victim"),
    ("event_parties", "party"),
    ("propositions", "party"),
    ("statements", "person"),
    ("statements", "control_of"),
    ("recantations", "person"),
    ("recantations", "control_of"),
    ("issue_marks", "person"),
    ("identifications", "party"),
    ("arguments", "by"),
    ("arguments", "to"),
)


def split_case(
    *, actor: User, case: Case, defendants: Sequence[Party], title: str, reason: str
) -> CaseMove:
    """Sever some defendants into a case of their own.

    What is about them alone moves; what they share with others, their victims and events of the
    whole case, is copied, each copy pointing to its origin.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.SPLIT, case=case) as entry:
        _check_split(case, defendants, reason)
        target = _open_beside(actor, case, title)
        leaving = {party.pk for party in defendants}
        victims = _copy_victims(case, target)
        people = {**victims, **copy_speakers(case, target, victims)}
        people.update(copy_named(case, target, leaving, people))
        rows = _rows_about(case, leaving)
        copy_shared_counts(case, target, leaving, victims, rows)
        _copy_shared_events(case, target, leaving, victims, rows)
        copy_shared_items(case, target, leaving, victims, rows)
        copy_shared_statements(case, target, people)
        copy_propositions(case, target)
        copy_shared_arguments(case, target, people)
        facts = copy_facts(case, target)
        move_rows(rows, case, target)
        carry_on(case, target)
        _point_to_copies(target, people)
        point_within(target)
        copies = _minus(everything_in(target), rows)
        bring_people(case, target)
        forget(case, target)
        move = record_move(
            CaseMove(
                kind=MoveKind.SPLIT,
                case=case,
                target=target,
                moved={"rows": rows, "copies": copies, "facts": facts},
                reason=reason,
                by=actor,
            )
        )
        entry.note(target=target.reference, defendants=[party.key for party in defendants])
    return move


def _check_split(case: Case, defendants: Sequence[Party], reason: str) -> None:
    if not reason.strip():
        raise problem("reason", _("Say why they are severed, such as the court's order."))
    if not defendants or any(party.case_id != case.pk or party.is_victim for party in defendants):
        raise problem("defendants", _("Choose at least one suspect or defendant of this case."))
    everyone = Party._base_manager.filter(
        case=case, capacity__in={party.capacity for party in defendants}, removed_at=None
    )
    if everyone.count() <= len({party.pk for party in defendants}):
        raise problem("defendants", _("Leave at least one of them in this case."))


def _open_beside(actor: User, case: Case, title: str) -> Case:
    lead = Assignment._base_manager.select_related("user").get(
        case=case, until=None, kind=AssignmentKind.LEAD
    )
    return open_case(
        actor=actor,
        title=title,
        unit=case.unit,
        jurisdiction=case.jurisdiction,
        opened_on=timezone.localdate(),
        lead=lead.user,
        court=case.court,
        summary=case.summary,
        specialisms=case.specialisms,
    )


def _copy_victims(case: Case, target: Case) -> dict[int, Party]:
    """Copy the victims, as they are identified; return the copy for each original's key."""
    copies = {}
    for victim in Party._base_manager.filter(case=case, capacity="victim", removed_at=None):
        copies[victim.pk] = copy_row(victim, case=target)
        for identification in rows_of("identifications", case).filter(party=victim):
            copy_row(identification, case=target, party=copies[victim.pk])
    return copies


def _rows_about(case: Case, leaving: Collection[int]) -> Moved:
    """Return what concerns those who leave alone; shared counts and events stay and are copied."""
    events = {
        event.pk
        for event in TimelineEvent._base_manager.filter(case=case)
        if _about(event)
        and _accused_among(_about(event)) <= set(leaving)
        and _accused_among(_about(event))
    }
    inquiries, argued = inquiries_against(case, leaving), arguments_on(case, leaving)
    items = items_about(case, leaving, items_needed(case, argued["arguments"]))
    said = statements_of(case, leaving)
    return {
        "parties": sorted(leaving),
        "roles": _keys(rows_of("roles", case).filter(party__in=leaving)),
        "screens": _keys(rows_of("screens", case).filter(party__in=leaving)),
        "identifications": _keys(rows_of("identifications", case).filter(party__in=leaving)),
        **counts_against(case, leaving),
        "conduct": _keys(rows_of("conduct", case).filter(by__in=leaving)),
        "conduct_victims": _keys(rows_of("conduct_victims", case).filter(conduct__by__in=leaving)),
        "decisions": _keys(rows_of("decisions", case).filter(by__in=leaving)),
        "proof_labels": _keys(rows_of("proof_labels", case).filter(by__in=leaving)),
        **items,
        **inquiries,
        **authorisations_on(case, leaving),
        **said,
        **argued,
        **steps_to(case, items["evidence"]),
        **decisions_on(items["evidence"], said["statements"]),
        "events": sorted(events),
        "event_parties": _keys(rows_of("event_parties", case).filter(event__in=events)),
        "tasks": _keys(
            rows_of("tasks", case).filter(
                Q(event__in=events)
                | Q(inquiries__in=inquiries["inquiries"])
                | Q(weaknesses__in=argued["weaknesses_taken_up"])
            )
        ),
    }


def _keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))


def _about(event: TimelineEvent) -> set[int]:
    return set(EventParty._base_manager.filter(event=event).values_list("party", flat=True))


def _accused_among(parties: Collection[int]) -> set[int]:
    rows = Party._base_manager.filter(pk__in=parties).exclude(capacity="victim")
    return set(rows.values_list("pk", flat=True))


def _copy_shared_events(
    case: Case,
    target: Case,
    leaving: Collection[int],
    victims: dict[int, Party],
    rows: Moved,
) -> None:
    """Copy what happened to the whole case, or to those who leave and others together."""
    for event in TimelineEvent._base_manager.filter(case=case).exclude(pk__in=rows["events"]):
        about = _about(event)
        accused = _accused_among(about)
        if accused and not accused & set(leaving):
            continue
        copy = copy_row(event, case=target, copied_from=event)
        for row in EventParty._base_manager.filter(event=event):
            if row.party_id in leaving:
                EventParty._base_manager.filter(pk=row.pk).update(event=copy)
                rows["event_parties"].append(row.pk)
            elif row.party_id in victims:
                save(EventParty(case=target, event=copy, party=victims[row.party_id]))


def _point_to_copies(target: Case, people: dict[int, Party]) -> None:
    """Let what moved point to those who were copied, not to those in the other case."""
    for original, copy in people.items():
        for table, field in NAMING_PEOPLE:
            rows_of(table, target).filter(**{field: original}).update(**{field: copy})


def undo_split(move: CaseMove) -> None:
    """Bring back what moved and what was added since; the copies stay in the closed shell."""
    copies: Moved = move.moved["copies"]
    back = _minus(_minus(everything_in(move.target), copies), left_in_shell(move))
    originals = _originals(move)
    rejoin_counts(move)
    _rejoin_events(move)
    renumber_returning(move.target, move.case, back)
    renamed = {
        name: give_free_keys(
            rows_of(table, move.target).filter(pk__in=back[table]), move.target, move.case
        )
        for name, table in KEYED.items()
    }
    rename_taken_up(move.target, move.case, renamed)
    move_rows(back, move.target, move.case)
    bring_back_facts(move.case, move.target, move.moved.get("facts", {}))
    for copy, original in originals.items():
        for table, field in NAMING_PEOPLE:
            rows_of(table, move.case).filter(**{field: copy}).update(**{field: original})
    rejoin_copies(originals=originals, source=move.target, target=move.case)
    point_within(move.case)
    move.target.merged_into = move.case
    move.target.save(update_fields=["merged_into"])


def _originals(move: CaseMove) -> dict[int, int]:
    """Return whose copy each party is that was copied."""
    copies = Party._base_manager.filter(pk__in=move.moved["copies"]["parties"])
    originals = dict(Party._base_manager.filter(case=move.case).values_list("key", "pk"))
    return {copy.pk: originals[copy.key] for copy in copies if copy.key in originals}


def _minus(rows: Moved, others: Moved) -> Moved:
    return {t: sorted(set(keys) - set(others.get(t, []))) for t, keys in rows.items()}


def _rejoin_events(move: CaseMove) -> None:
    """Put those who left back into the events that were copied for them."""
    moved = EventParty._base_manager.filter(pk__in=move.moved["rows"]["event_parties"])
    for copy in TimelineEvent._base_manager.filter(pk__in=move.moved["copies"]["events"]):
        if copy.copied_from_id is not None:
            moved.filter(event=copy).update(event=copy.copied_from_id)
