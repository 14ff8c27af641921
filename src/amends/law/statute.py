"""What a statute file holds. Everything a law says is a cell; what has no cell is only a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

from amends.law.cells import Cell, Key, LawSource, Line, Note
from amends.law.enforcement import Enforced
from amends.law.kinds import Choice, Months, Number, On, Share, Words, YesNo
from amends.law.punishment import Compared, Grade, Penalty
from amends.law.remedies import CivilRemedy, Forfeiture, RestitutionRule
from amends.law.terms import (
    AgeKnowledge,
    ConsentRule,
    CustodyStage,
    EntitySanction,
    Family,
    Form,
    Head,
    Leniency,
    MeansRule,
    MensRea,
    Mode,
    Movement,
    NonPunishment,
    PenaltyRelation,
    Technique,
    TreatedAsChild,
    VictimClass,
    Vocabulary,
)

Country = Annotated[
    str,
    Meta(max_length=6, pattern="^[A-Z]{2}(-[A-Z]{1,3})?$", description="two letters, ISO 3166"),
]


# A limit of custody is given in one of these.
HOW_LONG = ("hours", "days", "months")


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One offence, described by what must be proved.

    Attributes:
        audited: whether the audit reads it as (part of) the country's trafficking offence.
        commencement, repeal: the first day in force, and the first day no longer.
        acts: any one of them must be proved; none for an offence that is not described by acts.
        means: any one of them, as far as ``means_rule`` asks for it. Of acts, means and ends a list
            is closed if the law leaves room for no others.
        treated_as_child: who else counts as a child wherever the offence speaks of one.
        ends_beyond: what it counts as exploitation though the Protocol does not.
        ends: the purposes; ``purpose_required`` says whether one must be proved at all, and
            ``end_must_occur`` whether it must have happened and not only been meant.
        requires: circumstances without which the offence is not made out.
        victim: ``any``, ``child`` or ``adult``.
        lesser: keys of offences of the same statute that are included in this one.
        replaces: the offence that this one took the place of, as ``statute.offence``; it must be
            held and must have begun earlier.
    """

    key: Key
    citation: Line
    label: Line
    form: Form
    audited: bool = False
    commencement: On = ()
    repeal: On = ()
    acts: Annotated[Cell, Words(Vocabulary.ACTS)] = ()
    acts_closed: YesNo = ()
    means: Annotated[Cell, Words(Vocabulary.MEANS)] = ()
    means_closed: YesNo = ()
    means_rule: Annotated[Cell, Choice(MeansRule)] = ()
    child_age: Annotated[Cell, Number(21)] = ()
    treated_as_child: Annotated[Cell, Choice(TreatedAsChild, several=True)] = ()
    ends: Annotated[Cell, Words(Vocabulary.ENDS)] = ()
    ends_closed: YesNo = ()
    ends_beyond: Annotated[Cell, Words(Vocabulary.ENDS)] = ()
    purpose_required: YesNo = ()
    end_must_occur: YesNo = ()
    requires: Annotated[Cell, Words(Vocabulary.CIRCUMSTANCES)] = ()
    victim: Annotated[Cell, Choice(VictimClass)] = ()
    movement: Annotated[Cell, Choice(Movement)] = ()
    consent: Annotated[Cell, Choice(ConsentRule)] = ()
    mens_rea: Annotated[Cell, Choice(MensRea)] = ()
    knowledge_of_age: Annotated[Cell, Choice(AgeKnowledge)] = ()
    transnational_required: YesNo = ()
    group_required: YesNo = ()
    distinct_from_other_crimes: YesNo = ()
    penalties: tuple[Penalty, ...] = ()
    aggravations: Annotated[Cell, Words(Vocabulary.CIRCUMSTANCES)] = ()
    lesser: tuple[Key, ...] = ()
    replaces: Line = ""
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class Participation:
    """A mode of taking part and what it is punished with.

    Attributes:
        limb: what sets it apart, where a mode is held in several ways.
        liable: whether the law holds such a person liable.
        covers: keys of the offences it applies to; all if empty.
        excludes: keys of offences it does not apply to.
        offence: key of the offence, where the mode is one of its own.
        relation: a ``PenaltyRelation``.
        share: of the completed offence's penalty, where it is a fraction or is raised.
        report_lessens: whether telling of it in time lowers or lifts the punishment.
        sanctions: of a legal person.
        officers_liable: whether those who act for a legal person answer beside it.
        subsidiary: whether a legal person answers only where no natural person can be found.
    """

    mode: Mode
    limb: Line = ""
    citation: Line = ""
    liable: YesNo = ()
    covers: tuple[Key, ...] = ()
    excludes: tuple[Key, ...] = ()
    offence: Key | None = None
    relation: Annotated[Cell, Choice(PenaltyRelation)] = ()
    share: Annotated[Cell, Share()] = ()
    report_lessens: YesNo = ()
    sanctions: Annotated[Cell, Choice(EntitySanction, several=True)] = ()
    officers_liable: YesNo = ()
    subsidiary: YesNo = ()
    penalties: tuple[Penalty, ...] = ()
    commencement: On = ()
    note: Note = ""

    @property
    def case(self) -> str:
        """Return what it is called among the modes."""
        return f"{self.mode}+{self.limb}" if self.limb else str(self.mode)


@dataclass(frozen=True, kw_only=True)
class Jurisdiction:
    """The heads under which the courts of a country can try an offence.

    Attributes:
        foreign_case_bars: whether a case of another State for the same conduct stands in the way.
        approval_needed: whether a higher authority must approve a prosecution.
    """

    heads: Annotated[Cell, Choice(Head, several=True)] = ()
    citation: Line = ""
    covers: tuple[Key, ...] = ()
    excludes: tuple[Key, ...] = ()
    dual_criminality: YesNo = ()
    foreign_case_bars: YesNo = ()
    approval_needed: YesNo = ()
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class Limitation:
    """How long an offence can be prosecuted; in years from the end of conduct.

    Attributes:
        unlimited: whether there is no limit of time.
        from_majority: whether time runs for a child only from the day of coming of age.
        not_before_age: the age of a child victim before which time never runs out.
        for_life_of_victim: whether it never runs out while a child victim lives.
        suspended_by: what stops the time.
        may_be_longer: whether a court may extend it, or counts it by the gravest offence that is
            tried together; what ran out then warns and does not bar.
        longest_years: after which it runs out though it stood still.
    """

    years: Annotated[Cell, Number(100)] = ()
    unlimited: YesNo = ()
    from_majority: YesNo = ()
    not_before_age: Annotated[Cell, Number(100)] = ()
    for_life_of_victim: YesNo = ()
    suspended_by: Annotated[Cell, Words(Vocabulary.LIMITATION_STOPS)] = ()
    may_be_longer: YesNo = ()
    longest_years: Annotated[Cell, Number(100)] = ()
    covers: tuple[Key, ...] = ()
    citation: Line = ""
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class CustodyLimit:
    """How long a person may be held until some point, from the arrest: hours, days or months.

    Attributes:
        limb: what sets it apart, where one stage has several limits.
        when: circumstances that must all be present.
        covers: keys of the offences it applies to; all if empty.
        excludes: keys of offences it does not apply to.
    """

    stage: CustodyStage
    limb: Line = ""
    citation: Line = ""
    when: tuple[Key, ...] = ()
    covers: tuple[Key, ...] = ()
    excludes: tuple[Key, ...] = ()
    days: Annotated[Cell, Number(3_650)] = ()
    hours: Annotated[Cell, Number(2_400)] = ()
    months: Months = ()
    note: Note = ""

    @property
    def case(self) -> str:
        """Return what it is called among the limits."""
        return "+".join(filter(None, [str(self.stage), self.limb, *self.when]))


@dataclass(frozen=True, kw_only=True)
class VictimRules:
    """How the law treats the victim as an accused and as a witness.

    Attributes:
        non_punishment: a ``NonPunishment``.
        punished_under_the_act: whether the same act punishes those who are exploited.
        corroboration: whether a victim's testimony must be corroborated.
        evidence_rules: codes of special rules of evidence.
    """

    non_punishment: Annotated[Cell, Choice(NonPunishment)] = ()
    citation: Line = ""
    punished_under_the_act: YesNo = ()
    corroboration: YesNo = ()
    evidence_rules: Annotated[Cell, Words(Vocabulary.EVIDENCE_RULES)] = ()
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What else the audit asks of a law (rules L16 to L23).

    Attributes:
        user_liable: whether a knowing user of a victim's services is liable.
        official_aggravation: whether a public official is punished more, or separately.
        leniency: any of ``suspended_sentence``, ``conciliation``, ``plea_to_lesser``.
        mandate: whether a coordinating body and roles are fixed in law.
        techniques: any of ``undercover``, ``interception``, ``search``.
    """

    user_liable: YesNo = ()
    official_aggravation: YesNo = ()
    leniency: Annotated[Cell, Choice(Leniency, several=True)] = ()
    mandate: YesNo = ()
    techniques: Annotated[Cell, Choice(Technique, several=True)] = ()


@dataclass(frozen=True, kw_only=True)
class Version:
    """An amending instrument, and the day its changes began."""

    name: Line
    commencement: On = ()
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class Statute:
    """One instrument, in all its versions."""

    key: Key
    country: Country
    title: Line
    short: Line
    family: Family
    sources: dict[Key, LawSource]
    offences: tuple[Offence, ...]
    commencement: On = ()
    repeal: On = ()
    versions: tuple[Version, ...] = ()
    participation: tuple[Participation, ...] = ()
    jurisdiction: tuple[Jurisdiction, ...] = ()
    limitation: tuple[Limitation, ...] = ()
    custody_limits: tuple[CustodyLimit, ...] = ()
    restitution: tuple[RestitutionRule, ...] = ()
    forfeiture: tuple[Forfeiture, ...] = ()
    civil_remedies: tuple[CivilRemedy, ...] = ()
    victims: VictimRules = field(default_factory=VictimRules)
    practice: Practice = field(default_factory=Practice)
    comparators: tuple[Compared, ...] = ()
    grading: tuple[Grade, ...] = ()
    enforcement: tuple[Enforced, ...] = ()
    note: Note = ""

    def offence(self, key: str) -> Offence | None:
        """Return the offence of this key, if there is one."""
        return next((offence for offence in self.offences if offence.key == key), None)
