"""Writes on disclosure sets: what is in them, how pages are numbered, on whom they are served."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.network.roles import Capacity
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure.asking import series_of
from amends.office.disclosure.models import (
    OF_A_PIECE,
    BoundPiece,
    Bundle,
    DisclosureSet,
    Entry,
    Numbering,
    Service,
    SetState,
)
from amends.office.disclosure.pieces import Piece
from amends.office.disclosure.selectors import Schedule, schedule
from amends.office.evidence.models import Attachment
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, Layer
from amends.office.validation import problem, refuse_if_changed, save
from amends.proof.withholding import ways

MOST_PIECES = 2_000


def open_set(*, actor: User, case: Case, title: str, pieces: Sequence[Piece]) -> DisclosureSet:
    """Begin a set of material that is to be served together.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=case) as entry:
        row = DisclosureSet(case=case, key=_next_key(case), title=title.strip())
        save(row)
        _take(actor, row, pieces)
        entry.note(set=row.key, material=[piece.key for piece in pieces])
    return row


def edit_set(
    *, actor: User, row: DisclosureSet, version: int, title: str, pieces: Sequence[Piece]
) -> DisclosureSet:
    """Change what is in a set, as long as it is not served. It has to be bound anew afterwards.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=row.case) as entry:
        row = current(row, version)
        _refuse_busy(row)
        row.title, row.state, row.why = title.strip(), SetState.OPEN, []
        row.version += 1
        save(row)
        _take(actor, row, pieces)
        entry.note(set=row.key, material=[piece.key for piece in pieces])
    return row


def remove_set(*, actor: User, row: DisclosureSet, removed: bool = True) -> DisclosureSet:
    """Take a set that is not served out of view, or bring it back. Its numbers stay given.

    Raises:
        ValidationError: it is served.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=row.case) as entry:
        row = current(row, row.version)
        if removed:
            _refuse_busy(row)
        row.removed_at = timezone.now() if removed else None
        row.version += 1
        save(row)
        entry.note(set=row.key, removed=removed)
    return row


def ask_for_bundle(*, actor: User, row: DisclosureSet, version: int) -> DisclosureSet:
    """Put a set in the queue of those that are bound.

    Raises:
        ValidationError: it cannot be bound as it stands, or somebody else was quicker.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=row.case) as entry:
        row = current(row, version)
        _refuse_busy(row)
        pieces = pieces_of(row)
        _check(schedule(actor=actor, case=row.case), pieces)
        row.state, row.why, row.done, row.attempts = SetState.WAITING, [], 0, 0
        row.asked_by, row.asked_at, row.claimed_at = actor, timezone.now(), None
        row.version += 1
        save(row)
        entry.note(set=row.key, asked=True)
    return row


def set_numbering(
    *, actor: User, case: Case, version: int, prefix: str, digits: int, start: int
) -> Numbering:
    """Say how the pages that leave a case are numbered. Numbers already given stay given.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=case) as entry:
        found = Numbering._base_manager.select_for_update().filter(case=case).first()
        refuse_if_changed(shown=version, now=found.version if found else 0)
        row = found or Numbering(case=case, version=0)
        row.prefix, row.digits, row.start = prefix.strip(), digits, start
        if not series_of(row).is_sound:
            raise problem(
                "prefix",
                _(
                    "Pages cannot be numbered so. A prefix has up to 20 Latin letters, figures and "
                    "signs such as - and ends in no figure; there are 3 to 12 digits, and the "
                    "first number is at least 1."
                ),
            )
        row.version += 1
        save(row)
        entry.note(prefix=row.prefix, digits=row.digits, first=row.start)
    return row


def serve(
    *,
    actor: User,
    row: DisclosureSet,
    version: int,
    party: Party,
    on: date,
    way: str,
    received_by: str,
    proof: Attachment,
) -> Service:
    """Record that a bound set was served on a defendant. From then on the set is frozen.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=row.case) as entry:
        row = current(row, version)
        bundle = Bundle._base_manager.filter(set=row).first()
        if bundle is None or row.state not in {SetState.BOUND, SetState.SERVED} or row.removed_at:
            raise problem("set", _("This set is not bound. Bind it first, then serve it."))
        service = Service(
            case=row.case,
            set=row,
            bundle=bundle,
            party=party,
            on=on,
            way=way,
            received_by=received_by.strip(),
            proof=proof,
            by=actor,
        )
        _check_service(service)
        save(service)
        _freeze(row, bundle)
        entry.note(set=row.key, party=party.key, on=on, digest=bundle.digest)
    return service


def strike_service(
    *, actor: User, service: Service, reason: str = "", back: bool = False
) -> Service:
    """Strike a service that was recorded wrongly, or let it stand again. The set stays frozen.

    Raises:
        ValidationError: the reason is missing.
    """
    with writing(actor=actor, action=Action.DISCLOSE, case=service.case) as entry:
        if not back and not reason.strip():
            raise problem("reason", _("Say why the service is struck out."))
        service.struck_at = None if back else timezone.now()
        service.struck_reason = "" if back else reason.strip()
        save(service)
        entry.note(set=service.set.key, service=service.pk, struck=not back)
    return service


def current(row: DisclosureSet, version: int) -> DisclosureSet:
    """Return a set as it stands now, held until the end of the write.

    Raises:
        ChangedMeanwhile: it is not what was shown any more.
    """
    rows = DisclosureSet._base_manager.select_for_update()
    found = rows.get(pk=row.pk)
    refuse_if_changed(shown=version, now=found.version)
    return found


def pieces_of(row: DisclosureSet) -> list[Piece]:
    """Return the material of a set, in its order."""
    rows = Entry._base_manager.filter(set=row)
    return [Piece.of(entry) for entry in rows.select_related(*OF_A_PIECE, "statement__person")]


def _take(actor: Actor, row: DisclosureSet, pieces: Sequence[Piece]) -> None:
    if len(pieces) > MOST_PIECES:
        raise problem("pieces", _("A set takes %d pieces at most. Make two.") % MOST_PIECES)
    _check(schedule(actor=actor, case=row.case), pieces)
    Entry._base_manager.filter(set=row).delete()
    unique = {piece.key: piece for piece in pieces}
    entries = [
        Entry(case=row.case, set=row, position=position, **piece.fields())
        for position, piece in enumerate(unique.values())
    ]
    Entry._base_manager.bulk_create(entries)


def _check(found: Schedule, pieces: Sequence[Piece]) -> None:
    """Refuse material that is not there any more, or is withheld and not redacted."""
    if not pieces:
        raise problem("pieces", _("Choose at least one piece of material."))
    for piece in pieces:
        line = found.line(piece.key)
        if line is None:
            raise problem(
                "pieces", _("“%s” is no longer in this case. Leave it out.") % piece.title
            )
        if line.ground and line.copy is None:
            raise problem(
                "pieces",
                _(
                    "“%s” is withheld. Leave it out, lift the withholding, or make a redacted copy "
                    "of its file and put that file in the set."
                )
                % piece.title,
            )


def _refuse_busy(row: DisclosureSet) -> None:
    """Refuse to change a set that was served, or that is being bound at this moment."""
    if row.state == SetState.SERVED:
        raise problem("set", _("This set was served and is frozen. Make a new one."))
    if row.state == SetState.WAITING and row.claimed_at is not None:
        raise problem("set", _("This set is being bound. Wait until it is done."))


def _check_service(service: Service) -> None:
    if service.party.case_id != service.case_id or service.party.capacity != Capacity.DEFENDANT:
        raise problem("party", _("Choose a defendant of this case."))
    if service.proof.case_id != service.case_id or service.proof.removed_at is not None:
        raise problem("proof", _("Choose a file of this case that proves the service."))
    if service.way not in ways():
        raise problem("way", _("Choose in which way it was served."))
    if service.on > timezone.localdate():
        raise problem("on", _("This lies in the future. Record a service once it is made."))
    if service.on < timezone.localdate(service.bundle.made_at):
        raise problem("on", _("This lies before the day on which the set was bound."))
    if not service.received_by:
        raise problem("received_by", _("Say who received it."))


def _freeze(row: DisclosureSet, bundle: Bundle) -> None:
    row.state, row.layer = SetState.SERVED, Layer.SERVED
    row.version += 1
    save(row)
    bundle.layer = Layer.SERVED
    bundle.save(update_fields=["layer"])
    BoundPiece._base_manager.filter(bundle=bundle).update(layer=Layer.SERVED)


def _next_key(case: Case) -> str:
    taken = set(DisclosureSet._base_manager.filter(case=case).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := f"D{n}") not in taken)
