"""The words of disclosure: grounds, ways of service, and why pages cannot be used."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.office.disclosure.pages.opening import Trouble
from amends.proof.withholding import grounds, ways

TROUBLES: dict[str, str | Promise] = {
    Trouble.NOT_A_PDF: _("It is no PDF."),
    Trouble.LOCKED: _("It opens with a password only. Attach a copy without one."),
    Trouble.DAMAGED: _("It is damaged or not made as a PDF is. Attach a sound copy."),
    Trouble.NO_PAGES: _("It has no pages."),
    Trouble.TOO_MANY_PAGES: _("It has too many pages. Attach it in parts."),
    Trouble.TOO_LARGE: _("It is too large, or unpacks to too much. Attach it in parts."),
    Trouble.TIME: _("It took too long. Attach it in parts."),
    Trouble.STOPPED: _("Reading it had to be stopped. Attach a copy that was printed to PDF anew."),
    Trouble.EMPTY: _("It is empty."),
    Trouble.UNREADABLE: _("The stored file cannot be read. Tell the administrator."),
    "thing": _("There is no file of it: it can be inspected where it is kept."),
}
TAKEN: dict[str, str | Promise] = {
    "signs": _("letters"),
    "pictures": _("pictures, blanked or taken out"),
    "drawings": _("drawings"),
    "patterns": _("patterns"),
    "layers": _("hidden layers"),
    "metadata": _("facts about the file"),
    "outlines": _("bookmarks"),
    "forms": _("fields of forms"),
    "scripts": _("scripts"),
    "files": _("files within the file"),
    "notes": pgettext_lazy("on a page of a file", "notes and links"),
}


def ground_word(code: str) -> str:
    """Return what a ground for withholding is called."""
    ground = grounds().get(code)
    return gettext(ground.label) if ground else code


def way_word(code: str) -> str:
    """Return what a way of service is called."""
    way = ways().get(code)
    return gettext(way.label) if way else code


def trouble_words(code: str) -> str:
    """Return why pages cannot be used, and what to do."""
    return str(TROUBLES.get(code, code))


def taken_words(taken: dict[str, int]) -> list[tuple[str, int]]:
    """Return how much of what was taken out, in words."""
    return [(str(TAKEN.get(what, what)), number) for what, number in taken.items() if number]
