"""What must not be overlooked, and what changed since somebody looked, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.base.messages import Message
from amends.law.alerts import Alert, AlertKind
from amends.law.library import statutes
from amends.law.recharging import FoundCount
from amends.law.triage import Lead
from amends.network.roles import roles
from amends.office.charging.counts import CaseCharging
from amends.office.charging.words import ALERTS, CAME, DIFFERENCES, DIRECTIONS, WENT, StateTag
from amends.office.desk.words import listed
from amends.office.parties.models import Party
from amends.office.validation import translated

Words = str | Promise


@dataclass(frozen=True)
class AlertRow:
    """One alert, whom it is about, why it is raised, and whether somebody is without a count."""

    tag: StateTag
    about: Party | None
    said: str
    lacks_count: bool


@dataclass(frozen=True)
class ChangeRow:
    """A count that came, went or is other since somebody last looked."""

    citation: str
    people: str
    tag: StateTag


def alert_rows(found: CaseCharging, alerts: Iterable[Alert]) -> Iterator[AlertRow]:
    """Yield alerts."""
    for alert in alerts:
        about = found.parties.get(alert.about)
        said = translated(_by_designation(found, alert.said))
        lacks_count = alert.kind is AlertKind.NOBODY_CHARGED_FOR
        yield AlertRow(ALERTS[alert.kind], about, said, lacks_count)


def _by_designation(found: CaseCharging, said: Message) -> Message:
    """Return a message in which parties and their roles stand as they are called."""
    parts = {role.label for role in roles().values()}

    def called(value: str) -> str:
        if value in found.parties:
            return found.parties[value].designation
        return _(value) if value in parts else value

    named = {name: called(value) for name, value in said.values.items() if isinstance(value, str)}
    return Message(said.sentence, {**said.values, **named})


def lead_rows(found: CaseCharging, leads: Iterable[Lead]) -> list[tuple[Words, str, str]]:
    """Return the directions the facts point in, each once with everybody it is about."""
    about: dict[tuple[Words, str], list[str]] = {}
    for lead in leads:
        words = DIRECTIONS[lead.form], translated(lead.said)
        about.setdefault(words, []).append(found.parties[lead.by].designation)
    return [(form, said, listed(dict.fromkeys(who))) for (form, said), who in about.items()]


def since_seen_rows(found: CaseCharging) -> Iterator[ChangeRow]:
    """Yield what changed since somebody last looked: what came, what went, what is other."""
    since = found.since_seen
    if since is None:
        return
    for count in since.came:
        yield _change_row(found, count, CAME)
    for count in since.went:
        yield _change_row(found, count, WENT)
    for changed in since.changed:
        words = listed(str(DIFFERENCES[name]) for name in changed.differences)
        yield _change_row(found, changed.after, StateTag(words, "info", "≠"))


def _change_row(found: CaseCharging, count: FoundCount, tag: StateTag) -> ChangeRow:
    key, _dot, offence = count.offence.partition(".")
    statute = statutes().get(key)
    held = statute.offence(offence) if statute else None
    citation = held.citation if held else count.offence
    named = {"who": _called(found, count.by), "whom": _called(found, count.victim)}
    return ChangeRow(citation, _("%(who)s, concerning %(whom)s") % named, tag)


def _called(found: CaseCharging, key: str) -> str:
    """Return what a party is called, in its own direction; its key if it is not in view."""
    party = found.parties.get(key)
    return listed([party.designation if party else key])
