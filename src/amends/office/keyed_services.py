"""Rows of a case that have a key of their own, such as E1: the next free one, and each once."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from amends.office.cases.models import Case
from amends.office.validation import problem, save


def next_numbered_key(kind: type[Model], case: Case, letter: str) -> str:
    """Return the key after the highest one that is the letter and a number."""
    keys = kind._base_manager.filter(case=case).values_list("key", flat=True)
    numbers = [int(match[1]) for key in keys if (match := re.fullmatch(rf"{letter}(\d+)", key))]
    return f"{letter}{max(numbers, default=0) + 1}"


def save_with_own_key(row: Model) -> None:
    """Check and write a row whose key no other of its case may bear.

    Raises:
        ValidationError: by field, what is wrong, or that the key is taken.
    """
    try:
        with transaction.atomic():
            save(row)
    except IntegrityError:
        key = getattr(row, "key", "")
        raise problem(
            "key", _("The key %s names another one of this case. Choose another.") % key
        ) from None
