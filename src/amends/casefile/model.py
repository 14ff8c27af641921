"""What a case file holds, and how much. Dates are text as in ``When``, sums as in ``Amount``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from amends.casefile.kept import AttachmentEntry, CustodyEntry, DecisionEntry, TaskEntry
from amends.casefile.said import PropositionEntry, RecantationEntry, StatementEntry
from amends.casefile.values import (
    Age,
    Country,
    Day,
    FactStatus,
    Key,
    Law,
    Line,
    Name,
    Number,
    Remark,
    Short,
    Text,
    Writing,
)
from amends.law.facts import Conduct, ReportedAs
from amends.law.screen import Finding, PersonKind
from amends.law.terms import Mode
from amends.network.roles import Capacity


class Verdict(StrEnum):
    """How a count ended for one defendant."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, kw_only=True)
class ScreenEntry:
    """A non-punishment screen: was this person made to offend?"""

    finding: Finding
    reasons: Text


@dataclass(frozen=True, kw_only=True)
class PartyEntry:
    """Somebody in the case, by role or pseudonym, never by name if a victim.

    Attributes:
        age: in years when the conduct began, where no day of birth is known.
        unable_to_protect: of a victim, whether a disability or condition kept the victim from
            fully taking care of or protecting themself.
        resident, present: the countries in which the party lives and in which it is now.
    """

    key: Key
    capacity: Capacity
    designation: Name
    kind: PersonKind = PersonKind.NATURAL
    sex: Short = ""
    born: Day = ""
    age: Age | None = None
    unable_to_protect: bool = False
    nationality: Country = ""
    resident: Country = ""
    present: Country = ""
    language: Short = ""
    facts: Text = ""
    status: FactStatus = FactStatus.REPORTED
    screen: ScreenEntry | None = None


@dataclass(frozen=True, kw_only=True)
class RoleEntry:
    """A role a party played, towards one victim or all, in a period."""

    party: Key
    role: Key
    victim: Annotated[str, Meta(max_length=40)] = ""
    since: Day = ""
    until: Day = ""
    status: FactStatus = FactStatus.REPORTED
    source: Line = ""


@dataclass(frozen=True, kw_only=True)
class CountEntry:
    """One count as charged.

    Attributes:
        law: the key of its offence among the laws held, such as us-18usc77.s1589a, if it is tied.
    """

    number: Number
    citation: Name
    offence: Line
    defendants: tuple[Key, ...]
    victims: tuple[Key, ...] = ()
    law: Law = ""
    mode: Mode = Mode.PRINCIPAL
    conduct_from: Day = ""
    conduct_to: Day = ""
    alternative_to: Number | None = None
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class ConductEntry(Conduct):
    """What one culpable party is alleged to have done to some victims in one period."""

    source: Line = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class EventEntry:
    """One event of the timeline; about the whole case if it names no party."""

    code: Key
    on: Day
    parties: tuple[Key, ...] = ()
    details: dict[str, Remark] = field(default_factory=dict)
    text: Text = ""
    source: Line = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class CarrierEntry:
    """What must survive for an item to be used: its kind, and of whom or what.

    Attributes:
        party: the key of a party, for a witness and the like; else ``about`` says what.
        either: of the carriers of an item with the same number one is enough.
    """

    kind: Key
    party: Annotated[str, Meta(max_length=40)] = ""
    about: Name = ""
    either: Number | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceEntry:
    """An item of evidence, what it goes to, what must survive for it, and where it comes from.

    Attributes:
        goes_to: elements such as act, means, purpose, age, identity.
        carriers: who or what must survive for it to be used, such as a witness who testifies.
        origins: where the information ultimately comes from.
        custody: the steps of its custody, as far as there is something to be kept.
    """

    key: Key
    kind: Key
    description: Text
    goes_to: tuple[Key, ...] = ()
    victims: tuple[Key, ...] = ()
    carriers: tuple[CarrierEntry, ...] = ()
    origins: tuple[Line, ...] = ()
    custody: tuple[CustodyEntry, ...] = ()
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """How one count ended for one defendant."""

    count: Number
    defendant: Key
    verdict: Verdict
    disposition: Remark = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class AwardEntry:
    """Money a court ordered: to a victim, or to the State where ``victim`` is empty."""

    what: Name
    defendants: tuple[Key, ...]
    victim: Annotated[str, Meta(max_length=40)] = ""
    amount: Name = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One case from first report to recorded outcome."""

    key: Key
    title: Name
    jurisdiction: Country
    opened_on: Day
    summary: Text
    sources: tuple[Line, ...]
    citation: Name = ""
    court: Name = ""
    court_reference: Annotated[str, Meta(max_length=80)] = ""
    law: Text = ""
    specialisms: tuple[Key, ...] = ()
    parties: tuple[PartyEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    conduct: tuple[ConductEntry, ...] = ()
    reported_as: ReportedAs = ReportedAs.TRAFFICKING
    indicators: tuple[Key, ...] = ()
    paid_for_journey: bool = False
    counts: tuple[CountEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    propositions: tuple[PropositionEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    recantations: tuple[RecantationEntry, ...] = ()
    contest: tuple[Text, ...] = ()
    held: tuple[Text, ...] = ()
    outcomes: tuple[OutcomeEntry, ...] = ()
    awards: tuple[AwardEntry, ...] = ()
    open_questions: tuple[Text, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    tasks: tuple[TaskEntry, ...] = ()
    notes: tuple[Writing, ...] = ()
    attachments: tuple[AttachmentEntry, ...] = ()

    def party(self, key: str) -> PartyEntry | None:
        """Return the party of this key, if there is one."""
        return next((party for party in self.parties if party.key == key), None)

    def of_capacity(self, *capacities: Capacity) -> tuple[PartyEntry, ...]:
        """Return the parties in any of these capacities."""
        return tuple(party for party in self.parties if party.capacity in capacities)
