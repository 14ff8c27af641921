"""Taking an inquiry out of the office as a letter, which the log keeps with the file's digest."""

from __future__ import annotations

import hashlib

from django.utils import timezone, translation

from amends.office.accounts.models import User
from amends.office.inquiries.models import Inquiry
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.printing.letters import letter
from amends.office.printing.services import MAKERS, FileForm, Issued


def issue_letter(*, actor: User, inquiry: Inquiry, form: FileForm, language: str) -> Issued:
    """Make an inquiry a letter in a language; the log keeps its digest.

    Raises:
        NotPermitted: the actor's role takes nothing out of the office, or the case is not theirs.
    """
    with writing(actor=actor, action=Action.EXPORT, case=inquiry.case) as entry:
        with translation.override(language):
            document = letter(inquiry, made_by=actor.name, today=timezone.localdate())
            content = MAKERS[form](document, made_by=actor.name, made_at=timezone.now())
        digest = hashlib.sha256(content).hexdigest()
        entry.note(inquiry=inquiry.number, form=form, sha256=digest, language=language)
    return Issued(content, f"{inquiry.case.reference}-inquiry-{inquiry.number}-{language}.{form}")
