"""Handing out the proof that the entry of a step of custody is in the log."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.integrity.chains import Broken
from amends.integrity.entry_proofs import EntryProof
from amends.integrity.witnessing import witnessed_by
from amends.office.accounts.models import User
from amends.office.exhibits.models import CustodyStep
from amends.office.log.keys import LogKeyMissing
from amends.office.log.models import LogEntry
from amends.office.log.proof_selectors import NoCheckpoint, entry_proof, entry_saying
from amends.office.log.services import writing
from amends.office.log.witness_keys import WitnessKeysRefused, witness_keys
from amends.office.policy import Action
from amends.office.printing.entry_proofs import proof_on_paper
from amends.office.printing.pdfs import pdf_of
from amends.office.printing.services import Issued


class ProofForm(StrEnum):
    """A form of file the proof of an entry can be had in: to read, and to be checked."""

    PDF = "pdf"
    FILE = "tlog-proof"


def issue_entry_proof(*, actor: User, step: CustodyStep, form: ProofForm) -> Issued:
    """Make the proof that the entry with which a step was recorded is in the log.

    Raises:
        NotPermitted: the actor's role takes nothing out of the office, or the case is not theirs.
        ValidationError: there is no such entry, or nothing can be proved of it yet.
    """
    with writing(actor=actor, action=Action.EXPORT, case=step.case) as entry:
        said = {"item": step.item.key, "step": step.pk, "kind": step.kind, "sha256": step.sha256}
        recorded = entry_saying(
            actor=actor, action=Action.RECORD_CUSTODY, about=step.recorded_at, facts=said
        )
        if recorded is None:
            none = _("The log of this office has no entry of its own for this step.")
            raise ValidationError(none)
        found = _proof(actor, recorded)
        content = _made(actor, step, recorded, found, form)
        entry.note(
            item=step.item.key,
            step=step.pk,
            entry=recorded.sequence,
            form=form,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return Issued(content, f"{step.case.reference}-{step.item.key}-{step.pk}.{form}")


def _proof(actor: User, recorded: LogEntry) -> EntryProof:
    try:
        return entry_proof(actor=actor, entry=recorded)
    except NoCheckpoint:
        raise ValidationError(
            _(
                "No checkpoint of the log was signed since this step was recorded. One is signed "
                "every day: ask for the proof again then."
            )
        ) from None
    except (Broken, LogKeyMissing, WitnessKeysRefused):
        raise ValidationError(
            _(
                "Nothing can be proved: the log, its key or the keys of its witnesses were "
                "changed. Tell the ombudsman and the administrator."
            )
        ) from None


def _made(
    actor: User, step: CustodyStep, recorded: LogEntry, found: EntryProof, form: ProofForm
) -> bytes:
    if form is ProofForm.FILE:
        return str(found).encode()
    seen = witnessed_by(found.note, witness_keys())
    day = date_format(timezone.localdate())
    document = proof_on_paper(step, recorded, found, seen=seen, made_by=actor.name, day=day)
    return pdf_of(document, made_by=actor.name, made_at=timezone.now())
