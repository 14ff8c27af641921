"""What must hold of an argument, whoever writes it: a lawyer at the screen or an archive."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.office.proving.models import Answered, Argument
from amends.office.validation import problem
from amends.proof.graph import MEANS
from amends.proof.schemes import schemes
from amends.proof.to_prove import Matter


def check_element(element: str) -> None:
    """Refuse what is no element.

    Raises:
        ValidationError: it is none.
    """
    if element not in set(Matter):
        raise problem("element", _("%s is not an element. Choose from the list.") % element)


def check_target(row: Argument) -> None:
    """Check that an argument is for an element or for a proposition of our own, and not for both.

    Raises:
        ValidationError: by field, what is wrong.
    """
    if row.proposition is None:
        check_element(row.element)
    elif row.element or row.word or row.by is not None or row.to is not None:
        raise problem("proposition", _("Choose an element or a proposition, not both."))


def check_put(row: Argument) -> None:
    """Check how an argument is put; whose consent it was is heard against a means alone.

    Raises:
        ValidationError: by field, what is wrong.
    """
    if row.scheme and row.scheme not in schemes():
        raise problem("scheme", _("%s is not one of the choices.") % row.scheme)
    if not row.generalisation.strip():
        raise problem("generalisation", _("Say in one sentence why it follows."))
    if row.consent and not (row.against and row.element == MEANS):
        message = _("Consent can be heard against a means only, and never against a count.")
        raise problem("consent", message)


def check_rests(*, on_something: bool, of_defence: bool) -> None:
    """Check that an argument rests on something; only what the defence says may rest on nothing.

    Raises:
        ValidationError: it rests on nothing.
    """
    if not on_something and not of_defence:
        raise problem("items", _("Choose at least one item that it rests on."))


def check_reason(row: Answered) -> None:
    """Check that an answer says on what it rests.

    Raises:
        ValidationError: it does not.
    """
    if not row.reason.strip():
        raise problem("reason", _("Say on what it rests."))


def on_side(row: Argument, *, defeated_is_of_defence: bool) -> bool:
    """Say whether what is said about another argument is of the defence.

    Whatever takes the ground from under an argument is of the other side; whatever answers a
    question on it is of the same.
    """
    return defeated_is_of_defence if row.question else not defeated_is_of_defence
