"""Pages on the passages of a case: the list, changing one, taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.cases.models import Case
from amends.office.evidence import selectors as attachments
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404, page_of
from amends.office.parties import selectors as parties
from amends.office.passages import selectors, services
from amends.office.passages.choices import choices_in
from amends.office.passages.forms import EditForm, ListFilter
from amends.office.passages.rows import passage_rows
from amends.office.policy import Action, Layer, may, require, sees

TAB = "case-evidence"


@require_GET
def passages(request: HttpRequest, reference: str) -> HttpResponse:
    """List the passages of a case, by what they go to and whom they speak against."""
    actor = actor_of(request)
    case = passages_case_or_404(request, reference)
    form = ListFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    page = page_of(selectors.passages(actor=actor, case=case, filters=_filters(asked)), request)
    context = {
        "case": case,
        "tab": TAB,
        "page": page,
        "rows": passage_rows(page.object_list),
        "asked": asked,
        "in_use": sum(bool(value) for value in asked.values()),
        "choices": choices_in(actor=actor, case=case),
        "attachments": attachments.attachments(actor=actor, case=case),
        "states": form.fields["state"].choices,  # type: ignore[attr-defined]  # a choice
        "may_tie": may(actor, Action.TIE_PASSAGE),
    }
    return render(request, "passages/passages.html", context)


@require_http_methods(["GET", "POST"])
def edit_passage(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Change what a passage goes to, whom it speaks against, or the note on it."""
    actor = actor_of(request)
    case = passages_case_or_404(request, reference)
    require(actor, Action.TIE_PASSAGE, case)
    row = found_or_404(lambda: selectors.passage(actor=actor, case=case, pk=pk))
    form = EditForm(
        request.POST or None,
        initial={
            "element": row.element,
            "party": row.party_id,
            "note": row.note,
            "version": row.version,
        },
        choices=choices_in(actor=actor, case=case),
        people=parties.parties(actor=actor, case=case),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_passage(actor=actor, passage=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("case-passages", case.reference)
    (shown,) = passage_rows([row])
    context = {"case": case, "tab": TAB, "form": form, "row": shown}
    return render(request, "passages/edit.html", context)


@require_POST
def remove_passage(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a passage out of view, or bring it back."""
    actor = actor_of(request)
    case = passages_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.passage(actor=actor, case=case, pk=pk))
    services.remove_passage(actor=actor, passage=row, removed=not back)
    if back:
        messages.success(request, _("The passage is back."))
    else:
        undo = reverse("passage-restore", args=[case.reference, pk])
        messages.success(request, _("The passage is removed."), extra_tags=undo)
    return redirect("case-passages", case.reference)


def passages_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees its evidence.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.EVIDENCE):
        raise Http404
    return case_or_404(request, reference)


def _filters(asked: dict[str, object]) -> selectors.PassageFilters:
    state = asked.get("state")
    attachment = asked.get("attachment")
    return selectors.PassageFilters(
        element=str(asked.get("element") or ""),
        party=str(asked.get("party") or "").replace("\0", ""),
        attachment=attachment if isinstance(attachment, int) else None,
        found=False if state == "lost" else None,
        removed=state == "removed",
    )
