"""The closed lists in which a law's orders for the victim and about property are written down."""

from __future__ import annotations

from enum import StrEnum


class Restitution(StrEnum):
    """What a court must or may order for the victim."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"
    CIVIL_CLAIM = "civil_claim"
    NONE = "none"


class Asker(StrEnum):
    """Who asks the court for restitution."""

    PROSECUTOR = "prosecutor"
    VICTIM = "victim"
    COURT = "court"


class Amount(StrEnum):
    """How much the court orders."""

    FULL_LOSS = "full_loss"
    SHARE_OF_FINE = "share_of_fine"
    AT_DISCRETION = "at_discretion"


class LabourMeasure(StrEnum):
    """What the labour of a victim is worth to the court."""

    GREATER_OF_GAIN_AND_WAGES = "greater_of_gain_and_wages"
    GAIN = "gain"
    WAGES = "wages"


class Proof(StrEnum):
    """How far a loss has to be shown."""

    PREPONDERANCE = "preponderance"
    BEYOND_DOUBT = "beyond_doubt"


class Payment(StrEnum):
    """How an order may be paid."""

    LUMP_SUM = "lump_sum"
    INSTALMENTS = "instalments"
    IN_KIND = "in_kind"
    NOMINAL = "nominal"


class Sharing(StrEnum):
    """How several defendants answer for one loss."""

    EACH_IN_FULL = "each_in_full"
    APPORTIONED = "apportioned"


class StandsIn(StrEnum):
    """Who takes the place of a victim who is a child, unable to act or dead."""

    GUARDIAN = "guardian"
    FAMILY = "family"
    ESTATE = "estate"
    APPOINTED = "appointed"


class Forfeited(StrEnum):
    """Whether the court takes property away."""

    MANDATORY = "mandatory"
    DISCRETIONARY = "discretionary"
    NONE = "none"


class Property(StrEnum):
    """What is taken away (UNTOC article 12)."""

    PROCEEDS = "proceeds"
    INSTRUMENTS = "instruments"
    EQUIVALENT = "equivalent"
    ALL_PROPERTY = "all_property"


class GoesTo(StrEnum):
    """Where what was taken away goes."""

    RESTITUTION = "restitution"
    VICTIMS_FUND = "victims_fund"
    STATE = "state"
