"""The words for evidence: kinds, elements, carriers, steps of custody, states."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.office.desk.words import listed
from amends.proof.analysis import AnalysisStage
from amends.proof.custody import StepKind
from amends.proof.kinds import carrier_kinds, elements, kinds
from amends.proof.objections import Fate, grounds

Words = str | Promise

STEPS: dict[str, Words] = {
    StepKind.SEIZED: _("Seized"),
    StepKind.TAKEN_OVER: _("Taken over"),
    StepKind.ACQUIRED: _("Data acquired"),
    StepKind.SEALED: _("Sealed"),
    StepKind.OPENED: _("Seal opened"),
    StepKind.HANDED_OVER: _("Handed over"),
    StepKind.STORED: _("Stored"),
    StepKind.ANALYSED: _("Analysed"),
    StepKind.COPIED: _("Copied"),
    StepKind.VERIFIED: _("Verified"),
    StepKind.SHOWN: _("Shown in court or to a party"),
    StepKind.RETURNED: _("Returned"),
    StepKind.DISPOSED: _("Disposed of"),
}
STAGES: dict[str, Words] = {
    AnalysisStage.NOT_ASKED: _("No analysis asked for"),
    AnalysisStage.ASKED: _("Asked for, not yet received there"),
    AnalysisStage.RECEIVED: _("Received there, not yet started"),
    AnalysisStage.STARTED: _("Under way"),
    AnalysisStage.FINISHED: _("Finished"),
}
FATES: dict[str, Words] = {
    Fate.OPEN: _("Not decided yet"),
    Fate.WITHDRAWN: _("Withdrawn"),
    Fate.OVERRULED: _("Overruled"),
    Fate.SUSTAINED: _("Sustained"),
    Fate.SUSTAINED_IN_PART: _("Sustained in part"),
}
ROLES: dict[str, Words] = {
    "custodian": _("Had it in custody"),
    "basis": _("Taken on"),
    "laboratory": _("Laboratory"),
    "interviewer": _("Interviewed by"),
}


def ground_word(code: str) -> str:
    """Return what a ground of objection is called."""
    ground = grounds().get(code)
    return gettext(ground.label) if ground else code


def kind_word(code: str) -> str:
    """Return what a kind of evidence is called."""
    kind = kinds().get(code)
    return gettext(kind.label) if kind else code


def element_word(code: str) -> str:
    """Return what an element is called."""
    element = elements().get(code)
    return gettext(element.label) if element else code


def element_words(codes: Iterable[str]) -> str:
    """Return what elements are called, as a list."""
    return listed(map(element_word, codes))


def carrier_word(code: str) -> str:
    """Return what must survive, in words."""
    kind = carrier_kinds().get(code)
    return gettext(kind.label) if kind else code


def cause_word(role: str) -> str:
    """Return in which way something stands behind items."""
    return str(ROLES[role]) if role in ROLES else carrier_word(role)
