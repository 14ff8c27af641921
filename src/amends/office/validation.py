"""How services say what is wrong: by field, in the user's language, with the remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, JSONField, Model, TextField
from django.utils.formats import date_format
from django.utils.translation import gettext

from amends.base.countries import is_country
from amends.base.dates import When
from amends.base.messages import Message
from amends.base.spans import Span
from amends.base.texts import mixed_scripts, unseen_characters, unseen_here
from amends.office.desk.words import listed, span_words, when_words

ISOLATES = range(0x2066, 0x206A)


class ChangedMeanwhile(ValidationError):
    """Somebody else wrote a record since it was read; nothing was saved.

    Attributes:
        current: the record as it stands now, where a door shows it beside the refusal.
    """

    current: Any = None

    def __init__(self) -> None:
        """Say so beside the field that carries the version."""
        message = gettext(
            "A colleague changed this while you were writing. Nothing of yours was saved and "
            "nothing of theirs is lost. Compare both, then save again."
        )
        super().__init__({"version": [message]})


def refuse_if_changed(*, shown: int, now: int) -> None:
    """Refuse to write over what the writer has not seen.

    Raises:
        ChangedMeanwhile: the record is of another version than the one that was shown.
    """
    if shown != now:
        raise ChangedMeanwhile


def problem(field: str, message: Any) -> ValidationError:
    """Return a refusal that names one field."""
    return ValidationError({field: [message]})


def checked_country(field: str, code: str) -> str:
    """Return the code of a country in capital letters; an empty one stays empty.

    Raises:
        ValidationError: no country has this code.
    """
    capitals = code.upper()
    if code and not is_country(capitals):
        message = gettext("%s is not a country. Write its two letters, such as PH.")
        raise problem(field, message % code)
    return capitals


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
    if isinstance(value, tuple):
        return listed(str(_said(inner)) for inner in value)
    if isinstance(value, When):
        return when_words(str(value))
    if isinstance(value, Span):
        return span_words(value)
    return date_format(value) if isinstance(value, date) else value


def localised(value: object) -> str:
    """Return what fills a message as it would stand in one, in the reader's language."""
    return str(_said(value))


def check(row: Model, *, without: Collection[str] = ()) -> None:
    """Check the row's own fields: types, lengths, choices. Uniqueness is the database's.

    Args:
        row: what is to be written.
        without: the fields that are not looked at, such as references to rows not written yet.

    Raises:
        ValidationError: by field, what is wrong.
    """
    row.full_clean(exclude=set(without), validate_unique=False, validate_constraints=False)
    if unseen := {name: codes for name, text in _texts(row) if (codes := unseen_characters(text))}:
        raise ValidationError({name: _unseen(codes) for name, codes in unseen.items()})


def check_scripts(field: str, name: str) -> None:
    """Refuse a name in which one word mixes letters that look alike: nobody would find it again.

    Raises:
        ValidationError: beside the field, which scripts are mixed.
    """
    if scripts := mixed_scripts(name):
        raise problem(
            field,
            gettext(
                "One word mixes letters that look alike: %(scripts)s. Write each word in one "
                "script."
            )
            % {"scripts": ", ".join(scripts)},
        )


def check_seen(field: str, text: str) -> None:
    """Refuse a text of no field of a row that holds what cannot be seen or stored.

    Raises:
        ValidationError: beside the field, which characters.
    """
    if codes := unseen_characters(text):
        raise ValidationError({field: _unseen(codes)})


def _texts(row: Model) -> Iterator[tuple[str, str]]:
    """Yield what people typed into a row; browsers send a carriage return with every new line."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, CharField | TextField) and not field.choices:
            yield field.name, str(value or "").replace("\r\n", "\n")
        elif isinstance(field, JSONField) and isinstance(value, list):
            yield field.name, "\n".join(text for text in value if isinstance(text, str))


def _unseen(codes: tuple[str, ...]) -> list[str]:
    return [f"{translated(unseen_here(code))} {gettext('Take it out.')}" for code in codes]


def each_once(texts: Iterable[str], longest: int = 200) -> list[str]:
    """Return texts typed one a line, without blanks around them, each once and none empty."""
    return list(dict.fromkeys(text.strip()[:longest] for text in texts if text.strip()))


def to_be_stored(sentence: str) -> str:
    """Return a sentence of ours without the marks that isolate names, which no field takes.

    They keep names in their place among words that run the other way, and pages put their own.
    """
    return sentence.translate(dict.fromkeys(ISOLATES))


def save(row: Model) -> None:
    """Check a row and write it."""
    check(row)
    row.save()
