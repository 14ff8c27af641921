"""The words in which laws and facts are written down: closed lists, and the vocabulary file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from amends.base.package_data import read_text
from amends.base.yaml_document import load


class Vocabulary(StrEnum):
    """The open lists of ``data/law/terms.yaml``."""

    ACTS = "acts"
    MEANS = "means"
    ENDS = "ends"
    CIRCUMSTANCES = "circumstances"
    LOSSES = "losses"
    EVIDENCE_RULES = "evidence_rules"
    LIMITATION_STOPS = "limitation_stops"
    INDICATORS = "indicators"


class Form(StrEnum):
    """What kind of wrong an offence is about; the first is what the audit looks at."""

    TRAFFICKING = "trafficking"
    FORCED_LABOUR = "forced_labour"
    SLAVERY = "slavery"
    PROMOTION = "promotion"
    BENEFIT = "benefit"
    USE = "use"
    DOCUMENTS = "documents"
    PROSTITUTION = "prostitution"
    SEXUAL = "sexual"
    KIDNAPPING = "kidnapping"
    SMUGGLING = "smuggling"
    ORGANS = "organs"
    ADOPTION = "adoption"
    LABOUR_LAW = "labour_law"
    LAUNDERING = "laundering"
    CORRUPTION = "corruption"
    OBSTRUCTION = "obstruction"
    OTHER = "other"


class MeansRule(StrEnum):
    """When a means must be proved."""

    ALL_AGES = "all_ages"
    ADULTS_ONLY = "adults_only"
    NONE = "none"
    AGGRAVATING = "aggravating"
    SPLIT_OFFENCE = "split_offence"
    DISPUTED = "disputed"


class Movement(StrEnum):
    """What movement of the victim an offence asks for."""

    NONE = "none"
    TRAVEL_ANY = "travel_any"
    BORDER = "border"
    REMOVAL = "removal"


class ConsentRule(StrEnum):
    """What the victim's consent is worth."""

    IRRELEVANT_IF_MEANS = "irrelevant_if_means"
    IRRELEVANT_ALWAYS = "irrelevant_always"
    SILENT = "silent"


class MensRea(StrEnum):
    """The mental element, from the strictest to the widest."""

    PURPOSE = "purpose"
    KNOWLEDGE = "knowledge"
    RECKLESS = "reckless"
    OUGHT_TO_KNOW = "ought_to_know"


class AgeKnowledge(StrEnum):
    """Whether the accused must have known that the victim was a child."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    OBSERVE_RULE = "observe_rule"


class FineMode(StrEnum):
    """How a fine stands to custody; ``or`` and ``instead`` let a court give a fine alone."""

    NONE = "none"
    AND = "and"
    OR = "or"
    INSTEAD = "instead"
    DISCRETIONARY_ADD = "discretionary_add"

    @property
    def allows_fine_alone(self) -> bool:
        """Say whether a court may give a fine and no custody."""
        return self in {FineMode.OR, FineMode.INSTEAD}


class Alternative(StrEnum):
    """What a court may give in place of custody, besides a fine."""

    ARREST = "arrest"
    RESTRICTION_OF_LIBERTY = "restriction_of_liberty"
    COMMUNITY_SERVICE = "community_service"


class PunishedAs(StrEnum):
    """Whose penalty an offence takes, where it has none of its own."""

    OFFENCE_FURTHERED = "offence_furthered"
    OFFENCE_CONCEALED = "offence_concealed"


class EntitySanction(StrEnum):
    """What a legal person is punished with (UNTOC article 10)."""

    FINE = "fine"
    LICENCE_CANCELLED = "licence_cancelled"
    ACTIVITY_RESTRICTED = "activity_restricted"
    DISSOLUTION = "dissolution"


class Mode(StrEnum):
    """A mode of participation."""

    PRINCIPAL = "principal"
    PREPARATION = "preparation"
    ATTEMPT = "attempt"
    ACCOMPLICE = "accomplice"
    ORGANISER = "organiser"
    CONSPIRACY = "conspiracy"
    ACCESSORY = "accessory"
    LEGAL_PERSON = "legal_person"
    PURCHASER = "purchaser"
    BENEFIT = "benefit"


class PenaltyRelation(StrEnum):
    """How the penalty of a mode of participation stands to that of the completed offence."""

    SAME = "same"
    FRACTION = "fraction"
    OWN_RANGE = "own_range"
    DISCRETIONARY = "discretionary"


class Head(StrEnum):
    """A head of jurisdiction (UNTOC article 15)."""

    TERRITORIAL = "territorial"
    FLAG = "flag"
    ACTIVE_NATIONAL = "active_national"
    ACTIVE_RESIDENT = "active_resident"
    PASSIVE = "passive"
    PASSIVE_RESIDENT = "passive_resident"
    PRESENCE = "presence"
    UNIVERSAL = "universal"
    LEGAL_PERSON = "legal_person"
    NOT_EXTRADITED = "not_extradited"


class NonPunishment(StrEnum):
    """How far a law keeps victims from being punished for what they were made to do."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class VictimClass(StrEnum):
    """Whose exploitation an offence is about."""

    ANY = "any"
    ADULT = "adult"
    CHILD = "child"


class TreatedAsChild(StrEnum):
    """Who else is treated as a child, though of age."""

    UNABLE_TO_PROTECT = "unable_to_protect"


class CustodyStage(StrEnum):
    """Until what somebody may be held; every stage is counted from the day of the arrest."""

    BEFORE_JUDGE = "before_judge"
    BEFORE_CHARGE = "before_charge"
    BEFORE_TRIAL = "before_trial"
    BEFORE_JUDGMENT = "before_judgment"


class Leniency(StrEnum):
    """What lets a convicted trafficker off lightly."""

    SUSPENDED_SENTENCE = "suspended_sentence"
    CONCILIATION = "conciliation"
    PLEA_TO_LESSER = "plea_to_lesser"


class Technique(StrEnum):
    """A special investigative technique (UNTOC article 20)."""

    UNDERCOVER = "undercover"
    INTERCEPTION = "interception"
    SEARCH = "search"


class Comparator(StrEnum):
    """A grave crime that penalties are compared with (22 USC 7106(a)(2))."""

    RAPE = "rape"
    KIDNAPPING = "kidnapping"


class Family(StrEnum):
    """A legal family."""

    COMMON = "common"
    CIVIL = "civil"
    MIXED = "mixed"
    RELIGIOUS = "religious"
    INTERNATIONAL = "international"


@dataclass(frozen=True)
class Term:
    """A word of the vocabulary.

    Attributes:
        palermo: whether article 3(a) of the Protocol names it.
        also: the wider or differently named words that it is an instance of.
        days: of a circumstance that follows from how long conduct lasted: from so many days on.
        every_wage_claim: of an indicator that every complaint about unpaid wages shows.
    """

    code: str
    label: str
    palermo: bool = False
    also: tuple[str, ...] = ()
    days: int = 0
    every_wage_claim: bool = False


@cache
def terms(vocabulary: Vocabulary) -> dict[str, Term]:
    """Return the words of one list of the vocabulary, by code."""
    document: Any = load(read_text("law/terms.yaml"))
    return {code: _term(code, entry) for code, entry in document[vocabulary].items()}


def _term(code: str, entry: dict[str, Any]) -> Term:
    return Term(code, **(entry | {"also": tuple(entry.get("also", ()))}))


@cache
def durations() -> dict[str, int]:
    """Return the circumstances that follow from how long conduct lasted, with the least days."""
    circumstances = terms(Vocabulary.CIRCUMSTANCES).values()
    return {term.code: term.days for term in circumstances if term.days}


@cache
def telling_indicators() -> frozenset[str]:
    """Return the indicators that tell a complaint about wages from any other."""
    found = terms(Vocabulary.INDICATORS).values()
    return frozenset(term.code for term in found if not term.every_wage_claim)


@cache
def covering(vocabulary: Vocabulary, code: str) -> frozenset[str]:
    """Return the words under which a stated word falls: itself, and what it is an instance of."""
    term = terms(vocabulary).get(code)
    return frozenset((code, *term.also)) if term else frozenset((code,))
