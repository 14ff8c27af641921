"""What somebody without an account does: hand in a report, add to it, read and erase answers.

Nothing of it goes into the log, which would tell the hour; only the day is kept. What is handed in
is sealed before it is written.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.integrity.complicity import Origin
from amends.integrity.parcels import Enclosed, Told, packed
from amends.integrity.receipts import ALPHABET, Receipt, receipt_from
from amends.integrity.sealed_boxes import (
    ANSWER_LENGTH,
    NONCE_LENGTH,
    SealRefused,
    opened_answer,
    sealed,
)
from amends.office.complicity.models import Box, PublishedFigures, SealedPart, SealedReport
from amends.office.validation import problem

Kind = SealedPart.Kind
REFERENCE_GROUPS = 4
FILLER = bytes(NONCE_LENGTH + ANSWER_LENGTH + 20)


@dataclass(frozen=True)
class Answer:
    """An answer as its reader sees it."""

    number: int
    day: object
    text: str


@dataclass(frozen=True)
class Followed:
    """What a receipt leads to. ``known`` is false where no report has it."""

    known: bool
    acknowledged: bool = False
    answers: tuple[Answer, ...] = ()


def open_box() -> Box | None:
    """Return the box that is open; None while no ombudsman has named a key."""
    return Box.objects.filter(closed_on=None).first()


def published() -> list[PublishedFigures]:
    """Return what the ombudsman published; it is for everybody."""
    return list(PublishedFigures.objects.all())


def hand_in(words: Mapping[str, object], files: Sequence[Enclosed]) -> Receipt:
    """Seal a report to the ombudsman and return the receipt, which is kept nowhere.

    Raises:
        ValidationError: no box is open, or it is full.
    """
    receipt = receipt_from(secrets.token_hex(32))
    with transaction.atomic():
        file_report(_box_with_room(), words, files, receipt=receipt)
    return receipt


def file_report(
    box: Box,
    words: Mapping[str, object],
    files: Sequence[Enclosed],
    *,
    receipt: Receipt | None = None,
) -> SealedReport:
    """Write a sealed report down; one that was published has no receipt."""
    report = SealedReport.objects.create(
        box=box,
        reference=_new_reference(),
        origin=Origin.CHANNEL if receipt else Origin.PUBLIC,
        receipt_digest=receipt.digest if receipt else None,
        received_on=timezone.localdate(),
    )
    answer_key = receipt.answer_key.hex() if receipt else ""
    add_told(report, Kind.REPORT, words, files, answer_key=answer_key)
    return report


def add_more(receipt: Receipt, words: Mapping[str, object], files: Sequence[Enclosed]) -> None:
    """Seal something more to a report.

    Raises:
        ValidationError: no report has this receipt, or its box is full.
    """
    with transaction.atomic():
        report = _reported(receipt)
        if report is None:
            raise problem("receipt", _("No report has this receipt."))
        _check_room(report.box)
        add_told(report, Kind.MORE, words, files)


def follow(receipt: Receipt) -> Followed:
    """Return what became of a report, and what was answered.

    As much is read and opened where no report has the receipt, so that it takes as long.
    """
    report = _reported(receipt)
    sealed_answers = SealedPart.objects.filter(
        report=report.pk if report else None, kind=Kind.ANSWER
    )
    answers = tuple(_answers(list(sealed_answers), receipt, report.reference if report else ""))
    if report is None:
        return Followed(known=False)
    return Followed(True, acknowledged=report.acknowledged_on is not None, answers=answers)


def erase_answer(receipt: Receipt, number: int) -> None:
    """Erase an answer for good at the wish of whom it was written to."""
    SealedPart.objects.filter(
        report__receipt_digest=receipt.digest, kind=Kind.ANSWER, number=number
    ).delete()


def add_told(
    report: SealedReport,
    kind: str,
    words: Mapping[str, object],
    files: Sequence[Enclosed] = (),
    *,
    answer_key: str = "",
) -> None:
    """Seal something told to the box of its report, and write it down."""
    told = Told(kind, report.reference, words, tuple(files), answer_key)
    add_part(report, kind, sealed(packed(told), report.box.recipient))


def add_part(report: SealedReport, kind: str, content: bytes) -> None:
    """Write something sealed down as the next part of a report."""
    SealedReport.objects.select_for_update().get(pk=report.pk)
    last = report.parts.aggregate(last=Max("number"))["last"] or 0
    SealedPart.objects.create(
        report=report,
        number=last + 1,
        kind=kind,
        day=timezone.localdate(),
        content=content,
        size=len(content),
    )


def _answers(parts: list[SealedPart], receipt: Receipt, reference: str) -> list[Answer]:
    """Open the answers; what cannot be opened was written under another receipt, and is not ours.

    A piece of the right length is opened in any case: it takes as long as an answer does.
    """
    found = []
    for part in parts:
        try:
            text = opened_answer(bytes(part.content), receipt.answer_key, reference)
        except SealRefused:
            text = _("This answer could not be opened. Ask for it again.")
        found.append(Answer(part.number, part.day, text))
    if not found:
        _open_nothing(receipt)
    return found


def _open_nothing(receipt: Receipt) -> None:
    try:
        opened_answer(FILLER, receipt.answer_key, "")
    except SealRefused:
        return


def _reported(receipt: Receipt) -> SealedReport | None:
    rows = SealedReport.objects.select_related("box")
    return rows.filter(receipt_digest=receipt.digest).first()


def _box_with_room() -> Box:
    box = open_box()
    if box is None:
        raise problem("told", _("No ombudsman has opened this channel yet. Nothing was kept."))
    _check_room(box)
    return box


def _check_room(box: Box) -> None:
    """Refuse what would fill the disk: a flood of reports must not stop the office."""
    waiting = SealedPart.objects.filter(report__box=box, taken_on=None).exclude(kind=Kind.ANSWER)
    if (waiting.aggregate(size=Sum("size"))["size"] or 0) > settings.CHANNEL_LIMIT:
        raise problem(
            "told",
            _("The box is full until the ombudsman empties it. Nothing was kept. Write to them."),
        )


def _new_reference() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _number in range(2 * REFERENCE_GROUPS))
    return f"{letters[:REFERENCE_GROUPS]}-{letters[REFERENCE_GROUPS:]}"
