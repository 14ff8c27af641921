"""The stages of proceedings and the standings of a defendant in them."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far the proceedings against one defendant have come, in order."""

    REPORT = "report"
    INVESTIGATION = "investigation"
    CHARGED = "charged"
    PRETRIAL = "pretrial"
    TRIAL = "trial"
    JUDGMENT = "judgment"
    SENTENCING = "sentencing"
    APPEAL = "appeal"
    FINAL = "final"

    @property
    def has_reached_court(self) -> bool:
        """Say whether somebody is charged, so that a court has the case."""
        return self not in {Stage.REPORT, Stage.INVESTIGATION}


class Standing(StrEnum):
    """Where one defendant stands in the proceedings."""

    ACTIVE = "active"
    DETAINED = "detained"
    ON_BAIL = "on_bail"
    AT_LARGE = "at_large"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    DECEASED = "deceased"
