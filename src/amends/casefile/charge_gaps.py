"""What counts, verdicts and dates lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from amends.base.dates import When
from amends.base.messages import Message
from amends.casefile.gap import OVER, Gap, name_of
from amends.casefile.model import CaseFile
from amends.court.clocks import Clock, ClockState
from amends.court.progress import Progress
from amends.court.stages import Stage

JUDGED = frozenset({Stage.SENTENCING, Stage.APPEAL, Stage.FINAL})
VERDICTS = frozenset({"VERDICT_CONVICTED", "VERDICT_ACQUITTED"})


def undated_conduct(casefile: CaseFile) -> Iterator[Gap]:
    """Yield the counts that do not say when the conduct took place."""
    undated = [str(count.number) for count in casefile.counts if not count.conduct_from]
    if undated:
        yield Gap(
            Message(
                "Counts that do not say when the conduct took place: %(counts)s",
                {"counts": ", ".join(undated)},
            ),
            Message("The version of the law in force, limitation and age depend on it"),
            Message("Fix the period from the statements and documents"),
            "prosecutor",
        )


def unended_counts(casefile: CaseFile, now: Mapping[str, Progress]) -> Iterator[Gap]:
    """Yield the counts without an outcome for a defendant who has been judged."""
    ended = {(outcome.count, outcome.defendant) for outcome in casefile.outcomes}
    for count in casefile.counts:
        for key in count.defendants:
            judged = key in now and now[key].stage in JUDGED
            if judged and (count.number, key) not in ended:
                yield Gap(
                    Message(
                        "No outcome is recorded for %(party)s on count %(count)d",
                        {"party": name_of(casefile, key), "count": count.number},
                    ),
                    Message("A defendant's record and the statistics rest on each count"),
                    Message("Enter the verdict of this count from the judgment"),
                    "registrar",
                )


def missing_verdicts(casefile: CaseFile, now: Mapping[str, Progress]) -> Iterator[Gap]:
    """Yield the defendants who are past judgment without a verdict in the timeline."""
    verdicts = [event for event in casefile.events if event.code in VERDICTS]
    for key, progress_now in now.items():
        judged = progress_now.stage in JUDGED and progress_now.standing not in OVER
        if judged and not any(not v.parties or key in v.parties for v in verdicts):
            yield Gap(
                Message(
                    "The timeline holds no verdict on %(party)s",
                    {"party": name_of(casefile, key)},
                ),
                Message("How long the trial took and whom to tell of it follow from the verdict"),
                Message("Enter the verdict with its day from the judgment"),
                "registrar",
            )


def no_date_ahead(casefile: CaseFile, now: Mapping[str, Progress], today: date) -> Iterator[Gap]:
    """Yield the defendants before the court for whom no date lies ahead."""
    if any(When.parse(event.on).last >= today for event in casefile.events):
        return
    for key, progress_now in now.items():
        ended = progress_now.stage is Stage.FINAL or progress_now.standing in OVER
        if progress_now.stage.has_reached_court and not ended:
            yield Gap(
                Message(
                    "No date lies ahead for %(party)s, whose case is before the court",
                    {"party": name_of(casefile, key)},
                ),
                Message("A case without a next date is a case nobody works on"),
                Message("Ask the court for a date"),
                "prosecutor",
            )


def late_clocks(running: tuple[Clock, ...]) -> Iterator[Gap]:
    """Yield the clocks that have run out or were not kept."""
    for clock in running:
        if clock.state in {ClockState.OVERDUE, ClockState.MISSED}:
            about = f" ({clock.party})" if clock.party else ""
            yield Gap(
                Message(
                    "%(clock)s%(about)s was due on %(due)s",
                    {"clock": Message(clock.rule.label), "about": about, "due": clock.due},
                ),
                Message(clock.rule.consequence),
                Message("Do it now, or record what happened"),
                clock.rule.whose,
            )
