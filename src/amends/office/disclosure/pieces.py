"""Pieces of material: everything in a case that may have to be disclosed, each with its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from amends.office.desk.words import when_words
from amends.office.disclosure.models import Decision, Redaction
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.exhibits.words import kind_word
from amends.office.parties.models import Party
from amends.office.parties.naming_services import ACCUSED
from amends.office.statements.models import Statement
from amends.office.statements.words import recording_word
from amends.proof.disclosure import Concern, Material
from amends.proof.disclosure import Use as ProofUse
from amends.proof.withholding import grounds

ITEM, FILE, STATEMENT = "item-", "file-", "statement-"
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
    """An item of evidence, an attachment or a statement; exactly one of the three."""

    item: Item | None = None
    attachment: Attachment | None = None
    statement: Statement | None = None

    @classmethod
    def of(cls, row: Any) -> Piece:
        """Return the piece that a decision, an entry or a part of a bundle is about."""
        return cls(row.item, row.attachment, row.statement)

    @property
    def key(self) -> str:
        """Return what tells it from the others of its case."""
        if self.item is not None:
            return f"{ITEM}{self.item.key}"
        if self.statement is not None:
            return f"{STATEMENT}{self.statement.key}"
        return f"{FILE}{self.attachment.pk if self.attachment else ''}"

    @property
    def title(self) -> str:
        """Return what it is called, in words that may stand in a bundle."""
        if self.item is not None:
            return f"{self.item.key}: {kind_word(self.item.kind)}"
        if self.statement is not None:
            said = {"key": self.statement.key, "person": _speaker(self.statement.person)}
            return _("%(key)s: Statement of %(person)s") % said
        return self.attachment.title if self.attachment else ""

    @property
    def about(self) -> str:
        """Return what it is, in a few more words; of a statement never where or before whom."""
        if self.item is not None:
            return self.item.description
        if self.statement is not None:
            words = (when_words(self.statement.on), recording_word(self.statement.recorded))
            return " · ".join(filter(None, words))
        return self.attachment.filename if self.attachment else ""

    @property
    def is_removed(self) -> bool:
        """Say whether it was taken out of view, or whoever made the statement was."""
        if self.statement is not None and self.statement.person.removed_at is not None:
            return True
        row = self.item or self.attachment or self.statement
        return row is not None and row.removed_at is not None

    def fields(self) -> dict[str, Item | Attachment | Statement | None]:
        """Return it as rows that are about it name it."""
        return {"item": self.item, "attachment": self.attachment, "statement": self.statement}


def _speaker(person: Party) -> str:
    """Return who made a statement; whoever is not accused goes by the key alone."""
    return person.designation if person.capacity in ACCUSED else person.key


@dataclass(frozen=True)
class Line:
    """One piece of material in the schedule, with all that is known of its disclosure.

    Attributes:
        decision: what was decided about it; for a file or a statement without a decision of its own
            that of the item it belongs to or lies in.
        inherited: whether it is that of the item.
        withheld_by: what was decided about a statement in it, where that is withheld.
        belongs_to: the items an attachment is a file of, or the item a statement lies in.
        files: the files of an item, or of the item a statement lies in.
        statements: the statements that lie in an item.
        copy: the redacted copy in use, of an attachment.
        served: on whom and on which days it was served.
    """

    piece: Piece
    decision: Decision | None = None
    inherited: bool = False
    withheld_by: Decision | None = None
    belongs_to: tuple[Item, ...] = ()
    files: tuple[Attachment, ...] = ()
    statements: tuple[Statement, ...] = ()
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
    def withholding(self) -> Decision | None:
        """Return what was decided that withholds it: about itself, or about a statement in it."""
        if self.decision is not None and self.decision.ground:
            return self.decision
        return self.withheld_by

    @property
    def is_held_by_a_statement(self) -> bool:
        """Say whether it is withheld only because a statement that lies in it is."""
        return self.withholding is not None and self.withholding is self.withheld_by

    @property
    def ground(self) -> str:
        """Return on what it is withheld; empty if it is not."""
        return self.withholding.ground if self.withholding else ""

    @property
    def is_sensitive(self) -> bool:
        """Say whether it is listed apart: that it is there may itself do harm."""
        return self.ground in grounds() and grounds()[self.ground].sensitive

    @property
    def version(self) -> int:
        """Return the version of its own decision; nought while there is none."""
        return self.decision.version if self.decision and not self.inherited else 0

    def material(self) -> Material:
        """Return it as the pure rooms take it."""
        return Material(
            key=self.key,
            use=ProofUse(self.use),
            exculpatory=self.exculpatory,
            ground=self.ground,
            order=self.withholding.order_reference if self.withholding else "",
            reviewed=bool(self.decision and self.decision.reviewed_at),
            served=tuple((party.key, on) for party, on in self.served),
        )


def material_of(row: Any) -> Iterator[tuple[Piece, dict[str, Any]]]:
    """Yield the material of a service, with the part of the bundle each piece stands in."""
    for one in row.bundle.all_pieces:
        yield Piece.of(one), row.bundle.parts[one.part]
