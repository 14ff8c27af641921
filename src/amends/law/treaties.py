"""What treaties, standards and model texts ask of a law, and which rule of the audit asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from amends.base.messages import Message
from amends.base.package_data import names, read_text
from amends.base.problems import Wrong, one_of, shown
from amends.law.audit_rules import audit_rules
from amends.law.cells import Key, LawSource, Line
from amends.law.reading import read_as
from amends.law.source_checks import wrong_days_read

FOLDER = "treaties"


class InstrumentKind(StrEnum):
    """What an instrument is, and with it how far it binds."""

    TREATY = "treaty"
    STANDARD = "standard"
    MODEL = "model"


class Nature(StrEnum):
    """How far an obligation binds."""

    PURPOSE = "purpose"
    DEFINITION = "definition"
    RULE = "rule"
    SCOPE = "scope"
    MANDATORY = "mandatory"
    QUALIFIED = "qualified"
    ENDEAVOUR = "endeavour"
    OPTIONAL = "optional"
    INTERPRETIVE = "interpretive"
    STANDARD = "standard"
    INDICATOR = "indicator"
    STRUCTURE = "structure"


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """What one article asks, in our words.

    Attributes:
        source: a key of the instrument's ``sources``.
        rules: codes of the audit's rules that ask for it.
    """

    article: Line
    duty: Line
    nature: Nature
    source: Key
    rules: tuple[Key, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A treaty, a standard or a model text."""

    key: Key
    title: Line
    short: Line
    kind: InstrumentKind
    in_force_from: date | None = None
    sources: dict[Key, LawSource]
    obligations: tuple[Obligation, ...]


def read_instrument(content: str, *, name: str = "instrument") -> Instrument:
    """Read the file of an instrument.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(Instrument, content, name=name, checks=_wrong)


@cache
def instruments() -> dict[str, Instrument]:
    """Return every instrument shipped, by key."""
    found = [read_instrument(read_text(f"{FOLDER}/{n}"), name=n) for n in names(FOLDER)]
    return {instrument.key: instrument for instrument in found}


def asked_by(rule: str) -> Iterator[tuple[Instrument, Obligation]]:
    """Yield every obligation that a rule of the audit asks for."""
    for instrument in instruments().values():
        for obligation in instrument.obligations:
            if rule in obligation.rules:
                yield instrument, obligation


def _wrong(instrument: Instrument) -> list[Wrong]:
    obligations = enumerate(instrument.obligations)
    found = [wrong for n, o in obligations for wrong in _one(n, o, instrument)]
    return [*wrong_days_read(instrument.sources), *found]


def _one(number: int, obligation: Obligation, instrument: Instrument) -> Iterator[Wrong]:
    path = f"$.obligations[{number}]"
    if obligation.source not in instrument.sources:
        message = Message("There is no source %(given)s.", {"given": shown(obligation.source)})
        yield Wrong(f"{path}.source", message, one_of(obligation.source, instrument.sources))
    for rule in obligation.rules:
        if rule not in audit_rules():
            message = Message("There is no rule %(given)s.", {"given": shown(rule)})
            yield Wrong(f"{path}.rules", message, one_of(rule, audit_rules()))
