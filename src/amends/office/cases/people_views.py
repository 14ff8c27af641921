"""Pages on who works on a case: assignment, hand-over, notes and links."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers
from amends.office.cases import selectors, services
from amends.office.cases.forms import AssignForm, HandOverForm, LinkForm, NoteForm
from amends.office.cases.models import Case
from amends.office.pages import actor_of, attempt, case_or_404
from amends.office.policy import Action, Layer, may, require, sees


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who works on a case, who could, and let a head assign."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    may_assign = may(actor, Action.ASSIGN)
    form = AssignForm(request.POST or None, people=case_workers(actor=actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.assign(actor=actor, case=case, **given)):
            messages.success(request, _("%s works on this case now.") % given["user"].name)
            return redirect("case-people", case.reference)
    everybody = list(selectors.people(actor=actor, case=case))
    context = {
        "case": case,
        "tab": "case-people",
        "now": [person for person in everybody if person.until is None],
        "before": [person for person in everybody if person.until is not None],
        "hand_overs": selectors.hand_overs(actor=actor, case=case),
        "suggestions": selectors.suggested_people(actor=actor, case=case)[:6] if may_assign else [],
        "form": form if may_assign else None,
        "may_assign": may_assign,
        "may_hand_over": may(actor, Action.HAND_OVER),
    }
    return render(request, "cases/people.html", context)


@require_POST
def end_assignment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take somebody off a case."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    assignment = get_object_or_404(
        selectors.people(actor=actor, case=case).select_related("case"), pk=pk
    )
    services.end_assignment(
        actor=actor, assignment=assignment, reason=request.POST.get("reason", "")[:300]
    )
    messages.success(request, _("%s is off this case.") % assignment.user.name)
    return redirect("case-people", case.reference)


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Pass a case on to a new lead."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.HAND_OVER, case)
    form = HandOverForm(request.POST or None, people=case_workers(actor=actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.hand_over(actor=actor, case=case, **given))
        if done is not None:
            messages.success(
                request,
                _("%(case)s is handed over to %(name)s with %(tasks)d open tasks.")
                % {"case": case, "name": done.to_user.name, "tasks": done.tasks_moved},
            )
            return redirect("case-list")
    return render(
        request, "cases/hand_over.html", {"case": case, "tab": "case-people", "form": form}
    )


@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the notes of a case and take a new one."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.NOTES):
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if attempt(form, lambda: services.write_note(actor=actor, case=case, text=text)):
            messages.success(request, _("The note is written."))
            return redirect("case-notes", case.reference)
    context = {
        "case": case,
        "tab": "case-notes",
        "notes": selectors.notes(actor=actor, case=case),
        "form": form if may(actor, Action.WRITE_NOTE) else None,
    }
    return render(request, "cases/notes.html", context)


@require_POST
def withdraw_note(
    request: HttpRequest, reference: str, pk: int, back: bool = False
) -> HttpResponse:
    """Withdraw one's own note, or show it again."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = get_object_or_404(selectors.notes(actor=actor, case=case).select_related("case"), pk=pk)
    services.withdraw_note(actor=actor, note=found, withdrawn=not back)
    if back:
        messages.success(request, _("The note is shown again."))
    else:
        undo = reverse("note-restore", args=[case.reference, pk])
        messages.success(request, _("The note is withdrawn."), extra_tags=undo)
    return redirect("case-notes", case.reference)


@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the links, merges and splits of a case, and link another."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        other = named_case(form, "other", actor)
        reason = form.cleaned_data["reason"]
        if other and attempt(
            form,
            lambda: services.link_cases(actor=actor, case=case, other=other, reason=reason),
        ):
            messages.success(request, _("The cases are linked."))
            return redirect("case-links", case.reference)
    context = {
        "case": case,
        "tab": "case-links",
        "links": selectors.links(actor=actor, case=case),
        "moves": selectors.moves(actor=actor, case=case),
        "form": form if may(actor, Action.LINK) else None,
        "may_merge": may(actor, Action.MERGE),
        "may_split": may(actor, Action.SPLIT),
    }
    return render(request, "cases/links.html", context)


@require_POST
def unlink(request: HttpRequest, reference: str, pk: int, *, back: bool = False) -> HttpResponse:
    """Undo a link, or restore it."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    link = selectors.link(actor=actor, case=case, pk=pk)
    services.unlink_cases(actor=actor, link=link, undone=not back)
    if back:
        messages.success(request, _("The link is back."))
    else:
        undo = reverse("link-restore", args=[case.reference, pk])
        messages.success(request, _("The link is undone."), extra_tags=undo)
    return redirect("case-links", case.reference)


def named_case(form: Form, field: str, actor: User) -> Case | None:
    """Return the case a form names by reference, or say beside the field that there is none."""
    try:
        return selectors.case(actor=actor, reference=form.cleaned_data[field].strip().upper())
    except Case.DoesNotExist:
        form.add_error(field, _("There is no case of this reference that you may open."))
        return None
