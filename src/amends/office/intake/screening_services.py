"""Writes on what a report may be about: asking the indicators, and deciding the triage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.texts import wrong_texts
from amends.intake.screening import IndicatorAnswer, indicators, sorts
from amends.intake.sorting import FORMS
from amends.law.facts import Moved, ReportedAs
from amends.law.terms import Vocabulary, terms
from amends.office.intake import standing_services
from amends.office.intake.models import Report, Screening, TriageDecision
from amends.office.intake.register_models import Undoable
from amends.office.intake.standing_services import account_of, last_screening
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save, translated

WORDS = {
    "acts": Vocabulary.ACTS,
    "means": Vocabulary.MEANS,
    "ends": Vocabulary.ENDS,
    "occurred": Vocabulary.ENDS,
}
LONGEST_NOTE = 1_000


def screen_report(
    *,
    actor: Actor,
    report: Report,
    sort: str,
    answers: Mapping[str, str],
    notes: Mapping[str, str] | None = None,
    moved: str = Moved.NOT,
    reported_as: str = ReportedAs.OTHER,
    paid_for_journey: bool = False,
    **words: Iterable[str],
) -> Screening:
    """Record how the indicators are answered, as often as they are asked again.

    What is not answered is not known. ``words`` are the acts, means and ends that are stated.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.SCREEN_REPORT, report=report, what="screened"
    ) as entry:
        if sort not in sorts():
            raise problem("sort", _("Choose the sort of exploitation."))
        row = Screening(
            report=report,
            by=account_of(actor),
            sort=sort,
            answers=_checked_answers(answers),
            notes=_checked_notes(notes or {}),
            moved=moved,
            reported_as=reported_as,
            paid_for_journey=paid_for_journey,
        )
        for name, codes in words.items():
            setattr(row, name, _known_words(name, codes))
        save(row)
        entry.note(kind=sort, pk=row.pk)
    return row


def decide_triage(
    *,
    actor: Actor,
    report: Report,
    form: str,
    reason: str,
    screen_again_on: date | None = None,
) -> TriageDecision:
    """Decide what a report is about, with reasons and, if need be, a day to screen it again.

    Raises:
        ValidationError: it was not screened, or by field, what is wrong.
    """
    with standing_services.working_on(
        actor=actor, action=Action.DECIDE_REPORT, report=report, what="triaged"
    ) as entry:
        if last_screening(report) is None:
            raise problem("form", _("Screen the report first: the indicators come before it."))
        if form not in FORMS:
            raise problem("form", _("Choose what the report is about."))
        if not reason.strip():
            raise problem("reason", _("Say why: what the decision rests on."))
        if screen_again_on is not None and screen_again_on < timezone.localdate():
            raise problem("screen_again_on", _("This day is over. Give a day to come."))
        row = TriageDecision(
            report=report,
            by=account_of(actor),
            form=form,
            reason=reason,
            screen_again_on=screen_again_on,
        )
        save(row)
        entry.note(kind=form, pk=row.pk)
    return row


def undo_screening(*, actor: Actor, screening: Screening) -> Screening:
    """Undo a screening that was recorded by mistake. It stays in the history.

    Raises:
        ValidationError: it is undone already.
    """
    _undo(actor, Action.SCREEN_REPORT, screening)
    return screening


def undo_triage(*, actor: Actor, triage: TriageDecision) -> TriageDecision:
    """Undo a triage; the one before it stands again. It stays in the history.

    Raises:
        ValidationError: it is undone already.
    """
    _undo(actor, Action.DECIDE_REPORT, triage)
    return triage


def mark_undone(row: Undoable, *, by: Actor) -> None:
    """Write on a row of a report or a recruiter that it was undone, and by whom.

    Raises:
        ValidationError: it is undone already.
    """
    row.refresh_from_db(from_queryset=type(row)._base_manager.all())
    if row.undone_at is not None:
        raise problem("undo", _("This is undone already."))
    row.undone_at, row.undone_by = timezone.now(), account_of(by)
    row.save(update_fields=["undone_at", "undone_by"])


def _undo(actor: Actor, action: Action, row: Screening | TriageDecision) -> None:
    with standing_services.working_on(
        actor=actor, action=action, report=row.report, what="undone"
    ) as entry:
        mark_undone(row, by=actor)
        entry.note(kind=row._meta.model_name, pk=row.pk)


def _checked_answers(answers: Mapping[str, str]) -> dict[str, str]:
    for code, answer in answers.items():
        if code not in indicators() or answer not in set(IndicatorAnswer):
            raise problem("answers", _("Answer the indicators with yes, no or not known."))
    return {code: answers.get(code, IndicatorAnswer.UNKNOWN) for code in indicators()}


def _checked_notes(notes: Mapping[str, str]) -> dict[str, str]:
    for code, text in notes.items():
        if code not in indicators():
            raise problem("notes", _("Write notes beside indicators that are asked."))
        if len(text) > LONGEST_NOTE:
            raise problem("notes", _("Shorten the note: it has more than 1,000 characters."))
        for wrong in wrong_texts(text.replace("\r\n", "\n")):
            raise problem("notes", translated(wrong.message))
    return {code: text.strip() for code, text in notes.items() if text.strip()}


def _known_words(name: str, codes: Iterable[str]) -> list[str]:
    known = terms(WORDS[name])
    for code in codes:
        if code not in known:
            raise problem(name, _("Choose from the words offered."))
    return list(dict.fromkeys(codes))
