"""How services say what is wrong: by field, in the user's language, with the remedy."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext

from amends.base.messages import Message


def problem(field: str, message: Any) -> ValidationError:
    """Return a refusal that names one field."""
    return ValidationError({field: [message]})


def translated(message: Message) -> str:
    """Return a message of the pure rooms in the reader's language, and those filled into it."""
    sentence = gettext(message.sentence)
    filled = {
        name: translated(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return sentence % filled if filled else sentence


def check(row: Model) -> None:
    """Check the row's own fields: types, lengths, choices. Uniqueness is the database's.

    Raises:
        ValidationError: by field, what is wrong.
    """
    row.full_clean(validate_unique=False, validate_constraints=False)


def save(row: Model) -> None:
    """Check a row and write it."""
    check(row)
    row.save()
