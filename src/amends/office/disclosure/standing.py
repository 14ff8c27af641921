"""How the pieces of a case stand to each other: what lies in what, and which decision counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from amends.office.disclosure.models import Decision, Redaction
from amends.office.disclosure.pieces import ITEM, STATEMENT, Line, Piece
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.statements.models import Statement

Served = Mapping[str, tuple[tuple[Party, date], ...]]


@dataclass(frozen=True)
class Known:
    """What is known of the pieces of a case, read once for all of them."""

    decisions: Mapping[str, Decision]
    items_of: Mapping[int, tuple[Item, ...]]
    files_of: Mapping[int, tuple[Attachment, ...]]
    statements_in: Mapping[int, tuple[Statement, ...]]
    copies: Mapping[int, Redaction]
    served: Served

    def line(self, piece: Piece) -> Line:
        """Return a piece with all that is known of it."""
        if piece.item is not None:
            return self._of_item(piece, piece.item)
        item = piece.statement.item if piece.statement else None
        pk = piece.attachment.pk if piece.attachment else 0
        belongs_to = self.items_of.get(pk, ()) if item is None else (item,)
        own = self.decisions.get(piece.key)
        above = _strictest(self._above(piece, belongs_to))
        return Line(
            piece,
            own or above,
            inherited=own is None and above is not None,
            belongs_to=belongs_to,
            files=self.files_of.get(item.pk, ()) if item else (),
            copy=self.copies.get(pk),
            served=self.served.get(piece.key, ()),
        )

    def _of_item(self, piece: Piece, item: Item) -> Line:
        return Line(
            piece,
            self.decisions.get(piece.key),
            withheld_by=next((row for row in self._on_statements_in(item) if row.ground), None),
            files=self.files_of.get(item.pk, ()),
            statements=self.statements_in.get(item.pk, ()),
            served=self.served.get(piece.key, ()),
        )

    def _above(self, piece: Piece, belongs_to: Iterable[Item]) -> Iterator[Decision]:
        """Yield what was decided about the items of a piece, and about statements in its files."""
        for item in belongs_to:
            decided = self.decisions.get(f"{ITEM}{item.key}")
            if decided is not None:
                yield decided
            if piece.attachment is not None:
                yield from (row for row in self._on_statements_in(item) if row.ground)

    def _on_statements_in(self, item: Item) -> list[Decision]:
        keys = [f"{STATEMENT}{row.key}" for row in self.statements_in.get(item.pk, ())]
        return [self.decisions[key] for key in keys if key in self.decisions]


def _strictest(decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision that counts for what lies in several: one that withholds, if any."""
    rows = list(decisions)
    return next((row for row in rows if row.ground), next(iter(rows), None))
