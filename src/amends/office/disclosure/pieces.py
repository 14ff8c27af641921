"""Pieces of material: everything in a case that may have to be disclosed, each with its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from amends.office.disclosure.models import Decision, Redaction
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.exhibits.words import kind_word
from amends.office.parties.models import Party
from amends.proof.disclosure import Concern, Material
from amends.proof.disclosure import Use as ProofUse

ITEM, FILE = "item-", "file-"
DECIDED = (
    "use",
    "exculpatory",
    "ground",
    "order_reference",
    "order_issuer",
    "order_on",
    "exhibit_number",
)


@dataclass(frozen=True)
class Piece:
    """An item of evidence or an attachment; exactly one of the two."""

    item: Item | None = None
    attachment: Attachment | None = None

    @property
    def key(self) -> str:
        """Return what tells it from the others of its case."""
        if self.item is not None:
            return f"{ITEM}{self.item.key}"
        return f"{FILE}{self.attachment.pk if self.attachment else ''}"

    @property
    def title(self) -> str:
        """Return what it is called."""
        if self.item is not None:
            return f"{self.item.key}: {kind_word(self.item.kind)}"
        return self.attachment.title if self.attachment else ""

    @property
    def about(self) -> str:
        """Return what it is, in a few more words."""
        if self.item is not None:
            return self.item.description
        return self.attachment.filename if self.attachment else ""

    def fields(self) -> dict[str, Item | Attachment | None]:
        """Return it as rows that are about it name it."""
        return {"item": self.item, "attachment": self.attachment}


@dataclass(frozen=True)
class Line:
    """One piece of material in the schedule, with all that is known of its disclosure.

    Attributes:
        decision: what was decided about it; for a file without a decision of its own that of the
            item it belongs to.
        inherited: whether it is that of the item.
        belongs_to: the items an attachment is a file of.
        files: the files of an item.
        copy: the redacted copy in use, of an attachment.
        unreviewed_flag: whether only the page of evidence says that it may help the defence.
        served: on whom and on which days it was served.
    """

    piece: Piece
    decision: Decision | None = None
    inherited: bool = False
    belongs_to: tuple[Item, ...] = ()
    files: tuple[Attachment, ...] = ()
    copy: Redaction | None = None
    served: tuple[tuple[Party, date], ...] = ()
    concerns: tuple[Concern, ...] = field(default=())

    @property
    def key(self) -> str:
        """Return the key of the piece."""
        return self.piece.key

    @property
    def use(self) -> str:
        """Return whether it is used, unused or undecided."""
        return self.decision.use if self.decision else ProofUse.UNDECIDED

    @property
    def exculpatory(self) -> bool | None:
        """Return whether it may help the defence, as a lawyer said or else the page of evidence."""
        if self.decision is not None and self.decision.exculpatory is not None:
            return self.decision.exculpatory
        items = [self.piece.item] if self.piece.item else self.belongs_to
        said = [item.helps_defence for item in items if item.helps_defence is not None]
        return any(said) if said else None

    @property
    def is_flag_unreviewed(self) -> bool:
        """Say whether only the page of evidence says that it may help the defence."""
        decided = self.decision is not None and self.decision.exculpatory is not None
        return not decided and self.exculpatory is not None

    @property
    def ground(self) -> str:
        """Return on what it is withheld; empty if it is not."""
        return self.decision.ground if self.decision else ""

    @property
    def version(self) -> int:
        """Return the version of its own decision; nought while there is none."""
        return self.decision.version if self.decision and not self.inherited else 0

    def material(self) -> Material:
        """Return it as the pure rooms take it."""
        decision = self.decision
        return Material(
            key=self.key,
            use=ProofUse(self.use),
            exculpatory=self.exculpatory,
            ground=self.ground,
            order=decision.order_reference if decision else "",
            reviewed=bool(decision and decision.reviewed_at),
            served=tuple((party.key, on) for party, on in self.served),
        )


def material_of(row: Any) -> Iterator[tuple[Piece, dict[str, Any]]]:
    """Yield the material of a service, with the part of the bundle each piece stands in."""
    for one in row.bundle.all_pieces:
        yield Piece(one.item, one.attachment), row.bundle.parts[one.part]
