"""What a case file holds of statements: propositions, statements, and recantations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from amends.casefile.values import (
    Day,
    FactStatus,
    Key,
    Name,
    Number,
    Remark,
    Short,
    Text,
)
from amends.proof.statements import Found, RetreatKind, Stance

Sentence = Annotated[str, Meta(max_length=500)]
KeyOrNone = Annotated[str, Meta(max_length=40)]


@dataclass(frozen=True, kw_only=True)
class PropositionEntry:
    """A short sentence that statements assert or deny, tied to what must be proved.

    Attributes:
        word: a word of the law for an act, a means or a purpose.
        count, party: the count and the party it is about, where it is about one.
    """

    key: Key
    text: Sentence
    element: Key
    word: KeyOrNone = ""
    count: Number | None = None
    party: KeyOrNone = ""


@dataclass(frozen=True, kw_only=True)
class PositionEntry:
    """What a statement says on one proposition; on every other one it is silent."""

    proposition: Key
    stance: Stance
    words: Remark = ""
    pages: Annotated[str, Meta(max_length=60)] = ""


@dataclass(frozen=True, kw_only=True)
class StatementEntry:
    """What one person said on one occasion.

    Attributes:
        control, paid_by, recorded: codes of ``data/evidence/statements.yaml``.
        item: the item of evidence it lies in.
    """

    key: Key
    person: Key
    on: Day = ""
    place: Name = ""
    interviewers: tuple[Name, ...] = ()
    interpreter: Name = ""
    interpreter_certified: bool | None = None
    language: Short = ""
    present: tuple[Name, ...] = ()
    control: KeyOrNone = ""
    control_of: KeyOrNone = ""
    counsel: Name = ""
    paid_by: KeyOrNone = ""
    warned: bool | None = None
    sworn: bool | None = None
    recorded: KeyOrNone = ""
    item: KeyOrNone = ""
    notes: Text = ""
    says: tuple[PositionEntry, ...] = ()
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class ExplanationEntry:
    """A possible explanation, with what was found for and against it."""

    code: Key
    speaks_for: Remark = ""
    speaks_against: Remark = ""
    found: Found = Found.OPEN
    item: KeyOrNone = ""


@dataclass(frozen=True, kw_only=True)
class RecantationEntry:
    """Somebody took back or changed what was said, or does not want to go on."""

    person: Key
    kind: RetreatKind
    on: Day = ""
    to_whom: Name = ""
    present: tuple[Name, ...] = ()
    control: KeyOrNone = ""
    control_of: KeyOrNone = ""
    paid_by: KeyOrNone = ""
    statement: KeyOrNone = ""
    words: Remark = ""
    notes: Text = ""
    explanations: tuple[ExplanationEntry, ...] = ()
