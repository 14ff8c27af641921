"""What is bound of a set: the files of its material, redacted where they were, and things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from amends.office.disclosure.leaves import Leaf, natural
from amends.office.disclosure.models import Redaction
from amends.office.disclosure.pieces import FILE, STATEMENT, Line, Piece
from amends.office.disclosure.selectors import Schedule
from amends.office.evidence.models import Attachment


@dataclass(frozen=True)
class Gathered:
    """One thing to bind, the file it is read from, and the copy that this file is."""

    leaf: Leaf
    file: Attachment | None = None
    copy: Redaction | None = None


class NotToBeBound(Exception):
    """A piece of a set that may not be bound, or is not there any more."""

    def __init__(self, title: str) -> None:
        """Name it."""
        super().__init__(title)
        self.title = title


def gathered(found: Schedule, pieces: Sequence[Piece]) -> list[Gathered]:
    """Return what is bound of a set, each file once, with all material it stands for.

    Raises:
        NotToBeBound: a piece is withheld without a redacted copy, or is not in the case any more.
    """
    rows: dict[str, Gathered] = {}
    for piece in pieces:
        line = found.line(piece.key)
        if line is None:
            raise NotToBeBound(piece.title)
        for one in _parts_of(found, line):
            key = one.leaf.sha256 or one.leaf.keys[0]
            rows[key] = _together(rows[key], one) if key in rows else one
    return list(rows.values())


def ordered(rows: Sequence[Line]) -> list[Line]:
    """Return lines by their exhibit numbers, those without one behind, as they were entered."""
    return sorted(rows, key=lambda line: natural(_number(line)))


def _parts_of(found: Schedule, line: Line) -> Iterator[Gathered]:
    if line.piece.attachment is not None:
        yield _of_file(line, line.piece.attachment, line)
        return
    own = [found.line(f"{FILE}{file.pk}") for file in line.files]
    bound = [(file, at) for file, at in zip(line.files, own, strict=True) if at is not None]
    for file, at in bound:
        yield _of_file(line, file, at)
    if not bound:
        if line.ground:
            raise NotToBeBound(line.piece.title)
        yield Gathered(_leaf(line, line.piece.title, trouble="thing"))


def _of_file(line: Line, file: Attachment, at: Line) -> Gathered:
    """Return a file to bind: its redacted copy, if there is one in use."""
    if (line.ground or at.ground) and at.copy is None:
        raise NotToBeBound(at.piece.title)
    title = line.piece.title if line is at else f"{line.piece.title}: {file.title}"
    if at.copy is None:
        return Gathered(_leaf(line, title, file, also=at.key), file)
    leaf = _leaf(line, title, at.copy.result, also=at.key, redacted=True)
    return Gathered(leaf, at.copy.result, at.copy)


def _leaf(
    line: Line,
    title: str,
    file: Attachment | None = None,
    *,
    also: str = "",
    redacted: bool = False,
    trouble: str = "",
) -> Leaf:
    """Return what is bound of a line; who is served an item is served the statements in it."""
    said = (f"{STATEMENT}{row.key}" for row in line.statements)
    return Leaf(
        keys=tuple(dict.fromkeys(filter(None, (line.key, *said, also)))),
        title=title,
        number=_number(line),
        filename=file.filename if file else "",
        size=file.size if file else 0,
        sha256=file.sha256 if file else "",
        redacted=redacted,
        trouble=trouble,
    )


def _number(line: Line) -> str:
    return line.decision.exhibit_number if line.decision else ""


def _together(first: Gathered, second: Gathered) -> Gathered:
    keys = tuple(dict.fromkeys((*first.leaf.keys, *second.leaf.keys)))
    return replace(first, leaf=replace(first.leaf, keys=keys))
