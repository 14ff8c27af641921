"""Putting a document together: which sections it has, and what stands on each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from amends.office.policy import Layer
from amends.office.printing import charge_sections as charge
from amends.office.printing import custody_sections as custody
from amends.office.printing import party_sections as parties
from amends.office.printing import proof_sections as proof
from amends.office.printing import work_sections as work
from amends.office.printing.documents import Document, Section
from amends.office.printing.selectors import CaseOnPaper

Writes = Callable[[CaseOnPaper], Section]


class Paper(StrEnum):
    """A document that can be had of a case."""

    SUMMARY = "summary"
    HAND_OVER = "handover"
    CHARGE_SHEET = "chargesheet"
    CUSTODY = "custody"
    PROOF = "proof"
    BRIEF = "brief"


IDENTITY: tuple[tuple[Layer, Writes], ...] = ((Layer.CASE, parties.about_the_case),)
HANDING_OVER: tuple[tuple[Layer, Writes], ...] = (
    (Layer.PEOPLE, work.hand_overs),
    (Layer.TASKS, work.coming_dates),
)
STATE_OF_THE_CASE: tuple[tuple[Layer, Writes], ...] = (
    (Layer.PARTIES, parties.victims),
    (Layer.PARTIES, parties.accused),
    (Layer.PARTIES, parties.others),
    (Layer.PARTIES, parties.roles),
    (Layer.PARTIES, parties.counts),
    (Layer.TIMELINE, work.clocks),
    (Layer.TASKS, work.open_tasks),
    (Layer.NOTES, work.gaps),
    (Layer.TIMELINE, work.timeline),
    (Layer.PEOPLE, work.people),
)
CHARGES: tuple[tuple[Layer, Writes], ...] = (
    (Layer.CHARGING, charge.heading),
    (Layer.CHARGING, parties.accused),
    (Layer.CHARGING, parties.victims),
    (Layer.CHARGING, charge.charges),
    (Layer.CHARGING, charge.law_cited),
    (Layer.CHARGING, charge.signature),
)
CHAINS: tuple[tuple[Layer, Writes], ...] = (
    (Layer.EVIDENCE, custody.heading),
    (Layer.EVIDENCE, custody.exhibits),
    (Layer.EVIDENCE, charge.signature),
)
STATE_OF_PROOF: tuple[tuple[Layer, Writes], ...] = (
    (Layer.PROOF, charge.heading),
    (Layer.PROOF, proof.counts),
    (Layer.PROOF, proof.ready),
    (Layer.PROOF, proof.matrix),
    (Layer.PROOF, proof.grounds),
    (Layer.PROOF, proof.weak),
    (Layer.PROOF, proof.to_disclose),
    (Layer.PROOF, proof.left_out),
)
BEFORE_CHARGING: tuple[tuple[Layer, Writes], ...] = (
    (Layer.PROOF, charge.heading),
    (Layer.PROOF, proof.standard),
    (Layer.PROOF, proof.counts),
    (Layer.PROOF, proof.gaps),
    (Layer.PROOF, proof.weak),
    (Layer.PROOF, proof.to_disclose),
    (Layer.PROOF, proof.left_out),
    (Layer.PROOF, charge.signature),
)
# Documents that say how the proof stands; it is worked out for these alone.
OF_PROOF = frozenset({Paper.PROOF, Paper.BRIEF})
CONTENTS = {
    Paper.SUMMARY: IDENTITY + STATE_OF_THE_CASE,
    Paper.HAND_OVER: IDENTITY + HANDING_OVER + STATE_OF_THE_CASE,
    Paper.CHARGE_SHEET: CHARGES,
    Paper.CUSTODY: CHAINS,
    Paper.PROOF: STATE_OF_PROOF,
    Paper.BRIEF: BEFORE_CHARGING,
}
TITLES = {
    Paper.SUMMARY: gettext_lazy("Case summary"),
    Paper.HAND_OVER: gettext_lazy("Hand-over file"),
    Paper.CHARGE_SHEET: gettext_lazy("Charge sheet"),
    Paper.CUSTODY: gettext_lazy("Custody certificate"),
    Paper.PROOF: gettext_lazy("State of proof"),
    Paper.BRIEF: gettext_lazy("Brief before charging"),
}


def seen_in(kind: Paper) -> frozenset[Layer]:
    """Return the layers that a document shows; a reader needs to see one of them."""
    return frozenset(layer for layer, _writes in CONTENTS[kind])


def composed(kind: Paper, paper: CaseOnPaper, *, made_by: str, made_for: str) -> Document:
    """Return a document on a case in the reader's language, of the layers the reader sees."""
    as_of = date_format(paper.today)
    return Document(
        title=str(TITLES[kind]),
        subject=paper.case.title,
        reference=paper.case.reference,
        stamp=_stamp(as_of, made_by, made_for),
        remarks=_remarks(kind, paper),
        sections=_sections(CONTENTS[kind], paper),
        footer=_("%(reference)s, as of %(day)s")
        % {"reference": paper.case.reference, "day": as_of},
        page=_("Page {page} of {pages}"),
        language=get_language() or "en",
        right_to_left=get_language_bidi(),
    )


def _sections(contents: Sequence[tuple[Layer, Writes]], paper: CaseOnPaper) -> tuple[Section, ...]:
    return tuple(write(paper) for layer, write in contents if layer in paper.layers)


def _stamp(as_of: str, made_by: str, made_for: str) -> tuple[tuple[str, str], ...]:
    rows = ((_("As of"), as_of), (_("Made by"), made_by), (_("Made for"), made_for))
    return tuple((label, value) for label, value in rows if value)


def _remarks(kind: Paper, paper: CaseOnPaper) -> tuple[str, ...]:
    whole = {Layer.PARTIES, Layer.TIMELINE, Layer.TASKS, Layer.NOTES} <= paper.layers
    remarks = [
        _("What is alleged is not found yet.") if kind is Paper.CHARGE_SHEET else "",
        _("It says what the record holds, gaps included; it does not say what is admissible.")
        if kind is Paper.CUSTODY
        else "",
        _("What meets the standard is told by a policy on force; it is no finding of guilt.")
        if kind in OF_PROOF
        else "",
        _("Victims appear by pseudonym only."),
        _("What is marked [proposed] is not established and nothing may rest on it."),
        _("What is marked [unverified law] has not been checked against its source."),
        "" if whole else _("It holds the parts of the case that the maker's account role sees."),
        _("A copy: what is changed in it does not come back into the record."),
    ]
    return tuple(remark for remark in remarks if remark)
