"""What a law orders for the victim, takes from the guilty, and leaves to the civil courts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from amends.law.cells import Cell, Key, Line, Note
from amends.law.kinds import Choice, Number, Share, Words, YesNo
from amends.law.remedy_terms import (
    Amount,
    Asker,
    Forfeited,
    GoesTo,
    LabourMeasure,
    Payment,
    Proof,
    Property,
    Restitution,
    Sharing,
    StandsIn,
)
from amends.law.terms import MensRea, Vocabulary

DAYS = Number(3_650)


@dataclass(frozen=True, kw_only=True)
class RestitutionRule:
    """What the court orders for the victim.

    Attributes:
        rule: a ``Restitution``.
        covers: keys of offences; all if empty.
        loss_heads: what is made good.
        asked_by: who asks for it.
        least_share_of_fine: the part of the fine that the order is at least.
        regardless_of_means: whether the defendant's means are left out of the amount.
        insurance_deducted: whether what an insurance paid lowers the order.
        with_confiscation_only: whether it can only be made beside a confiscation.
        reasons_if_none: whether the court has to say why it makes none.
        list_before, notice_before: days before the sentence until which the prosecutor hands in
            the losses, or says that they cannot be told yet.
        settled_within: days after the sentence within which such losses are settled.
        later_losses_within: days from their discovery within which later losses are claimed.
        state_paid_last: whether the State stands behind every victim.
        damages_reduce: whether later civil damages for the same loss lower the order.
        binds_civil_courts: whether a conviction keeps its facts from being denied in a civil case.
        state_fund: whether a fund of the State pays where the defendant does not.
    """

    rule: Annotated[Cell, Choice(Restitution)] = ()
    citation: Line = ""
    covers: tuple[Key, ...] = ()
    loss_heads: Annotated[Cell, Words(Vocabulary.LOSSES)] = ()
    asked_by: Annotated[Cell, Choice(Asker, several=True)] = ()
    amount: Annotated[Cell, Choice(Amount)] = ()
    least_share_of_fine: Annotated[Cell, Share()] = ()
    labour_measure: Annotated[Cell, Choice(LabourMeasure)] = ()
    regardless_of_means: YesNo = ()
    insurance_deducted: YesNo = ()
    with_confiscation_only: YesNo = ()
    reasons_if_none: YesNo = ()
    proof: Annotated[Cell, Choice(Proof)] = ()
    proved_by: Annotated[Cell, Choice(Asker)] = ()
    list_before: Annotated[Cell, DAYS] = ()
    notice_before: Annotated[Cell, DAYS] = ()
    settled_within: Annotated[Cell, DAYS] = ()
    later_losses_within: Annotated[Cell, DAYS] = ()
    payment: Annotated[Cell, Choice(Payment, several=True)] = ()
    several_defendants: Annotated[Cell, Choice(Sharing, several=True)] = ()
    stands_in: Annotated[Cell, Choice(StandsIn, several=True)] = ()
    state_paid_last: YesNo = ()
    damages_reduce: YesNo = ()
    binds_civil_courts: YesNo = ()
    state_fund: YesNo = ()
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class Forfeiture:
    """What the court takes away, and where it goes.

    Attributes:
        covers: keys of offences; all if empty.
        without_conviction: whether it can also be taken in a civil action against the property.
        restitution_first: whether restitution is paid out of it before every other claim.
        lowers_restitution: whether what is paid in this way lowers the defendant's duty.
    """

    forfeited: Annotated[Cell, Choice(Forfeited)] = ()
    citation: Line = ""
    covers: tuple[Key, ...] = ()
    property_kinds: Annotated[Cell, Choice(Property, several=True)] = ()
    without_conviction: YesNo = ()
    goes_to: Annotated[Cell, Choice(GoesTo, several=True)] = ()
    restitution_first: YesNo = ()
    lowers_restitution: YesNo = ()
    note: Note = ""


@dataclass(frozen=True, kw_only=True)
class CivilRemedy:
    """The victim's own action in the civil courts.

    Attributes:
        covers: keys of offences; all if empty.
        can_sue: whether the victim has one.
        mens_rea: what somebody who only benefited must have known to answer in it.
        stayed: whether it waits while the criminal case is pending.
        years: within which it must be begun; ``from_majority`` for a child from coming of age.
    """

    can_sue: YesNo = ()
    citation: Line = ""
    covers: tuple[Key, ...] = ()
    mens_rea: Annotated[Cell, Choice(MensRea)] = ()
    stayed: YesNo = ()
    years: Annotated[Cell, Number(100)] = ()
    from_majority: YesNo = ()
    note: Note = ""
