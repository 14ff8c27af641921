"""Finding what the pages on statements are about, and what the second of two writers is shown."""

from __future__ import annotations

from typing import Any

from django.forms import Form
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


def told_apart(form: Form, row: Any) -> list[tuple[Any, str]]:
    """Return what a row says now, field by field, where a form that was refused says otherwise.

    The form is made to know the version shown now, so that saving it again keeps what was typed.
    """
    know_version(form, row)
    fresh = type(form).base_fields
    return [
        (field.label, _shown(getattr(row, name)))
        for name, field in fresh.items()
        if name != "version" and hasattr(row, name) and _differs(form, name, getattr(row, name))
    ]


def know_version(form: Form, row: Any) -> None:
    """Let a form that was sent know the version that is shown beside it now."""
    if form.is_bound and form.data.get("version") != str(row.version):
        again = form.data.copy()  # type: ignore[attr-defined]  # a query that can be copied
        again["version"] = str(row.version)
        form.data = again


def _differs(form: Form, name: str, now: Any) -> bool:
    return name in form.fields and form.cleaned_data.get(name) != now


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
