"""The page that shows what was read of a file, on which its passages are tied."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import selectors as attachments
from amends.office.evidence.models import Attachment
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors as parties
from amends.office.passages import selectors, services
from amends.office.passages.choices import choices_in
from amends.office.passages.forms import LARGEST, TieForm
from amends.office.passages.models import Passage
from amends.office.passages.rows import address_of, passage_rows, pieces_of
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.reading.selectors import TextPage, text_page
from amends.office.reading.words import place_words


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show a page of what was read of an attachment, as words and nothing else; tie some of it."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.ATTACHMENTS):
        raise Http404
    found = found_or_404(lambda: attachments.attachment(actor=actor, case=case, pk=pk))
    page = _page(request, actor, found)
    may_tie = may(actor, Action.TIE_PASSAGE) and found.removed_at is None
    form = _form(request, actor, case, page) if may_tie and page.is_read else None
    if request.method == "POST":
        require(actor, Action.TIE_PASSAGE, case)
        tied = _tied(actor, found, page, form)
        if tied is not None:
            undo = reverse("passage-remove", args=[case.reference, tied.pk])
            messages.success(request, _("The passage is tied."), extra_tags=undo)
            return redirect(address_of(tied))
    context = _context(request, actor, case, page)
    more = {"case": case, "tab": "case-attachments", "attachment": found, "form": form}
    return render(request, "passages/text.html", context | more)


def _page(request: HttpRequest, actor: User, found: Attachment) -> TextPage:
    return text_page(
        actor=actor,
        attachment=found,
        page=_number(request, "page"),
        stretch=_number(request, "stretch"),
        at=_number(request, "at"),
    )


def _number(request: HttpRequest, name: str) -> int:
    """Return a number in the address; what is none is nought."""
    given = request.GET.get(name, "")
    return min(int(given), LARGEST) if given.isdecimal() and len(given) <= 10 else 0


def _form(request: HttpRequest, actor: User, case: Case, page: TextPage) -> TieForm:
    people = parties.parties(actor=actor, case=case)
    chosen = _chosen(request, page)
    initial: dict[str, Any] = {}
    if chosen:
        words = page.shown.text[slice(*chosen)]
        initial = {"start": chosen[0], "end": chosen[1], "quote": words}
    return TieForm(request.POST or None, people=people, page=page, initial=initial)


def _chosen(request: HttpRequest, page: TextPage) -> tuple[int, int] | None:
    """Return the words that the address names, such as those a search found."""
    start, end = _number(request, "start"), _number(request, "end")
    return (start, end) if start < end <= len(page.shown.text) else None


def _tied(
    actor: User, attachment: Attachment, page: TextPage, form: TieForm | None
) -> Passage | None:
    if form is None or not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    words = {name: given[name] for name in ("start", "end", "quote", "element", "party", "note")}
    return attempt(
        form,
        lambda: services.tie_passage(actor=actor, attachment=attachment, page=page.number, **words),
    )


def _context(request: HttpRequest, actor: User, case: Case, page: TextPage) -> dict[str, Any]:
    shown, reading = page.shown, page.reading
    here = _here(actor, case, page)
    choices = choices_in(actor=actor, case=case) if sees(actor, Layer.CHARGING) else None
    place = list(page.parts).index(shown)
    return {
        "page": page,
        "reading": reading,
        "place": place_words(reading.unit, page.number) if reading and page.pages > 1 else "",
        "pieces": list(pieces_of(shown.text, shown.offset, here, _chosen(request, page))),
        "rows": passage_rows(here),
        "chosen": _chosen(request, page),
        "choices": choices,
        "part": place + 1,
        "parts": len(page.parts),
        **_around(page, place),
    }


def _here(actor: User, case: Case, page: TextPage) -> list[Passage]:
    """Return the passages on the part that is shown, for whoever sees them."""
    if page.reading is None:
        return []
    asked = selectors.PassageFilters(attachment=page.reading.attachment_id, found=True)
    first, last = page.shown.offset, page.shown.offset + len(page.shown.text)
    rows = selectors.passages(actor=actor, case=case, filters=asked)
    return list(rows.filter(page=page.number, start__lt=last, end__gt=first).order_by("start"))


def _around(page: TextPage, place: int) -> dict[str, str]:
    """Return the addresses of the parts before and behind the one that is shown."""
    before = after = ""
    if place:
        before = f"?page={page.number}&at={page.parts[place - 1].offset}"
    elif page.number > 1:
        before = f"?page={page.number - 1}"
    if place + 1 < len(page.parts):
        after = f"?page={page.number}&at={page.parts[place + 1].offset}"
    elif page.number < page.pages:
        after = f"?page={page.number + 1}"
    return {"before": before, "after": after}
