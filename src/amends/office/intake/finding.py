"""Finding the report or the recruiter a page is about."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from amends.office.accounts.models import User
from amends.office.intake import register_selectors as register
from amends.office.intake import selectors
from amends.office.intake.models import Recruiter, Report
from amends.office.pages import actor_of, found_or_404
from amends.office.policy import Layer, sees


def reports_or_404(request: HttpRequest) -> User:
    """Return the reader, if their role sees reports.

    Raises:
        Http404: it does not.
    """
    actor = actor_of(request)
    if not sees(actor, Layer.INTAKE):
        raise Http404
    return actor


def report_or_404(request: HttpRequest, reference: str) -> tuple[User, Report]:
    """Return the reader and the report of this reference.

    Raises:
        Http404: there is none, or it is not theirs to see; the two look the same.
    """
    actor = reports_or_404(request)
    return actor, found_or_404(lambda: selectors.report(actor=actor, reference=reference))


def recruiter_or_404(request: HttpRequest, pk: int) -> tuple[User, Recruiter]:
    """Return the reader and the recruiter of this key.

    Raises:
        Http404: there is none, or it is of another unit.
    """
    actor = reports_or_404(request)
    return actor, found_or_404(lambda: register.recruiter(actor=actor, pk=pk))
