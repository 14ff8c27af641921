"""What a cell says, by what its column takes: a code, a date, a key, plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache, partial

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.base.messages import Refusal
from amends.office.exchange.layouts import Column, Takes, plain

SHOWN = 40
KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
BETWEEN_KEYS = re.compile(r"[;,،؛|/\s]+")
COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?", re.ASCII)
YEAR_FIRST = re.compile(r"(~?\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})", re.ASCII)


def value_of(text: str, column: Column) -> str:
    """Return what a cell says, as services take it; an empty cell says nothing.

    Raises:
        Refusal: what is wrong with it and how to write it.
    """
    if not text:
        return ""
    value = READERS.get(column.takes, _text)(text, column)
    if len(value) > column.longest and column.takes is not Takes.PARTIES:
        raise Refusal(
            "This has %(length)d characters. Shorten it to %(most)d.",
            length=len(value),
            most=column.longest,
        )
    return value


def reader_of(column: Column) -> Callable[[str], str]:
    """Return what reads the cells of a column as ``value_of`` does, and each text only once.

    Days, codes and keys come again and again; of free text nothing is kept.
    """
    read = partial(value_of, column=column)
    return lru_cache(maxsize=None)(read) if column.takes is not Takes.TEXT else read


def keys_in(text: str) -> list[str]:
    """Return the keys a cell names, whatever stands between them."""
    return list(dict.fromkeys(key for key in BETWEEN_KEYS.split(text) if key))


def nearest(word: str, column: Column) -> str:
    """Return the code that a word most looks like, or nothing."""
    close = get_close_matches(plain(word[:SHOWN]), column.values, n=1, cutoff=0.7)
    return column.values[close[0]] if close else ""


def western_digits(text: str) -> str:
    """Return a text with the digits of every script written as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _text(text: str, _: Column) -> str:
    return text


def _choice(text: str, column: Column) -> str:
    code = column.values.get(plain(text))
    if code is not None:
        return code
    meant = nearest(text, column)
    if meant:
        raise Refusal(
            "%(given)s is not known here. Did you mean %(meant)s?",
            given=repr(text[:SHOWN]),
            meant=meant,
        )
    raise Refusal(
        "%(given)s is not known here. Write one of: %(known)s.",
        given=repr(text[:SHOWN]),
        known=", ".join(column.codes[:20]),
    )


def _date(text: str, _: Column) -> str:
    written = western_digits(text)
    if timed := TIME.fullmatch(written):
        written = timed[1]
    if turned := YEAR_FIRST.fullmatch(written):
        written = "-".join(part.zfill(2) for part in turned.groups() if part)
    if DAY_FIRST.fullmatch(written):
        raise Refusal(
            "%(text)s does not say which is the day and which the month. Write 2008-05-03.",
            text=repr(text[:SHOWN]),
        )
    return str(When.parse(written))


def _key(text: str, _: Column) -> str:
    written = western_digits(text)
    if not KEY.fullmatch(written):
        raise Refusal(
            "%(text)s is not a key. Write letters a to z, digits, - and _ only, such as V1.",
            text=repr(text[:SHOWN]),
        )
    return written


def _country(text: str, _: Column) -> str:
    if not COUNTRY.fullmatch(text):
        raise Refusal(
            "%(text)s is not a country. Write its two letters, such as PH.",
            text=repr(text[:SHOWN]),
        )
    return text.upper()


def _number(text: str, _: Column) -> str:
    return western_digits(text)


def _money(text: str, _: Column) -> str:
    return str(Amount.parse(western_digits(text)))


READERS: dict[Takes, Callable[[str, Column], str]] = {
    Takes.CHOICE: _choice,
    Takes.DATE: _date,
    Takes.KEY: _key,
    Takes.PARTY: _key,
    Takes.COUNTRY: _country,
    Takes.NUMBER: _number,
    Takes.MONEY: _money,
}
