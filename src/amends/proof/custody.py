"""The chain of custody of an exhibit: every step from the seizure on, and every gap in it, named.

What a chain must show follows the common core of ISO/IEC 27037 (2012) and of the Berkeley Protocol
(2022), both from memory: who had the exhibit, when, where, under which authority, sealed how, and
that it did not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from amends.base.messages import Message
from amends.proof.kinds import Form

LONGEST_WAY = timedelta(hours=24)


class StepKind(StrEnum):
    """What happened to an exhibit."""

    SEIZED = "seized"
    TAKEN_OVER = "taken_over"
    ACQUIRED = "acquired"
    SEALED = "sealed"
    OPENED = "opened"
    HANDED_OVER = "handed_over"
    STORED = "stored"
    ANALYSED = "analysed"
    COPIED = "copied"
    VERIFIED = "verified"
    SHOWN = "shown"
    RETURNED = "returned"
    DISPOSED = "disposed"


BEGINNINGS = frozenset({StepKind.SEIZED, StepKind.TAKEN_OVER, StepKind.ACQUIRED})
ENDS = frozenset({StepKind.RETURNED, StepKind.DISPOSED})
INSIDE = frozenset({StepKind.ANALYSED, StepKind.COPIED})


@dataclass(frozen=True)
class LegalBasis:
    """The warrant, consent or statute under which an exhibit was taken, and when it was valid."""

    kind: str
    reference: str
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether it was valid on a day; an end that is not known excludes nothing."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class Step:
    """One step of custody.

    Attributes:
        at: when it began; for a hand-over when the exhibit left the one who gave it.
        until: when it ended; for a hand-over when the other one had it.
        by: who had the exhibit.
        to: who received it, for a hand-over.
        seal_before, seal_after: the numbers of the seal found on it and of the one put on.
        sha256: the digest that was found, for data.
        receipt: whether whoever received it signed for it.
    """

    kind: StepKind
    at: datetime
    by: str
    until: datetime | None = None
    to: str = ""
    place: str = ""
    purpose: str = ""
    seal_before: str = ""
    seal_after: str = ""
    sha256: str = ""
    receipt: bool = False

    @property
    def end(self) -> datetime:
        """Return when it was over."""
        return self.until or self.at


@dataclass(frozen=True)
class Exhibit:
    """What is kept: its form, the basis on which it was taken, and its steps in order."""

    key: str
    form: Form
    basis: LegalBasis | None
    steps: tuple[Step, ...]


class GapKind(StrEnum):
    """What is wrong with a chain."""

    NO_BEGINNING = "no_beginning"
    NO_BASIS = "no_basis"
    BASIS_NOT_VALID = "basis_not_valid"
    OUT_OF_ORDER = "out_of_order"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OTHER_CUSTODIAN = "other_custodian"
    NOBODY_RECEIVED = "nobody_received"
    NO_RECEIPT = "no_receipt"
    LONG_WAY = "long_way"
    OTHER_SEAL = "other_seal"
    SEAL_NOT_CHECKED = "seal_not_checked"
    NOT_SEALED = "not_sealed"
    WORKED_ON_UNOPENED = "worked_on_unopened"
    NO_DIGEST = "no_digest"
    OTHER_DIGEST = "other_digest"
    NO_PLACE = "no_place"
    AFTER_THE_END = "after_the_end"


@dataclass(frozen=True)
class CustodyGap:
    """One gap: where in the chain, what it is, and what to do about it.

    Attributes:
        step: the number of the step from 0; nothing for the chain as a whole.
    """

    kind: GapKind
    step: int | None
    said: Message
    remedy: Message


@dataclass(frozen=True)
class Held:
    """How an exhibit stands after some steps."""

    custodian: str
    seal: str = ""
    opened: bool = False
    sha256: str = ""
    last: datetime | None = None
    ended: bool = False


def gaps(exhibit: Exhibit) -> tuple[CustodyGap, ...]:
    """Return every gap in the chain of an exhibit, in the order of its steps."""
    if not exhibit.form.is_in_custody:
        return ()
    found = list(_at_the_beginning(exhibit))
    held: Held | None = None
    for number, step in enumerate(exhibit.steps):
        if held is not None:
            found += _between(held, step, number, exhibit.form)
        found += _within(step, number, exhibit.form)
        held = _after(held, step)
    return tuple(found)


def holder(steps: Sequence[Step]) -> str:
    """Return who has an exhibit after its steps; nobody if there are none or it is gone."""
    held: Held | None = None
    for step in steps:
        held = _after(held, step)
    return held.custodian if held and not held.ended else ""


def _at_the_beginning(exhibit: Exhibit) -> Iterator[CustodyGap]:
    first = exhibit.steps[0] if exhibit.steps else None
    if first is None or first.kind not in BEGINNINGS:
        yield CustodyGap(GapKind.NO_BEGINNING, None, NO_BEGINNING, RECORD_BEGINNING)
    if exhibit.basis is None:
        yield CustodyGap(GapKind.NO_BASIS, None, NO_BASIS, NAME_BASIS)
    elif first is not None and not exhibit.basis.covers(first.at.date()):
        named = {"basis": exhibit.basis.reference or exhibit.basis.kind, "day": first.at.date()}
        said = Message(BASIS_NOT_VALID.sentence, named)
        yield CustodyGap(GapKind.BASIS_NOT_VALID, 0, said, CHECK_BASIS)


def _between(held: Held, step: Step, number: int, form: Form) -> Iterator[CustodyGap]:
    """Yield what does not fit between how the exhibit stood and the next step."""
    if held.ended:
        yield CustodyGap(GapKind.AFTER_THE_END, number, AFTER_THE_END, CHECK_STEP)
    if held.last is not None and step.at < held.last:
        yield CustodyGap(GapKind.OUT_OF_ORDER, number, OUT_OF_ORDER, CHECK_TIMES)
    if step.by != held.custodian:
        named = {"by": step.by, "held": held.custodian}
        said = Message(OTHER_CUSTODIAN.sentence, named)
        remedy = Message(ASK_HAND_OVER.sentence, named)
        yield CustodyGap(GapKind.OTHER_CUSTODIAN, number, said, remedy)
    yield from _seals(held, step, number, form)
    if held.sha256 and step.sha256 and step.sha256 != held.sha256:
        yield CustodyGap(GapKind.OTHER_DIGEST, number, OTHER_DIGEST, COMPARE)


def _seals(held: Held, step: Step, number: int, form: Form) -> Iterator[CustodyGap]:
    if step.seal_before and step.seal_before != held.seal:
        named = {"found": step.seal_before, "put": held.seal}
        said = Message(OTHER_SEAL.sentence if held.seal else UNKNOWN_SEAL.sentence, named)
        yield CustodyGap(GapKind.OTHER_SEAL, number, said, EXPLAIN_SEAL)
    moved = step.kind is StepKind.HANDED_OVER
    if held.seal and not step.seal_before and (moved or step.kind is StepKind.OPENED):
        named = {"seal": held.seal}
        said = Message(SEAL_NOT_CHECKED.sentence, named)
        yield CustodyGap(GapKind.SEAL_NOT_CHECKED, number, said, READ_SEAL)
    if moved and not held.seal and form is Form.THING:
        yield CustodyGap(GapKind.NOT_SEALED, number, NOT_SEALED, SEAL_IT)
    if held.seal and step.kind in INSIDE and form is Form.THING:
        yield CustodyGap(GapKind.WORKED_ON_UNOPENED, number, WORKED_ON, RECORD_OPENING)


def _within(step: Step, number: int, form: Form) -> Iterator[CustodyGap]:
    """Yield what is wrong with a step in itself."""
    if step.end < step.at:
        yield CustodyGap(GapKind.ENDS_BEFORE_IT_BEGINS, number, BACKWARDS, CHECK_TIMES)
    if step.kind is StepKind.HANDED_OVER:
        yield from _hand_over(step, number)
    if step.kind is StepKind.STORED and not step.place:
        yield CustodyGap(GapKind.NO_PLACE, number, NO_PLACE, NAME_PLACE)
    if form is Form.DATA and step.kind is StepKind.ACQUIRED and not step.sha256:
        yield CustodyGap(GapKind.NO_DIGEST, number, NO_DIGEST, TAKE_DIGEST)


def _hand_over(step: Step, number: int) -> Iterator[CustodyGap]:
    if not step.to:
        yield CustodyGap(GapKind.NOBODY_RECEIVED, number, NOBODY_RECEIVED, NAME_RECEIVER)
    elif not step.receipt:
        named = {"to": step.to}
        said, remedy = Message(NO_RECEIPT.sentence, named), Message(ASK_RECEIPT.sentence, named)
        yield CustodyGap(GapKind.NO_RECEIPT, number, said, remedy)
    if step.end - step.at > LONGEST_WAY:
        hours = int((step.end - step.at).total_seconds() // 3600)
        said = Message(LONG_WAY.sentence, {"hours": hours})
        yield CustodyGap(GapKind.LONG_WAY, number, said, EXPLAIN_WAY)


def _after(held: Held | None, step: Step) -> Held:
    """Return how an exhibit stands after a step, as the step says."""
    now = replace(held, custodian=step.by) if held else Held(step.by)
    if step.kind is StepKind.HANDED_OVER and step.to:
        now = replace(now, custodian=step.to)
    if step.kind is StepKind.OPENED:
        now = replace(now, seal="", opened=True)
    if step.seal_after:
        now = replace(now, seal=step.seal_after, opened=False)
    if step.sha256 and not now.sha256:
        now = replace(now, sha256=step.sha256)
    return replace(now, last=step.end, ended=now.ended or step.kind in ENDS)


NO_BEGINNING = Message("The chain does not begin with how the exhibit was taken.")
RECORD_BEGINNING = Message("Record the seizure, the taking over or the acquisition.")
NO_BASIS = Message("It is not said on what legal basis it was taken.")
NAME_BASIS = Message("Name the warrant, the consent or the provision.")
BASIS_NOT_VALID = Message("%(basis)s was not valid on %(day)s, when it was taken.")
CHECK_BASIS = Message("Check both days; if they are right, ask whether another basis held.")
OUT_OF_ORDER = Message("This step lies before the one that stands before it.")
CHECK_TIMES = Message("Check the times of both, with their zone.")
BACKWARDS = Message("This step ends before it begins.")
OTHER_CUSTODIAN = Message("%(by)s acts, but %(held)s had it last.")
ASK_HAND_OVER = Message("Ask %(held)s and %(by)s when it passed between them, and record it.")
NOBODY_RECEIVED = Message("It is not said who received it.")
NAME_RECEIVER = Message("Name whoever received it.")
NO_RECEIPT = Message("%(to)s did not sign for it.")
ASK_RECEIPT = Message("Ask %(to)s for the receipt.")
LONG_WAY = Message("It was on the way for %(hours)d hours.")
EXPLAIN_WAY = Message("Record where it was kept meanwhile, and by whom.")
OTHER_SEAL = Message("Seal %(found)s was found, but %(put)s had been put on.")
UNKNOWN_SEAL = Message("Seal %(found)s was found, but none had been recorded.")
EXPLAIN_SEAL = Message("Ask whoever sealed and whoever opened it; record what they say.")
SEAL_NOT_CHECKED = Message("It is not said whether seal %(seal)s was whole.")
READ_SEAL = Message("Record the number of the seal that was found.")
NOT_SEALED = Message("It was handed over without a seal.")
SEAL_IT = Message("Record the seal, or who can say that nobody touched it.")
WORKED_ON = Message("It was worked on while it was sealed.")
RECORD_OPENING = Message("Record who opened it, and the new seal afterwards.")
NO_DIGEST = Message("No digest was taken of the data.")
TAKE_DIGEST = Message("Take the SHA-256 of the evidentiary copy now, and say who can vouch for it.")
OTHER_DIGEST = Message("The digest is not the one that was taken first: the data changed.")
COMPARE = Message("Compare with the evidentiary copy; do not rely on this one.")
NO_PLACE = Message("It is not said where it was stored.")
NAME_PLACE = Message("Name the place and its condition.")
AFTER_THE_END = Message("It had been returned or disposed of before.")
CHECK_STEP = Message("Check which of the steps is wrong.")
