"""What the ombudsman does: name a key, and follow each report to its end.

Each act is an entry of the log, of no case and no report: it tells that the ombudsman worked, and
not on what. Reasons are sealed to the box like the reports themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.integrity.box_files import BoxFileRefused, read_answer_file
from amends.integrity.complicity import Origin, Outcome, figures
from amends.integrity.parcels import Enclosed
from amends.integrity.sealed_boxes import SealRefused, read_office_half
from amends.office.complicity.channel_services import add_part, add_told, file_report
from amends.office.complicity.models import Box, PublishedFigures, SealedPart, SealedReport
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save

Kind = SealedPart.Kind


class Step(StrEnum):
    """What is done with a report."""

    ACKNOWLEDGE = "acknowledge"
    INQUIRE = "inquire"
    CLOSE = "close"
    REOPEN = "reopen"


def name_key(*, actor: Actor, holder: str, office_half: str, opened: Box | None = None) -> Box:
    """Open a box with the half of a key that seals; the one before is closed, and stays readable.

    Where a box is open already, whoever names another key has opened it: nobody turns reports to a
    key of their own by an account alone.

    Raises:
        ValidationError: it is no such half or was named before, or the box was not opened.
    """
    with writing(actor=actor, action=Action.KEEP_BOX):
        try:
            recipient, code_digest = read_office_half(office_half)
        except SealRefused:
            raise problem(
                "office_half", _("Paste the whole line that was printed when the key was made.")
            ) from None
        before = Box.objects.select_for_update().filter(closed_on=None).first()
        if before is not None and before != opened:
            raise problem("office_half", _("Open the box with its code first."))
        if Box.objects.filter(recipient=recipient).exists():
            raise problem("office_half", _("This key was named already."))
        today = timezone.localdate()
        if before is not None:
            before.closed_on = today
            save(before)
        box = Box(holder=holder, recipient=recipient, code_digest=code_digest, opened_on=today)
        save(box)
    return box


def enter_published(
    *, actor: Actor, box: Box, words: Mapping[str, object], files: Sequence[Enclosed]
) -> SealedReport:
    """Enter what was alleged in public, with where and when; it is sealed like a report.

    Raises:
        ValidationError: where or when it was published is missing.
    """
    with writing(actor=actor, action=Action.KEEP_BOX):
        for field in ("published_in", "published_on"):
            if not words.get(field):
                raise problem(field, _("Say where and when it was published."))
        return file_report(box, words, files)


def take_step(
    *,
    actor: Actor,
    report: SealedReport,
    step: str,
    reason: str = "",
    outcome: str = "",
) -> SealedReport:
    """Write down what was done with a report; its reason is sealed to the box.

    Raises:
        ValidationError: the step does not follow from where the report stands, or lacks its reason.
    """
    with writing(actor=actor, action=Action.KEEP_BOX):
        current = SealedReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        today = timezone.localdate()
        _check_step(current, step)
        if step != Step.ACKNOWLEDGE and not reason.strip():
            raise problem("reason", _("Say why, in a sentence. It is sealed."))
        if step == Step.ACKNOWLEDGE:
            current.acknowledged_on = today
        elif step == Step.INQUIRE:
            current.inquired_on = today
        elif step == Step.CLOSE:
            if outcome not in set(Outcome):
                raise problem("outcome", _("Choose where it ended."))
            current.outcome, current.closed_on = outcome, today
        else:
            current.outcome, current.closed_on = "", None
        save(current)
        if reason.strip():
            told = {"step": step, "outcome": outcome, "reason": reason.strip()}
            add_told(current, Kind.REASON, told)
    return current


def keep_answer(*, actor: Actor, report: SealedReport, content: bytes) -> SealedReport:
    """Keep an answer that was sealed where the key is, until its reader erases it.

    Raises:
        ValidationError: it is no answer, or one to another report.
    """
    with writing(actor=actor, action=Action.KEEP_BOX):
        reference, sealed = _answer_in(content)
        if reference != report.reference or report.origin == Origin.PUBLIC:
            raise problem("answer", _("This is the answer to another report."))
        add_part(report, Kind.ANSWER, sealed)
        current = SealedReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        current.answered_on = timezone.localdate()
        save(current)
    return current


def mark_taken(*, actor: Actor, parts: Sequence[SealedPart]) -> None:
    """Remember that sealed parts left for where the key is."""
    with writing(actor=actor, action=Action.KEEP_BOX):
        keys = [part.pk for part in parts]
        SealedPart.objects.filter(pk__in=keys, taken_on=None).update(taken_on=timezone.localdate())


def publish_figures(*, actor: Actor, box: Box, year: int) -> PublishedFigures:
    """Publish the counts of a year, anew if they were published before.

    Raises:
        ValidationError: the year is not over.
    """
    with writing(actor=actor, action=Action.KEEP_BOX) as entry:
        if year >= timezone.localdate().year:
            raise ValidationError(_("The figures of a year are published when it is over."))
        found = figures(year, [row.progress for row in SealedReport.objects.filter(box=box)])
        plain = {
            name: dict(counts) if isinstance(counts, Mapping) else counts
            for name, counts in vars(found).items()
        }
        published, _made = PublishedFigures.objects.update_or_create(
            year=year, defaults={"figures": plain, "published_on": timezone.localdate()}
        )
        entry.note(year=year)
    return published


def _check_step(report: SealedReport, step: str) -> None:
    """Refuse a step that was taken already, or that nothing leads to."""
    closed = bool(report.outcome)
    allowed = {
        Step.ACKNOWLEDGE: report.acknowledged_on is None and not closed,
        Step.INQUIRE: report.inquired_on is None and not closed,
        Step.CLOSE: not closed,
        Step.REOPEN: closed,
    }
    if not allowed.get(step, False):  # type: ignore[call-overload]  # a word from a form
        raise problem("step", _("This does not follow from where the report stands. Look again."))


def _answer_in(content: bytes) -> tuple[str, bytes]:
    """Return to which report an answer goes, and what is sealed of it.

    Raises:
        ValidationError: it is no answer.
    """
    try:
        return read_answer_file(content)
    except BoxFileRefused:
        raise problem(
            "answer",
            _("This is no answer. Make one from the opened report, on the ombudsman's machine."),
        ) from None
