"""Offences that took the place of others: those must be held, older, and in no circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from amends.base.dates import When
from amends.base.documents import fields_of
from amends.base.messages import Message
from amends.base.problems import Wrong, one_of, placed, shown
from amends.law.cells import Cell
from amends.law.reading import FORM, StatuteError, read
from amends.law.statute import Offence, Statute

Statutes = Mapping[str, Statute]
NAME_THE_OLDER = Message("Name the older offence, or leave it out.")


def read_beside(
    content: str, others: Statutes, *, name: str = "statute", today: date | None = None
) -> Statute:
    """Read a statute file that stands beside others, and check what it replaces among them.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    statute = read(content, name=name, today=today)
    refuse_wrong_replacements(content, statute, {**others, statute.key: statute}, name=name)
    return statute


def refuse_wrong_replacements(
    content: str, statute: Statute, among: Statutes, *, name: str
) -> None:
    """Refuse the file of a statute that replaces what is not there.

    Raises:
        StatuteError: every replacement that is wrong, with its line.
    """
    found = list(wrong_replacements(statute, among))
    if found:
        lines = fields_of(content, FORM, name=name).lines
        raise StatuteError(name, placed(found, lines))


def wrong_replacements(statute: Statute, among: Statutes) -> Iterator[Wrong]:
    """Yield the offences of a statute that replace what is not held, or not older, among some."""
    for index, offence in enumerate(statute.offences):
        if offence.replaces:
            yield from _wrong(f"$.offences[{index}].replaces", statute, offence, among)


def named_in_vain(statute: Statute, among: Statutes) -> Iterator[tuple[str, str]]:
    """Yield the offences that others replace and a statute does not hold: theirs, and the other."""
    for other in among.values():
        for offence in other.offences:
            key, _dot, replaced = offence.replaces.partition(".")
            if key == statute.key and statute.offence(replaced) is None:
                yield replaced, f"{other.key}.{offence.key}"


def _wrong(path: str, statute: Statute, offence: Offence, among: Statutes) -> Iterator[Wrong]:
    key, _dot, replaced = offence.replaces.partition(".")
    law = among.get(key)
    if law is None:
        message = Message("There is no law %(key)s.", {"key": shown(key)})
        yield Wrong(path, message, one_of(key, among))
        return
    older = law.offence(replaced)
    if older is None:
        message = Message("There is no offence %(given)s.", {"given": shown(replaced)})
        yield Wrong(path, message, one_of(replaced, [each.key for each in law.offences]))
    elif law.country != statute.country:
        named = {"law": shown(law.short), "country": law.country}
        message = Message("%(law)s is a law of another country: %(country)s.", named)
        yield Wrong(path, message, NAME_THE_OLDER)
    elif _comes_back(f"{statute.key}.{offence.key}", offence.replaces, among):
        message = Message("The offence takes its own place in the end.")
        yield Wrong(path, message, NAME_THE_OLDER)
    else:
        yield from _not_later(path, _begun(statute, offence), _begun(law, older))


def _not_later(path: str, begun: date | None, older: date | None) -> Iterator[Wrong]:
    if begun and older and begun <= older:
        days = {"begun": begun, "older": older}
        message = Message("It began on %(begun)s, and what it replaces on %(older)s.", days)
        yield Wrong(path, message, Message("Correct a commencement, or name the older offence."))


def _comes_back(start: str, name: str, among: Statutes) -> bool:
    """Say whether one comes back to an offence by way of what each replaces."""
    seen = set()
    while name and name not in seen:
        if name == start:
            return True
        seen.add(name)
        key, _dot, offence = name.partition(".")
        held = among[key].offence(offence) if key in among else None
        name = held.replaces if held else ""
    return False


def _begun(statute: Statute, offence: Offence) -> date | None:
    """Return the first day of an offence, that of its law if it has none; nothing if not sure."""
    return _first(offence.commencement or statute.commencement)


def _first(cell: Cell) -> date | None:
    days = {When.parse(r.value).first for r in cell if isinstance(r.value, str)}
    return days.pop() if len(days) == 1 else None
