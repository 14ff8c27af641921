"""Pages of the box, for the ombudsman who holds its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.integrity.complicity import Stage, warnings
from amends.office.complicity import box_services as services
from amends.office.complicity import opening, selectors
from amends.office.complicity.forms import (
    AnswerForm,
    CloseForm,
    CodeForm,
    KeyForm,
    ReportForm,
    StepForm,
)
from amends.office.complicity.models import STAGE_LABELS, Box, SealedReport
from amends.office.complicity.uploads import came_too_much
from amends.office.evidence.inert import handed_out
from amends.office.pages import ROWS, actor_of, attempt, found_or_404


def of_an_opened_box(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Give a view the box that was opened in this log-in; ask for its code where none is."""

    @wraps(view)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        box = opening.opened(actor=actor_of(request), session=request.session)
        return view(request, box=box, **kwargs) if box else redirect("box-code")

    return shown


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code that follows from the key, and open its box."""
    actor = actor_of(request)
    boxes = opening.boxes(actor=actor)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed, session = form.cleaned_data["code"], request.session
        if attempt(form, lambda: opening.open_with(actor=actor, code=typed, session=session)):
            return redirect("box")
    return render(request, "complicity/code.html", {"form": form, "boxes": boxes})


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the box for the rest of this log-in."""
    opening.close_again(actor=actor_of(request), session=request.session)
    messages.success(request, _("The box is closed."))
    return redirect("box-code")


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Name the key that reports are sealed to from now on."""
    actor = actor_of(request)
    opened = opening.opened(actor=actor, session=request.session)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.name_key(actor=actor, opened=opened, **given)):
            messages.success(request, _("Reports are sealed to this key from now on."))
            return redirect("box-code")
    context = {"form": form, "boxes": opening.boxes(actor=actor), "opened": opened}
    return render(request, "complicity/key.html", context)


@require_GET
@of_an_opened_box
def box(request: HttpRequest, box: Box) -> HttpResponse:
    """Show the reports of a box: when they came, how far each is, and what is late."""
    actor = actor_of(request)
    stage, year = request.GET.get("stage", ""), request.GET.get("year", "")
    asked_year = int(year) if year.isdecimal() and len(year) == 4 else None  # digits of a year
    rows = selectors.reports(actor=actor, box=box, stage=stage, year=asked_year)
    context = {
        "box": box,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "new": sum(row.new_parts for row in rows),
        "stage": stage,
        "year": year,
        "stages": [("", _("Any")), *((one.value, STAGE_LABELS[one]) for one in Stage)],
        "years": [("", _("Any")), *((str(one), str(one)) for one in _years(actor, box))],
        "this_year": timezone.localdate().year,
    }
    return render(request, "complicity/box.html", context)


@require_POST
@of_an_opened_box
def parcel(request: HttpRequest, box: Box) -> HttpResponseBase:
    """Hand out what is sealed in the box, to be opened where the key is."""
    actor = actor_of(request)
    taken = selectors.sealed_parts(
        actor=actor,
        box=box,
        reference=request.POST.get("reference", "").replace("\0", ""),
        new_only="everything" not in request.POST,
    )
    parts = list(taken.defer("content"))
    if not parts:
        messages.info(request, _("There is nothing new in the box."))
        return redirect("box")
    content = selectors.parcel(actor=actor, box=box, taken=taken)
    services.mark_taken(actor=actor, parts=parts)
    return handed_out(content, f"box-{timezone.localdate():%Y-%m-%d}.sealed")


@require_http_methods(["GET", "POST"])
@of_an_opened_box
def one(request: HttpRequest, box: Box, report: str) -> HttpResponse:
    """Show one report, and go on with it."""
    found = _report_or_404(request, box, report)
    actor = actor_of(request)
    closing = request.POST.get("step") == services.Step.CLOSE
    form = (CloseForm if closing else StepForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.take_step(actor=actor, report=found, **given)):
            messages.success(request, _("Written down."))
            return redirect("box-report", report)
    return _show(request, found, form if request.method == "POST" else None)


@require_POST
@of_an_opened_box
def answer(request: HttpRequest, box: Box, report: str) -> HttpResponse:
    """Take an answer that was sealed where the key is."""
    found = _report_or_404(request, box, report)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["answer"].read()
        actor = actor_of(request)
        if attempt(form, lambda: services.keep_answer(actor=actor, report=found, content=content)):
            messages.success(request, _("The answer waits for whoever has the receipt."))
            return redirect("box-report", report)
    return _show(request, found, None, answer_form=form)


@require_http_methods(["GET", "POST"])
@of_an_opened_box
def public(request: HttpRequest, box: Box) -> HttpResponse:
    """Enter what was alleged in public."""
    form = ReportForm(
        request.POST or None, request.FILES or None, came_too_much=came_too_much(request)
    )
    if request.method == "POST" and form.is_valid():
        words, files, actor = form.words(), form.cleaned_data["enclosed"], actor_of(request)
        row = attempt(
            form,
            lambda: services.enter_published(actor=actor, box=box, words=words, files=files),
        )
        if row:
            messages.success(request, _("Entered and sealed."))
            return redirect("box-report", row.reference)
    return render(request, "complicity/public.html", {"form": form})


@require_http_methods(["GET", "POST"])
@of_an_opened_box
def figures(request: HttpRequest, box: Box, year: int) -> HttpResponse:
    """Show what would be published of a year, and publish it."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            services.publish_figures(actor=actor, box=box, year=year)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Published."))
            return redirect("complicity-figures")
    found = selectors.figures_of(actor=actor, box=box, year=year)
    context = {"figures": found, "year": year, "over": year < timezone.localdate().year}
    return render(request, "complicity/figures.html", context)


def _years(actor: Any, box: Box) -> list[int]:
    return selectors.years(actor=actor, box=box)


def _report_or_404(request: HttpRequest, box: Box, reference: str) -> SealedReport:
    return found_or_404(
        lambda: selectors.report(actor=actor_of(request), box=box, reference=reference)
    )


def _show(
    request: HttpRequest,
    report: SealedReport,
    refused: StepForm | None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    """Show a report with the steps that follow from where it stands."""
    context = {
        "report": report,
        "progress": report.progress,
        "warnings": warnings(report.progress, timezone.localdate()),
        "parts": selectors.parts(actor=actor_of(request), report=report),
        "refused": refused,
        "close_form": refused if isinstance(refused, CloseForm) else CloseForm(),
        "answer_form": answer_form or AnswerForm(),
    }
    return render(request, "complicity/one.html", context)
