"""Pages on the inquiries of a case: the list, making one, and one with all that came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging.selectors import charging_of
from amends.office.charging.words import ELEMENT_STATES
from amends.office.evidence import selectors as attachments
from amends.office.exhibits import selectors as evidence
from amends.office.inquiries import reply_services, selectors, services
from amends.office.inquiries.desk_views import filters_in, list_context
from amends.office.inquiries.forms import (
    InquiryForm,
    ReasonForm,
    RemindForm,
    ReplyForm,
    SendForm,
    initial_of,
)
from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.rows import inquiry_row, line_rows
from amends.office.inquiries.standing import Unproved, count_of, element_today, unproved
from amends.office.inquiries.words import first_words
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.tasks.selectors import possible_owners

TAB = "case-inquiries"
FIRST_DUE = timedelta(days=14)


@require_GET
def inquiries(request: HttpRequest, reference: str) -> HttpResponse:
    """List the inquiries of a case, and the lines of inquiry that were closed."""
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    known = selectors.inquiries(actor=actor, case=case, removed=True)
    asked = filters_in(request)
    rows = selectors.all_inquiries(
        actor=actor, filters=asked, today=timezone.localdate(), case=case
    )
    lines = list(selectors.lines(actor=actor, case=case, undone=True))
    context = {
        "case": case,
        "tab": TAB,
        **list_context(request, rows, asked),
        "removed": known.exclude(removed_at=None),
        "lines": list(line_rows(line for line in lines if line.undone_at is None)),
        "undone": [line for line in lines if line.undone_at is not None],
        "may_inquire": may(actor, Action.INQUIRE),
        "may_close": may(actor, Action.CLOSE_LINE),
    }
    return render(request, "inquiries/inquiries.html", context)


@require_http_methods(["GET", "POST"])
def add_inquiry(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft an inquiry; one that comes from an element of a count is filled in already."""
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    require(actor, Action.INQUIRE, case)
    offered = unproved(charging_of(actor=actor, case=case, today=timezone.localdate()))
    form = InquiryForm(
        request.POST or None,
        initial=_first(request, actor, offered),
        offered=offered,
        people=possible_owners(actor=actor, case=case),
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        row = offered.get(given.pop("about", ""))
        tie = services.tie_of(row) if row is not None else None
        made = attempt(
            form, lambda: services.make_inquiry(actor=actor, case=case, tie=tie, **given)
        )
        if made is not None:
            undo = reverse("inquiry-remove", args=[case.reference, made.number])
            said = _("Inquiry %d is drafted. Read the letter, then say when it went out.")
            messages.success(request, said % made.number, extra_tags=undo)
            return redirect("inquiry", case.reference, made.number)
    context = {"case": case, "tab": TAB, "form": form}
    return render(request, "inquiries/edit.html", context)


@require_http_methods(["GET", "POST"])
def edit_inquiry(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Change an inquiry; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    case, row = inquiry_or_404(request, reference, number)
    require(actor, Action.INQUIRE, case)
    form = InquiryForm(
        request.POST or None,
        initial=initial_of(row),
        offered={},
        fixed=True,
        people=possible_owners(actor=actor, case=case),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_inquiry(actor=actor, inquiry=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("inquiry", case.reference, row.number)
    context = {"case": case, "tab": TAB, "form": form, "inquiry": row}
    return render(request, "inquiries/edit.html", context)


@require_http_methods(["GET", "POST"])
def inquiry(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show an inquiry with its reminders and replies; send it, remind, record a reply, close it."""
    actor = actor_of(request)
    case, row = inquiry_or_404(request, reference, number)
    forms = _forms(request, actor, case, row)
    if request.method == "POST":
        asked = request.POST.get("form", "")
        if asked not in forms:
            raise Http404
        if forms[asked].is_valid() and _done(actor, row, asked, forms[asked]) is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('inquiry', args=[case.reference, number])}#{asked}")
    today = timezone.localdate()
    found = charging_of(actor=actor, case=case, today=today)
    stands = element_today(found, row)
    context = {
        "case": case,
        "tab": TAB,
        "row": inquiry_row(row, today),
        "replies": row.answers,  # type: ignore[attr-defined]  # prefetched by the selector
        "reminders": row.reminded,  # type: ignore[attr-defined]  # prefetched by the selector
        "count": count_of(found, row),
        "stands": ELEMENT_STATES[stands] if stands is not None else None,
        "forms": forms,
        "may_inquire": may(actor, Action.INQUIRE),
        "can_recall": _can_recall(row),
    }
    return render(request, "inquiries/inquiry.html", context)


def inquiry_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees its inquiries.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.INQUIRIES):
        raise Http404
    return case_or_404(request, reference)


def inquiry_or_404(request: HttpRequest, reference: str, number: int) -> tuple[Case, Inquiry]:
    """Return the case and the inquiry of this number.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    return case, found_or_404(lambda: selectors.inquiry(actor=actor, case=case, number=number))


def _can_recall(row: Inquiry) -> bool:
    """Say whether it went out and nothing came of that yet."""
    came: list[object] = [*row.answers, *row.reminded]  # type: ignore[attr-defined]  # prefetched
    return row.sent_on is not None and row.closed_on is None and not came


def _first(request: HttpRequest, actor: User, offered: dict[str, Unproved]) -> dict[str, Any]:
    """Return what a new inquiry says at first: all of it, if it comes from an element."""
    about = request.GET.get("about", "")
    due = timezone.localdate() + FIRST_DUE
    first: dict[str, Any] = {"owner": actor, "due": due, "urgency": "routine"}
    if about in offered:
        return {**first, "about": about, **first_words(offered[about])}
    return {**first, "proposition": request.GET.get("shows", "")[:500]}


def _forms(request: HttpRequest, actor: User, case: Case, row: Inquiry) -> dict[str, Form]:
    """Return the forms of what can be done with an inquiry as it stands."""
    if not may(actor, Action.INQUIRE) or row.removed_at or row.closed_on:
        return {}
    posted = request.POST.get("form", "") if request.method == "POST" else ""
    today = timezone.localdate()

    def given(name: str) -> Any:
        return request.POST if posted == name else None

    forms: dict[str, Form] = {"close": ReasonForm(given("close"), auto_id="close_%s")}
    if row.sent_on is None:
        forms["send"] = SendForm(given("send"), initial={"on": today}, auto_id="send_%s")
        return forms
    forms["reply"] = ReplyForm(
        given("reply"),
        initial={"on": today},
        auto_id="reply_%s",
        attachments=attachments.attachments(actor=actor, case=case),
        items=evidence.items(actor=actor, case=case),
    )
    if inquiry_row(row, today).waits:
        first = {"on": today, "due": today + FIRST_DUE}
        forms["remind"] = RemindForm(given("remind"), initial=first, auto_id="remind_%s")
    return forms


def _done(actor: User, row: Inquiry, asked: str, form: Form) -> Any:
    given = form.cleaned_data
    acts: dict[str, Callable[[], Any]] = {
        "send": lambda: services.send_inquiry(actor=actor, inquiry=row, **given),
        "remind": lambda: services.remind(actor=actor, inquiry=row, **given),
        "reply": lambda: reply_services.record_reply(actor=actor, inquiry=row, **given),
        "close": lambda: services.close_inquiry(actor=actor, inquiry=row, **given),
    }
    return attempt(form, acts[asked])
