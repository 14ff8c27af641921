"""What is done with an inquiry by one press of a button, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.inquiries import line_services, reply_services, selectors, services
from amends.office.inquiries.forms import LineForm, ReasonForm
from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.views import TAB, inquiry_case_or_404, inquiry_or_404
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, require

Act = Callable[[User, Inquiry], object]
ACTS: dict[str, Act] = {
    "recall": lambda actor, row: services.recall_inquiry(actor=actor, inquiry=row),
    "reopen": lambda actor, row: services.reopen_inquiry(actor=actor, inquiry=row),
    "remove": lambda actor, row: services.remove_inquiry(actor=actor, inquiry=row),
    "restore": lambda actor, row: services.remove_inquiry(actor=actor, inquiry=row, removed=False),
}


@require_POST
def act(request: HttpRequest, reference: str, number: int, what: str) -> HttpResponse:
    """Call an inquiry back, open it again, take it out of view or bring it back."""
    case, row = inquiry_or_404(request, reference, number)
    try:
        ACTS[what](actor_of(request), row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("inquiry", case.reference, number)
    if what == "remove":
        undo = reverse("inquiry-restore", args=[case.reference, number])
        messages.success(request, _("Inquiry %d is removed.") % number, extra_tags=undo)
        return redirect(TAB, case.reference)
    messages.success(request, _("Saved."))
    return redirect("inquiry", case.reference, number)


@require_POST
def strike_reply(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike a reply out with a reason, or let it stand again."""
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    reply = found_or_404(lambda: selectors.reply(actor=actor, case=case, pk=pk))
    form = ReasonForm(request.POST)
    if back or form.is_valid():
        reason = "" if back else form.cleaned_data["reason"]
        reply_services.strike_reply(actor=actor, reply=reply, reason=reason, back=back)
        undo = reverse("reply-restore", args=[case.reference, pk])
        said = _("The reply stands again.") if back else _("The reply is struck out.")
        messages.success(request, said, extra_tags="" if back else undo)
    else:
        messages.error(request, _("Say why it is struck out."))
    return redirect(f"{reverse('inquiry', args=[case.reference, reply.inquiry.number])}#reply")


@require_http_methods(["GET", "POST"])
def close_line(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a line of inquiry in which no technique is lawful."""
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    require(actor, Action.CLOSE_LINE, case)
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stated = {name: form.cleaned_data[name] for name in ("what", "techniques", "why")}
        line = attempt(
            form,
            lambda: line_services.close_line(
                actor=actor, case=case, alternatives=form.considered(), **stated
            ),
        )
        if line is not None:
            undo = reverse("line-undo", args=[case.reference, line.pk])
            messages.success(request, _("The line of inquiry is closed."), extra_tags=undo)
            return redirect(f"{reverse(TAB, args=[case.reference])}#lines")
    return render(request, "inquiries/line.html", {"case": case, "tab": TAB, "form": form})


@require_POST
def undo_line(request: HttpRequest, reference: str, pk: int, *, back: bool = False) -> HttpResponse:
    """Open a line of inquiry again, or let its closing stand."""
    actor = actor_of(request)
    case = inquiry_case_or_404(request, reference)
    line = found_or_404(lambda: selectors.line(actor=actor, case=case, pk=pk))
    line_services.undo_line(actor=actor, line=line, undone=not back)
    undo = reverse("line-restore", args=[case.reference, pk])
    messages.success(request, _("Saved."), extra_tags="" if back else undo)
    return redirect(f"{reverse(TAB, args=[case.reference])}#lines")
