"""How services say what is wrong: by field, in the user's language, with the remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext

from amends.base.dates import When
from amends.base.messages import Message
from amends.office.desk.words import when_words


def problem(field: str, message: Any) -> ValidationError:
    """Return a refusal that names one field."""
    return ValidationError({field: [message]})


def translated(message: Message) -> str:
    """Return a message of the pure rooms in the reader's language, with what is filled into it.

    Dates are written out: figures with hyphens change their order among words that run from right
    to left.
    """
    sentence = gettext(message.sentence)
    filled = {name: _said(value) for name, value in message.values.items()}
    return sentence % filled if filled else sentence


def _said(value: object) -> object:
    if isinstance(value, Message):
        return translated(value)
    if isinstance(value, When):
        return when_words(str(value))
    return date_format(value) if isinstance(value, date) else value


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
