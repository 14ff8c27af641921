"""Writes that move content between cases: merging, splitting, and undoing either."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Assignment, AssignmentKind, Case, CaseMove, MoveKind
from amends.office.cases.moves import Moved, everything_in, rows_of
from amends.office.cases.services import open_case
from amends.office.log.services import writing
from amends.office.parties.models import Count, CountParty, Party
from amends.office.policy import Action, NotPermitted, is_own
from amends.office.timeline.derived_services import refresh_case
from amends.office.timeline.models import EventParty, TimelineEvent
from amends.office.validation import problem, save


def merge_cases(*, actor: User, case: Case, target: Case, reason: str) -> CaseMove:
    """Move everything in a case into another one; the emptied case points to where it went.

    Keys of parties and numbers of counts that are taken in the target are replaced by the next
    free ones. Nobody loses sight of their work: who was assigned here is assigned there.

    Raises:
        ValidationError: the reason is missing, or a case cannot be merged.
    """
    with writing(actor=actor, action=Action.MERGE, case=case) as entry:
        _check_merge(actor, case, target, reason)
        moved: dict[str, Any] = {
            "keys": _rename_parties(Party._base_manager.filter(case=case), target),
            "numbers": _renumber_counts(Count._base_manager.filter(case=case), target),
            "rows": everything_in(case),
            "assigned": _bring_people(case, target),
        }
        _move(moved["rows"], case, target)
        case.merged_into = target
        case.save(update_fields=["merged_into"])
        move = _record(
            CaseMove(
                kind=MoveKind.MERGE,
                case=case,
                target=target,
                moved=moved,
                reason=reason,
                by=actor,
            )
        )
        entry.note(target=target.reference, rows=_sizes(moved["rows"]))
    return move


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
        rows = _rows_about(case, leaving)
        _copy_shared_counts(case, target, leaving, victims, rows)
        _copy_shared_events(case, target, leaving, victims, rows)
        _move(rows, case, target)
        _point_to_copies(target, victims)
        copies = _minus(everything_in(target), rows)
        _bring_people(case, target)
        move = _record(
            CaseMove(
                kind=MoveKind.SPLIT,
                case=case,
                target=target,
                moved={"rows": rows, "copies": copies},
                reason=reason,
                by=actor,
            )
        )
        entry.note(target=target.reference, defendants=[party.key for party in defendants])
    return move


def undo_move(*, actor: User, move: CaseMove) -> CaseMove:
    """Undo a merge or a split: what moved goes back, with its old keys and numbers.

    Raises:
        ValidationError: it is undone already.
    """
    action = Action.MERGE if move.kind == MoveKind.MERGE else Action.SPLIT
    with writing(actor=actor, action=action, case=move.target) as entry:
        if move.undone_at is not None:
            raise problem("move", _("This is undone already."))
        if move.kind == MoveKind.MERGE:
            _undo_merge(move)
        else:
            _undo_split(move)
        move.undone_at = timezone.now()
        move.save(update_fields=["undone_at"])
        refresh_case(move.case)
        refresh_case(move.target)
        entry.note(kind=move.kind, case=move.case.reference, undone=True)
    return move


def _check_merge(actor: User, case: Case, target: Case, reason: str) -> None:
    if not is_own(actor, target):
        raise NotPermitted(actor, Action.MERGE, target)
    if case.pk == target.pk:
        raise problem("target", _("Choose another case; a case cannot be merged into itself."))
    if case.merged_into_id or target.merged_into_id:
        raise problem("target", _("One of these cases is merged into another already."))
    if case.unit_id != target.unit_id:
        raise problem("target", _("Cases of two units are linked, not merged."))
    if not reason.strip():
        raise problem("reason", _("Say why the cases belong in one."))


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


def _rename_parties(parties: Iterable[Party], target: Case) -> dict[str, str]:
    taken = set(Party._base_manager.filter(case=target).values_list("key", flat=True))
    renamed = {}
    for party in parties:
        if party.key in taken:
            renamed[str(party.pk)] = party.key
            stem = party.key.rstrip("0123456789") or "P"
            party.key = next(k for n in range(1, 10**6) if (k := f"{stem}{n}") not in taken)
            party.save(update_fields=["key"])
        taken.add(party.key)
    return renamed


def _renumber_counts(counts: Iterable[Count], target: Case) -> dict[str, int]:
    highest = Count._base_manager.filter(case=target).aggregate(n=Max("number"))["n"] or 0
    if not highest:
        return {}
    rows = list(counts)
    before = {str(count.pk): count.number for count in rows}
    shift = max(highest, *before.values()) if before else 0
    for count in sorted(rows, key=lambda count: -count.number):
        count.number += shift
        count.save(update_fields=["number"])
    return before


def _bring_people(case: Case, target: Case) -> list[int]:
    there = set(
        Assignment._base_manager.filter(case=target, until=None).values_list("user", flat=True)
    )
    here = Assignment._base_manager.filter(case=case, until=None).exclude(user__in=there)
    brought = []
    for assignment in here:
        row = Assignment(
            case=target,
            user_id=assignment.user_id,
            kind=AssignmentKind.MEMBER,
            since=timezone.localdate(),
            reason=str(case),
        )
        save(row)
        brought.append(row.pk)
    return brought


def _move(rows: Moved, source: Case, target: Case) -> None:
    for table, keys in rows.items():
        rows_of(table, source).filter(pk__in=keys).update(case=target)


def _record(move: CaseMove) -> CaseMove:
    save(move)
    refresh_case(move.target)
    refresh_case(move.case)
    return move


def _sizes(rows: Moved) -> dict[str, int]:
    return {table: len(keys) for table, keys in rows.items() if keys}


def _minus(rows: Moved, others: Moved) -> Moved:
    return {t: sorted(set(keys) - set(others.get(t, []))) for t, keys in rows.items()}


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
    """Copy the victims; return the copy for each original's key."""
    copies = {}
    for victim in Party._base_manager.filter(case=case, capacity="victim", removed_at=None):
        copies[victim.pk] = _copy(victim, case=target)
    return copies


def _copy(row: Any, **changes: Any) -> Any:
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    copy = type(row)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def _rows_about(case: Case, leaving: Collection[int]) -> Moved:
    """Return what concerns those who leave alone; shared counts and events stay and are copied."""
    counts = {
        count.pk
        for count in Count._base_manager.filter(case=case)
        if _accused_in(count) and _accused_in(count) <= set(leaving)
    }
    events = {
        event.pk
        for event in TimelineEvent._base_manager.filter(case=case)
        if _about(event)
        and _accused_among(_about(event)) <= set(leaving)
        and _accused_among(_about(event))
    }
    return {
        "parties": sorted(leaving),
        "roles": _keys(rows_of("roles", case).filter(party__in=leaving)),
        "screens": _keys(rows_of("screens", case).filter(party__in=leaving)),
        "counts": sorted(counts),
        "count_parties": _keys(rows_of("count_parties", case).filter(count__in=counts)),
        "events": sorted(events),
        "event_parties": _keys(rows_of("event_parties", case).filter(event__in=events)),
        "tasks": _keys(rows_of("tasks", case).filter(event__in=events)),
    }


def _keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))


def _accused_in(count: Count) -> set[int]:
    parties = CountParty._base_manager.filter(count=count).exclude(party__capacity="victim")
    return set(parties.values_list("party", flat=True))


def _about(event: TimelineEvent) -> set[int]:
    return set(EventParty._base_manager.filter(event=event).values_list("party", flat=True))


def _accused_among(parties: Collection[int]) -> set[int]:
    rows = Party._base_manager.filter(pk__in=parties).exclude(capacity="victim")
    return set(rows.values_list("pk", flat=True))


def _copy_shared_counts(
    case: Case,
    target: Case,
    leaving: Collection[int],
    victims: dict[int, Party],
    rows: Moved,
) -> None:
    """Copy the counts some of those who leave share with those who stay, for those who leave."""
    shared = Count._base_manager.filter(case=case, count_parties__party__in=leaving).exclude(
        pk__in=rows["counts"]
    )
    for count in shared.distinct():
        copy = _copy(count, case=target, alternative_to=None)
        for row in CountParty._base_manager.filter(count=count):
            if row.party_id in leaving:
                CountParty._base_manager.filter(pk=row.pk).update(count=copy)
                rows["count_parties"].append(row.pk)
            elif row.party_id in victims:
                _copy(row, case=target, count=copy, party=victims[row.party_id])


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
        copy = _copy(event, case=target, copied_from=event)
        for party in about:
            there = party if party in leaving else getattr(victims.get(party), "pk", None)
            if there is not None:
                save(EventParty(case=target, event=copy, party_id=there))


def _point_to_copies(target: Case, victims: dict[int, Party]) -> None:
    """Let what moved point to the copies of the victims, not to those in the other case."""
    for original, copy in victims.items():
        rows_of("roles", target).filter(victim=original).update(victim=copy)
        rows_of("count_parties", target).filter(party=original).update(party=copy)
        rows_of("event_parties", target).filter(party=original).update(party=copy)


def _undo_merge(move: CaseMove) -> None:
    rows: Moved = move.moved["rows"]
    _move(rows, move.target, move.case)
    for pk, key in move.moved["keys"].items():
        Party._base_manager.filter(pk=pk, case=move.case).update(key=key)
    numbers = move.moved["numbers"]
    for pk, number in sorted(numbers.items(), key=lambda item: item[1]):
        Count._base_manager.filter(pk=pk, case=move.case).update(number=number)
    Assignment._base_manager.filter(pk__in=move.moved["assigned"], until=None).update(
        until=timezone.localdate()
    )
    move.case.merged_into = None
    move.case.save(update_fields=["merged_into"])


def _undo_split(move: CaseMove) -> None:
    """Bring back what moved and what was added since; the copies stay in the closed shell."""
    copies: Moved = move.moved["copies"]
    back = _minus(everything_in(move.target), copies)
    originals = _originals_of_victims(move)
    _rejoin_counts(move)
    _move(back, move.target, move.case)
    for copy, original in originals.items():
        for table, field in (
            ("roles", "victim"),
            ("count_parties", "party"),
            ("event_parties", "party"),
        ):
            rows_of(table, move.case).filter(**{field: copy}).update(**{field: original})
    move.target.merged_into = move.case
    move.target.save(update_fields=["merged_into"])


def _originals_of_victims(move: CaseMove) -> dict[int, int]:
    copies = Party._base_manager.filter(pk__in=move.moved["copies"]["parties"])
    originals = dict(
        Party._base_manager.filter(case=move.case, capacity="victim").values_list("key", "pk")
    )
    return {copy.pk: originals[copy.key] for copy in copies if copy.key in originals}


def _rejoin_counts(move: CaseMove) -> None:
    """Put defendants of a copied count back into the count it was copied from, by its number."""
    for copy in Count._base_manager.filter(pk__in=move.moved["copies"]["counts"]):
        original = Count._base_manager.filter(case=move.case, number=copy.number).first()
        if original is not None:
            CountParty._base_manager.filter(
                count=copy, pk__in=move.moved["rows"]["count_parties"]
            ).update(count=original)
