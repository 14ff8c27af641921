"""What came of reading an attachment, as a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amends.office.reading.models import Reading, State
from amends.office.reading.words import extent_words, why_words

register = template.Library()
TONES = {State.WAITING: "info", State.TAKEN: "good"}


@dataclass(frozen=True)
class ReadingWords:
    """Whether it was read, how much of it, and what could not be read and why."""

    label: str
    tone: str
    extent: str
    why: str
    is_waiting: bool
    has_text: bool = False


@register.simple_tag
def reading_words(reading: Reading | SafeString | str | None) -> ReadingWords:
    """Return the words for a reading; an attachment that nobody asked to read waits."""
    if not isinstance(reading, Reading):
        return ReadingWords(str(State.WAITING.label), "info", "", "", is_waiting=True)
    state = State(reading.state)
    label = str(state.label)
    if state is State.TAKEN and (reading.missed or reading.why):
        label = _("Read in part")
    return ReadingWords(
        label=label,
        tone="warn" if reading.missed else TONES.get(state, "warn"),
        extent=extent_words(reading),
        why=why_words(reading),
        is_waiting=state is State.WAITING,
        has_text=state is State.TAKEN,
    )
