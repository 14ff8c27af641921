"""Telling the ombudsman by mail that an emergency access is granted: which, the mail never says."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.policy import Role, is_barred
from amends.office.validation import problem


def tell_the_ombudsman(case: Case) -> None:
    """Hand over a mail to every ombudsman with an address whom no bar keeps from the case.

    Raises:
        ValidationError: there is none, or a mail was not taken; nothing may be granted then.
    """
    ombudsmen = User.objects.filter(role=Role.OMBUDSMAN, is_active=True).exclude(email="")
    told = [person for person in ombudsmen if not is_barred(person, case)]
    if not told:
        raise problem(
            "reason",
            _(
                "No ombudsman can be told, so nothing is granted. An administrator opens an "
                "ombudsman's account or enters its e-mail address."
            ),
        )
    try:
        taken = get_connection().send_messages([_mail_to(person) for person in told])
    except (OSError, ValueError):  # the mail server's refusals, and an address it cannot take
        taken = 0
    if taken != len(told):
        raise problem(
            "reason",
            _(
                "The mail to the ombudsman was not taken, so nothing is granted. Try again, and "
                "have an administrator look at the mail server."
            ),
        )


def _mail_to(person: User) -> EmailMessage:
    with translation.override(person.language or settings.LANGUAGE_CODE):
        address = settings.SITE_URL.rstrip("/") + reverse("emergencies")
        said = _("Two persons opened a case to somebody to whom it is not assigned.")
        end = _("This message says nothing about any case. Log in to see which:")
        return EmailMessage(
            subject=_("amends: an emergency access was granted"),
            body=f"{said}\n\n{end}\n{address}\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
