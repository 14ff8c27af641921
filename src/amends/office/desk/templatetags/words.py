"""Template filters that turn codes and dates into words."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.translation import gettext

from amends.base.messages import Message
from amends.office.desk import words
from amends.office.log.words import said_in
from amends.office.validation import translated

register = template.Library()
register.filter("event_word", words.event_word)
register.filter("role_word", words.role_word)
register.filter("when_words", words.when_words)


@register.filter
def stage_word(code: str) -> Any:
    """Return what a stage is called."""
    return words.STAGES.get(code, code)  # type: ignore[call-overload]  # a code of the enum


@register.filter
def standing_word(code: str) -> Any:
    """Return what a standing is called."""
    return words.STANDINGS.get(code, code)  # type: ignore[call-overload]  # a code of the enum


@register.filter
def capacity_word(code: str) -> Any:
    """Return what a capacity is called."""
    return words.CAPACITIES.get(code, code)  # type: ignore[call-overload]  # a code of the enum


@register.filter
def category_word(code: str) -> Any:
    """Return what a category of events is called."""
    return words.CATEGORIES.get(code, code)


@register.filter
def side_word(code: str) -> Any:
    """Return what a side or a role of the office is called."""
    return words.SIDES.get(code, code)


@register.filter
def said(text: str) -> str:
    """Return a label of a data file in the reader's language."""
    return gettext(text) if text else ""


@register.filter(is_safe=True)
def squeezed(markup: str) -> str:
    """Return markup with its runs of white space as one space: a long table is read as before."""
    return re.sub(r"\s{2,}", " ", markup)


@register.filter
def step_words(message: Message) -> str:
    """Return one step of a computation in the reader's language, its codes and days as words."""
    values = {name: words.value_words(value) for name, value in message.values.items()}
    return translated(Message(message.sentence, values))


@register.filter
def table_word(name: str) -> Any:
    """Return what a table of case data is called."""
    return words.TABLES.get(name, name)


@register.filter
def action_word(code: str) -> Any:
    """Return what an action in the log is called."""
    return words.ACTIONS.get(code, code)


@register.filter
def verdict_word(code: str) -> Any:
    """Return what a verdict is called."""
    return words.VERDICTS.get(code, code)


@register.filter
def log_words(data: str) -> str:
    """Return what a log entry says of itself as a line to read, not as data."""
    return said_in(data)
