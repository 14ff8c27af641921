"""Finding what a call names: the case in its address, colleagues and parties in its body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from amends.office.accounts import selectors as accounts
from amends.office.accounts.models import Unit, User
from amends.office.cases import selectors as cases
from amends.office.cases.models import Case
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party
from amends.office.policy import Layer, sees
from amends.office.validation import problem

R = TypeVar("R")


def case_of(actor: User, reference: str, layer: Layer = Layer.CASE) -> Case:
    """Return a case of the caller's, if their role sees the layer asked for.

    Raises:
        Case.DoesNotExist: there is none, or it is not shown; the two look the same.
    """
    if not sees(actor, layer):
        raise Case.DoesNotExist
    return cases.case(actor=actor, reference=reference)


def home_unit(actor: User) -> Unit:
    """Return the caller's unit; whoever may record something outside a case has one."""
    return cast("Unit", actor.unit)


def named_case(actor: User, field: str, reference: str) -> Case:
    """Return the case that a field of the body names.

    Raises:
        ValidationError: there is none that the caller may open.
    """
    return _named(
        field,
        _("There is no case of this reference that you may open."),
        lambda: cases.case(actor=actor, reference=reference),
    )


def colleague(actor: User, field: str, username: str) -> User:
    """Return the colleague that a field of the body names.

    Raises:
        ValidationError: nobody of the unit has this user name.
    """
    return _named(
        field,
        _("Nobody in your unit has this user name."),
        lambda: accounts.colleagues(actor=actor).get(username=username),
    )


def named_parties(actor: User, case: Case, field: str, keys: Sequence[str]) -> list[Party]:
    """Return the parties that a field of the body names by key, in that order.

    Raises:
        ValidationError: one of them is not in the case.
    """
    if not keys:
        return []
    known = {party.key: party for party in parties.parties(actor=actor, case=case)}
    if any(key not in known for key in keys):
        raise problem(field, _("There is no party with this key in the case."))
    return [known[key] for key in dict.fromkeys(keys)]


def named_party(actor: User, case: Case, field: str, key: str) -> Party | None:
    """Return the party that a field of the body names; None if it names nobody.

    Raises:
        ValidationError: there is no such party in the case.
    """
    return next(iter(named_parties(actor, case, field, [key] if key else [])), None)


def _named(field: str, message: str, find: Callable[[], R]) -> R:
    try:
        return find()
    except ObjectDoesNotExist:
        raise problem(field, message) from None
