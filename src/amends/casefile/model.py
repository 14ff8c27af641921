"""What a case file holds. Dates are text as in ``When``, amounts as in ``Amount``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from amends.network.roles import Capacity


class FactStatus(StrEnum):
    """Whether a source reports something, or it is only proposed and to be confirmed."""

    REPORTED = "reported"
    PROPOSED = "proposed"


class Kind(StrEnum):
    """A person or an organisation."""

    NATURAL = "natural"
    LEGAL = "legal"


class Finding(StrEnum):
    """What a non-punishment screen found."""

    NO_SIGN = "no_sign"
    PURSUE = "pursue"
    VICTIM = "victim"


class Verdict(StrEnum):
    """How a count ended for one defendant."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, kw_only=True)
class ScreenEntry:
    """A non-punishment screen: was this person made to offend?"""

    finding: Finding
    reasons: str


@dataclass(frozen=True, kw_only=True)
class PartyEntry:
    """Somebody in the case, by role or pseudonym, never by name if a victim."""

    key: str
    capacity: Capacity
    designation: str
    kind: Kind = Kind.NATURAL
    sex: str = ""
    born: str = ""
    nationality: str = ""
    language: str = ""
    facts: str = ""
    status: FactStatus = FactStatus.REPORTED
    screen: ScreenEntry | None = None


@dataclass(frozen=True, kw_only=True)
class RoleEntry:
    """A role a party played, towards one victim or all, in a period."""

    party: str
    role: str
    victim: str = ""
    since: str = ""
    until: str = ""
    status: FactStatus = FactStatus.REPORTED
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CountEntry:
    """One count as charged."""

    number: int
    citation: str
    offence: str
    defendants: tuple[str, ...]
    victims: tuple[str, ...] = ()
    conduct_from: str = ""
    conduct_to: str = ""
    alternative_to: int | None = None
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class EventEntry:
    """One event of the timeline; about the whole case if it names no party."""

    code: str
    on: str
    parties: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)
    text: str = ""
    source: str = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class EvidenceEntry:
    """An item of evidence, what it goes to, what must survive for it, and where it comes from.

    Attributes:
        goes_to: elements such as act, means, purpose, age, identity, control.
        carriers: who or what must survive for it to be used, such as "AAA testifies".
        origins: where the information ultimately comes from.
    """

    key: str
    kind: str
    description: str
    goes_to: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """How one count ended for one defendant."""

    count: int
    defendant: str
    verdict: Verdict
    disposition: str = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class AwardEntry:
    """Money a court ordered: to a victim, or to the State where ``victim`` is empty."""

    what: str
    defendants: tuple[str, ...]
    victim: str = ""
    amount: str = ""
    status: FactStatus = FactStatus.REPORTED


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One case from first report to recorded outcome."""

    key: str
    title: str
    jurisdiction: str
    opened_on: str
    summary: str
    sources: tuple[str, ...]
    citation: str = ""
    court: str = ""
    court_reference: str = ""
    law: str = ""
    specialisms: tuple[str, ...] = ()
    parties: tuple[PartyEntry, ...] = ()
    roles: tuple[RoleEntry, ...] = ()
    counts: tuple[CountEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    contest: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    outcomes: tuple[OutcomeEntry, ...] = ()
    awards: tuple[AwardEntry, ...] = ()
    open_questions: tuple[str, ...] = ()

    def party(self, key: str) -> PartyEntry | None:
        """Return the party of this key, if there is one."""
        return next((party for party in self.parties if party.key == key), None)

    def of_capacity(self, *capacities: Capacity) -> tuple[PartyEntry, ...]:
        """Return the parties in any of these capacities."""
        return tuple(party for party in self.parties if party.capacity in capacities)
