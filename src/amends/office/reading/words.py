"""The words for what came of reading an attachment."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amends.office.reading.files.results import Unit, Why
from amends.office.reading.models import Reading, State

WHY = {
    Why.NOTHING: "",
    Why.EMPTY_FILE: gettext_lazy("The file is empty."),
    Why.NO_WORDS: gettext_lazy("There is not one word in it."),
    Why.SCAN: gettext_lazy(
        "Its pages are pictures without text. Attach a version whose text was recognised."
    ),
    Why.NO_OCR: gettext_lazy(
        "It is a picture or has pages that are, and no program that recognises text in pictures is "
        "installed here."
    ),
    Why.PASSWORD: gettext_lazy(
        "It is protected by a password. Attach a version without one, beside this one."
    ),
    Why.BROKEN: gettext_lazy(
        "Its contents do not hold together. Ask whoever sent it for another copy."
    ),
    Why.CHANGED: gettext_lazy(
        "Its stored bytes no longer match their fingerprint. Tell the administrator."
    ),
    Why.ENTITIES: gettext_lazy("It declares XML entities, which no office program writes."),
    Why.ARCHIVE: gettext_lazy("It is an archive, or lies within one. Attach its files one by one."),
    Why.UNKNOWN_KIND: gettext_lazy(
        "No text is taken out of files of this kind. PDF, DOCX, XLSX, e-mail, web pages and text "
        "are read."
    ),
    Why.FILE_SIZE: gettext_lazy("The file is larger than what is read."),
    Why.UNPACKED_SIZE: gettext_lazy("It unpacks to far more than a document holds."),
    Why.TOO_MANY_PAGES: gettext_lazy("It has more pages than are read."),
    Why.TOO_LONG: gettext_lazy("Its text is longer than what is read."),
    Why.TIME: gettext_lazy("Reading it took too long."),
    Why.MEMORY: gettext_lazy("Reading it took too much memory."),
    Why.STOPPED: gettext_lazy("The program that reads it stopped several times."),
}
MOST_NAMED = 12


def why_words(reading: Reading) -> str:
    """Return why there is no text, or which pages it lacks."""
    reason = str(WHY[Why(reading.why)]) if reading.why else ""
    if reading.state != State.TAKEN or not reading.missed:
        return reason
    return " ".join(filter(None, [_missed(reading), reason]))


def _missed(reading: Reading) -> str:
    shown = ", ".join(map(str, reading.missed[:MOST_NAMED]))
    numbers = f"{shown}…" if len(reading.missed) > MOST_NAMED else shown
    return _("Not read: %s.") % _places(reading.unit, numbers, len(reading.missed))


def _places(unit: str, numbers: str, count: int) -> str:
    if unit == Unit.PAGE:
        return ngettext("page %(numbers)s", "pages %(numbers)s", count) % {"numbers": numbers}
    if unit == Unit.SHEET:
        return ngettext("sheet %(numbers)s", "sheets %(numbers)s", count) % {"numbers": numbers}
    return ngettext("part %(numbers)s", "parts %(numbers)s", count) % {"numbers": numbers}


def place_words(unit: str, number: int) -> str:
    """Return where in a file something stands: page 3, sheet 2, part 1."""
    return _places(unit, str(number), 1)


def extent_words(reading: Reading) -> str:
    """Return how much was read of a file."""
    if reading.unit == Unit.PAGE:
        said = ngettext("%(count)d page", "%(count)d pages", reading.pages)
    elif reading.unit == Unit.SHEET:
        said = ngettext("%(count)d sheet", "%(count)d sheets", reading.pages)
    else:
        return ""
    return said % {"count": reading.pages}
