"""A query that names a field nobody knows is refused, since a misspelt filter narrows nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpRequest
from ninja.errors import ValidationError

from amends.api.paging import Asked

View = Callable[..., Any]


def refuse_unknown_queries(operation: View) -> View:
    """Let an operation answer only queries whose every field it knows.

    Raises:
        ValidationError: by field, which ones it does not know.
    """
    known = _fields_of(operation)

    @wraps(operation)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        unknown = sorted(request.GET.keys() - known)
        if unknown:
            errors = [{"loc": ("query", name), "type": "extra_forbidden"} for name in unknown]
            raise ValidationError(errors)
        return operation(request, *args, **kwargs)

    return answer


def _fields_of(operation: View) -> set[str]:
    """Return the fields of the query an operation takes, if it takes one."""
    hints = get_type_hints(operation).values()
    taken = [hint for hint in hints if isinstance(hint, type) and issubclass(hint, Asked)]
    return {name for hint in taken for name in hint.model_fields}
