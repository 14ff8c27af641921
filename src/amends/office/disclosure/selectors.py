"""Reads of the schedule of material, of redactions, and of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.disclosure.models import (
    OF_A_PIECE,
    BoundPiece,
    Bundle,
    Change,
    Decision,
    Entry,
    Mark,
    Numbering,
    Redaction,
    Service,
)
from amends.office.disclosure.pieces import Line, Piece, material_of
from amends.office.disclosure.standing import Known, Served
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item, ItemFile
from amends.office.log import services as log
from amends.office.parties.models import Party
from amends.office.policy import Actor
from amends.office.statements.models import Statement
from amends.proof.bates import Run
from amends.proof.disclosure import Tally, concerns, tally


@dataclass(frozen=True)
class Schedule:
    """Every piece of material of a case.

    Attributes:
        lines: one for each piece, in view.
        removed: the pieces that were taken out of view.
        made: files that are no material: redacted copies, bundles and proofs of service.
    """

    lines: tuple[Line, ...]
    removed: tuple[Piece, ...]
    made: tuple[Attachment, ...]

    @property
    def tally(self) -> Tally:
        """Return how many pieces of each sort there are."""
        return tally(line.material() for line in self.lines)

    def line(self, key: str) -> Line | None:
        """Return the line with a key, if there is one."""
        return next((line for line in self.lines if line.key == key), None)


def schedule(*, actor: Actor, case: Case) -> Schedule:
    """Return the schedule of a case: every item, file and statement, decided or not.

    What is withheld on a sensitive ground stands behind everything else.
    """
    log.read(actor=actor, what="schedule of material", case=case)
    items = list(Item.objects.seen_by(actor).filter(case=case).select_related("case"))
    files = list(
        Attachment.objects.seen_by(actor)
        .filter(case=case)
        .select_related("case", "added_by")
        .order_by("id")
    )
    made = _made_here(actor, case)
    pieces = [Piece(item=item) for item in items]
    statements = Statement.objects.seen_by(actor).filter(case=case).select_related("person", "item")
    said = list(statements)
    pieces += [Piece(statement=row) for row in said]
    pieces += [Piece(attachment=file) for file in files if file.pk not in made]
    shown = [piece for piece in pieces if not piece.is_removed]
    known = _known(actor, case, items, said)
    accused = defendants(actor=actor, case=case)
    lines = [_with_concerns(known.line(piece), accused) for piece in shown]
    return Schedule(
        lines=tuple(sorted(lines, key=lambda line: line.is_sensitive)),
        removed=tuple(piece for piece in pieces if piece.is_removed),
        made=tuple(file for file in files if file.pk in made and file.removed_at is None),
    )


def line(*, actor: Actor, case: Case, key: str) -> Line:
    """Return one line of the schedule.

    Raises:
        Decision.DoesNotExist: there is no such piece in view.
    """
    found = schedule(actor=actor, case=case).line(key)
    if found is None:
        raise Decision.DoesNotExist(key)
    return found


def changes(*, actor: Actor, case: Case, decision: Decision) -> QuerySet[Change]:
    """Return every change of a decision, the latest first."""
    log.read(actor=actor, what="schedule of material", case=case)
    return Change.objects.seen_by(actor).filter(decision=decision).select_related("by")


def defendants(*, actor: Actor, case: Case) -> list[Party]:
    """Return everybody who is charged in a case."""
    log.read(actor=actor, what="parties", case=case)
    rows = Party.objects.seen_by(actor).filter(case=case, removed_at=None)
    return list(rows.filter(capacity=Capacity.DEFENDANT))


def marks(*, actor: Actor, attachment: Attachment) -> QuerySet[Mark]:
    """Return what is marked in a file to be taken out."""
    log.read(actor=actor, what="redactions", case=attachment.case)
    rows = Mark.objects.seen_by(actor).filter(attachment=attachment, removed_at=None)
    return rows.select_related("by", "attachment", "case")


def mark(*, actor: Actor, case: Case, pk: int) -> Mark:
    """Return one mark of a case, removed or not.

    Raises:
        Mark.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="redactions", case=case)
    rows = Mark.objects.seen_by(actor).filter(case=case)
    return rows.select_related("attachment", "case").get(pk=pk)


def redactions(*, actor: Actor, case: Case) -> QuerySet[Redaction]:
    """Return the redacted copies of a case, those set aside as well."""
    log.read(actor=actor, what="redactions", case=case)
    rows = Redaction.objects.seen_by(actor).filter(case=case)
    return rows.select_related("source", "result", "by", "case")


def redaction(*, actor: Actor, case: Case, pk: int) -> Redaction:
    """Return one redacted copy.

    Raises:
        Redaction.DoesNotExist: there is none that the actor may see.
    """
    return redactions(actor=actor, case=case).get(pk=pk)


def numbering(*, actor: Actor, case: Case) -> Numbering:
    """Return how the pages of a case are numbered; as proposed while nobody has said."""
    log.read(actor=actor, what="disclosure sets", case=case)
    found = Numbering.objects.seen_by(actor).filter(case=case).first()
    return found or Numbering(case=case, prefix=f"{case.reference}-"[:20], version=0)


def given_runs(*, actor: Actor, case: Case, prefix: str) -> list[Run]:
    """Return the numbers that were given under a prefix."""
    log.read(actor=actor, what="disclosure sets", case=case)
    rows = Bundle.objects.seen_by(actor).filter(case=case, prefix=prefix)
    return [Run(first, last) for first, last in rows.values_list("first", "last")]


def _made_here(actor: Actor, case: Case) -> set[int]:
    """Return the keys of the attachments that amends made, and of mere proofs of service.

    A proof that was decided about, served or is a file of an item is material like any other, and
    so is one that was there before the bundle it is said to prove the service of.
    """
    copies = Redaction.objects.seen_by(actor).filter(case=case).values_list("result", flat=True)
    bundles = Bundle.objects.seen_by(actor).filter(case=case).values_list("attachment", flat=True)
    services = Service.objects.seen_by(actor).filter(case=case)
    later = services.filter(proof__added_at__gt=F("bundle__made_at"))
    proofs = later.values_list("proof", flat=True)
    decided = Decision.objects.seen_by(actor).filter(case=case, attachment__isnull=False)
    joined = ItemFile.objects.seen_by(actor).filter(case=case, removed_at=None)
    in_sets = Entry.objects.seen_by(actor).filter(case=case, attachment__isnull=False)
    material = {
        row
        for rows in (decided, joined, in_sets)
        for row in rows.values_list("attachment", flat=True)
    }
    return {*copies, *bundles, *(set(proofs) - material)}


def _known(
    actor: Actor, case: Case, items: Iterable[Item], statements: Iterable[Statement]
) -> Known:
    by_key = {item.pk: item for item in items}
    items_of: dict[int, list[Item]] = defaultdict(list)
    files_of: dict[int, list[Attachment]] = defaultdict(list)
    joined = ItemFile.objects.seen_by(actor).filter(case=case, removed_at=None)
    for row in joined.select_related("attachment"):
        if row.item_id in by_key and row.attachment.removed_at is None:
            items_of[row.attachment_id].append(by_key[row.item_id])
            files_of[row.item_id].append(row.attachment)
    statements_in: dict[int, list[Statement]] = defaultdict(list)
    for said in statements:
        if said.item_id in by_key and not Piece(statement=said).is_removed:
            statements_in[said.item_id].append(said)
    return Known(
        _decisions(actor, case),
        {key: tuple(rows) for key, rows in items_of.items()},
        {key: tuple(rows) for key, rows in files_of.items()},
        {key: tuple(rows) for key, rows in statements_in.items()},
        _copies(actor, case),
        _served(actor, case),
    )


def _decisions(actor: Actor, case: Case) -> dict[str, Decision]:
    rows = Decision.objects.seen_by(actor).filter(case=case)
    related = rows.select_related(*OF_A_PIECE, "exculpatory_by", "reviewed_by", "case")
    return {Piece.of(row).key: row for row in related}


def _copies(actor: Actor, case: Case) -> dict[int, Redaction]:
    rows = Redaction.objects.seen_by(actor).filter(case=case, set_aside_at=None)
    return {row.source_id: row for row in reversed(rows.select_related("result"))}


def _served(actor: Actor, case: Case) -> Served:
    found: dict[str, dict[Party, date]] = defaultdict(dict)
    rows = Service.objects.seen_by(actor).filter(case=case, struck_at=None)
    for row in with_pieces(actor, rows.select_related("party")):
        for piece, _part in material_of(row):
            found[piece.key].setdefault(row.party, row.on)
    return {key: tuple(days.items()) for key, days in found.items()}


def with_pieces(actor: Actor, rows: QuerySet[Service]) -> QuerySet[Service]:
    """Return services with their bundles and the material that is bound in them."""
    pieces = BoundPiece.objects.seen_by(actor).select_related(*OF_A_PIECE)
    return rows.select_related("bundle").prefetch_related(
        Prefetch("bundle__pieces", queryset=pieces, to_attr="all_pieces")
    )


def _with_concerns(found: Line, accused: Iterable[Party]) -> Line:
    keys = [party.key for party in accused]
    return replace(found, concerns=concerns(found.material(), keys))
