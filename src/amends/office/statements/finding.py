"""Finding what the pages on statements are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from amends.office.cases.models import Case
from amends.office.pages import actor_of, case_or_404
from amends.office.policy import Layer, sees

TAB = "case-statements"


def statements_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees its statements.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.STATEMENTS):
        raise Http404
    return case_or_404(request, reference)


def as_entered(row: Any, form: Any) -> dict[str, Any]:
    """Return what a row holds for the fields of a form."""
    found = {name: getattr(row, name, None) for name in form.base_fields}
    for name in ("interpreter_certified", "warned", "sworn"):
        if found.get(name) is not None:
            found[name] = "true" if found[name] else "false"
    return found
