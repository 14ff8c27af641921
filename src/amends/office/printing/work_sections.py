"""The sections on what happened and what is to be done: timeline, clocks, tasks, people, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amends.base.messages import Message
from amends.court.clocks import Clock, ClockState
from amends.court.events import event_types
from amends.office.declared_fields import stated
from amends.office.desk.words import SIDES, event_word, listed, value_words, when_words
from amends.office.policy import Layer
from amends.office.printing.documents import Item, Section, Words
from amends.office.printing.selectors import CaseOnPaper
from amends.office.printing.wording import (
    established,
    listing,
    marked,
    nothing,
    paragraphs,
    table,
    word,
)
from amends.office.tasks.models import Task, TaskKind
from amends.office.timeline.models import TimelineEvent
from amends.office.validation import translated

AHEAD = timedelta(days=90)
MOST_EVENTS = 2_000
STATES = {
    ClockState.RUNNING: gettext_lazy("running"),
    ClockState.SUSPENDED: gettext_lazy("suspended"),
    ClockState.OVERDUE: gettext_lazy("overdue"),
    ClockState.MET: gettext_lazy("met"),
    ClockState.MISSED: gettext_lazy("missed"),
}


def clocks(paper: CaseOnPaper) -> Section:
    """List the time limits, each with its last day and how that was computed."""
    called = {party.key: party.designation for party in paper.parties}
    items = [Item(_clock_line(clock, called), tuple(_steps(clock))) for clock in paper.clocks]
    return listing(_("Clocks"), items)


def timeline(paper: CaseOnPaper) -> Section:
    """List the events that stand, in the order in which they happened; the latest if too many."""
    rows = [
        (when_words(event.on), _event_line(event), _about(event, paper), _told(event))
        for event in paper.events[-MOST_EVENTS:]
    ]
    head = (_("When"), _("Event"), _("About"), _("What is known"))
    listed = table(_("Timeline"), head, rows, (2, 3, 2, 5))
    if len(paper.events) <= MOST_EVENTS:
        return listed
    bound = _("Of %(all)d events the latest %(most)d are printed. The timeline shows all.") % {
        "all": len(paper.events),
        "most": MOST_EVENTS,
    }
    return Section(listed.title, (Words((bound,)), *listed.parts))


def open_tasks(paper: CaseOnPaper) -> Section:
    """List what is still to be done, by when and by whom."""
    rows = [
        (date_format(task.due), _task_line(task, paper.today), task.owner.name)
        for task in paper.tasks
    ]
    head = (_("Due"), _("What must be done"), _("Owner"))
    return table(_("Open tasks and directions"), head, rows, (2, 5, 2))


def people(paper: CaseOnPaper) -> Section:
    """List who works on the case."""
    rows = [
        (
            assignment.user.name,
            assignment.user.role_label,
            assignment.get_kind_display(),
            date_format(assignment.since),
        )
        for assignment in paper.people
    ]
    head = (_("Name"), _("Account role"), _("Part"), _("Since"))
    return table(_("People working on the case"), head, rows, (3, 3, 2, 2))


def gaps(paper: CaseOnPaper) -> Section:
    """List what the record still lacks, with the next step and who takes it."""
    rows = [
        (
            translated(gap.what),
            translated(gap.why),
            translated(gap.next_step),
            word(SIDES, gap.who),
        )
        for gap in paper.gaps
    ]
    head = (_("What is missing"), _("Why it matters"), _("Next step"), _("Who"))
    return table(_("What the record still lacks"), head, rows, (3, 3, 3, 2))


def hand_overs(paper: CaseOnPaper) -> Section:
    """Give the hand-over notes, the latest first."""
    parts: list[Words] = []
    for record in paper.hand_overs:
        line = _("%(day)s: %(before)s to %(now)s") % {
            "day": date_format(record.on),
            "before": record.from_user.name,
            "now": record.to_user.name,
        }
        parts += [Words((line,)), *paragraphs(record.note)]
    return Section(_("Hand-over notes"), tuple(parts) or (nothing(),))


def coming_dates(paper: CaseOnPaper) -> Section:
    """List what is overdue and what falls in the next three months, by date."""
    rows = [
        (date_format(day), what)
        for day, what in sorted(_dates(paper))
        if day <= paper.today + AHEAD
    ]
    return table(_("Coming dates"), (_("Day"), _("What")), rows, (2, 7))


def _dates(paper: CaseOnPaper) -> Iterator[tuple[date, str]]:
    called = {party.key: party.designation for party in paper.parties}
    for event in paper.events:
        if event.first_day >= paper.today:
            yield event.first_day, _event_line(event)
    for task in paper.tasks:
        yield task.due, _task_line(task, paper.today)
    for clock in paper.clocks:
        if clock.state in {ClockState.RUNNING, ClockState.OVERDUE}:
            yield (
                clock.due,
                _("Last day of a clock: %(clock)s") % {"clock": _clock_line(clock, called)},
            )


def _clock_line(clock: Clock, called: Mapping[str, str]) -> str:
    """Return which limit it is and for whom, its last day, how it stands, and if unverified."""
    who = called.get(clock.party or "", "")
    line = _(clock.rule.label) + (f" ({who})" if who else "")
    due = _("%(clock)s: last day %(due)s") % {"clock": line, "due": date_format(clock.due)}
    unverified = "" if clock.rule.source.status.is_verified else _("unverified law")
    return marked(due, str(STATES.get(clock.state, clock.state)), unverified)


def _steps(clock: Clock) -> Iterator[str]:
    if clock.days_left is not None and clock.days_left >= 0:
        yield ngettext("%(days)d day left", "%(days)d days left", clock.days_left) % {
            "days": clock.days_left
        }
    computed = "; ".join(map(_step_line, clock.computed))
    yield _("How computed: %(steps)s") % {"steps": computed}
    yield _("If missed: %(consequence)s") % {"consequence": _(clock.rule.consequence)}


def _step_line(step: Message) -> str:
    """Return one step of a computation in the reader's language, with labels in place of codes."""
    values = {name: value_words(value) for name, value in step.values.items()}
    return translated(Message(step.sentence, values))


def _event_line(event: TimelineEvent) -> str:
    return established(event_word(event.code), event.status)


def _about(event: TimelineEvent, paper: CaseOnPaper) -> str:
    if Layer.PARTIES not in paper.layers:
        return ""
    links = event.about  # type: ignore[attr-defined]  # prefetched by the selector
    return listed(link.party.designation for link in links)


def _told(event: TimelineEvent) -> str:
    kind = event_types().get(event.code)
    declared = kind.fields if kind else ()
    details = [f"{one.label}: {one.value}" for one in stated(declared, event.details)]
    source = _("Source: %(source)s") % {"source": event.source} if event.source else ""
    return "\n".join(line for line in [event.text, *details, source] if line)


def _task_line(task: Task, today: date) -> str:
    direction = _("direction") if task.kind == TaskKind.DIRECTION else ""
    return marked(task.title, direction, _("overdue") if task.due < today else "")
