"""What the office's views share: finding the case, and handing a form to a service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest

from amends.office.accounts.models import User
from amends.office.cases import selectors as cases
from amends.office.cases.models import Case
from amends.office.validation import ChangedMeanwhile
from amends.office.versions import VersionedForm

R = TypeVar("R")
M = TypeVar("M", bound=Model)
ROWS = 50
MOST = 5_000


def actor_of(request: HttpRequest) -> User:
    """Return who is logged in; views without a log-in do not call this."""
    return cast("User", request.user)


def case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case of this reference, if it is one of the reader's own.

    Raises:
        Http404: there is none, or it is not theirs; the two look the same.
    """
    return found_or_404(lambda: cases.case(actor=actor_of(request), reference=reference))


def found_or_404(find: Callable[[], R]) -> R:
    """Return what a selector finds.

    Raises:
        Http404: it found nothing that the reader may see.
    """
    try:
        return find()
    except ObjectDoesNotExist:
        raise Http404 from None


def attempt(form: Form, act: Callable[[], R]) -> R | None:
    """Hand a form to a service; put what the service refuses beside the fields it names.

    Where a form calls a field by another name than the service, its ``called`` says so. What a
    colleague wrote meanwhile is shown beside it.
    """
    try:
        return act()
    except ValidationError as refusal:
        for field, messages in _by_field(refusal).items():
            shown = getattr(form, "called", {}).get(field, field)
            form.add_error(shown if shown in form.fields else None, ValidationError(messages))
        if isinstance(refusal, ChangedMeanwhile) and isinstance(form, VersionedForm):
            form.compare()
        return None


def page_of(rows: QuerySet[M], request: HttpRequest) -> Page[M]:
    """Return the page of rows the request asks for; a page that is not there gives the nearest."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


@dataclass(frozen=True)
class Window:
    """One page of a long list, and whether the list goes on beyond what is counted."""

    page: Page[int]
    more: bool


def window_of(rows: QuerySet[M], request: HttpRequest) -> Window:
    """Return the keys of the page a request asks for, walking the list once.

    Counting a hundred thousand rows costs more than showing fifty, so no more than ``MOST`` are
    counted and turned through; whoever needs more narrows the list.
    """
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    page = Paginator(keys[:MOST], ROWS).get_page(request.GET.get("page"))
    return Window(page, more=len(keys) > MOST)


def _by_field(refusal: ValidationError) -> dict[str, list[str]]:
    if hasattr(refusal, "error_dict"):
        return refusal.message_dict
    return {NON_FIELD_ERRORS: refusal.messages}
