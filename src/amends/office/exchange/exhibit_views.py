"""Pages on exhibits in CASE/UCO: choose a file, see what becomes of each exhibit, take them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from amends.office.evidence import selectors as attachments
from amends.office.evidence.services import attach_file
from amends.office.exchange import exhibit_selectors, exhibit_services
from amends.office.exchange.exhibit_rows import exhibit_rows
from amends.office.exchange.forms import GraphForm
from amends.office.exchange.graphs import found_in
from amends.office.exchange.views import importer
from amends.office.pages import attempt, found_or_404
from amends.office.policy import Action, require

TAB = "case-import"


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose a file with exhibits; it is attached to the case, and its exhibits are tried."""
    actor, case = importer(request, reference)
    require(actor, Action.ENTER_EVIDENCE, case)
    form = GraphForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["graph"]
        data = file.read()
        found = attempt(form, lambda: found_in(data))
        attachment = found and attempt(
            form,
            lambda: attach_file(
                actor=actor, case=case, title=file.name, filename=file.name, chunks=[data]
            ),
        )
        if attachment:
            return redirect("import-exhibits-check", case.reference, attachment.pk)
    return render(request, "exchange/graph.html", {"case": case, "tab": TAB, "form": form})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show what would become of each exhibit of an attached file, and take them."""
    actor, case = importer(request, reference)
    require(actor, Action.ENTER_EVIDENCE, case)
    attachment = found_or_404(lambda: attachments.attachment(actor=actor, case=case, pk=pk))
    trouble, tried = "", []
    try:
        if request.method == "POST":
            batch = exhibit_services.import_exhibits(actor=actor, attachment=attachment)
            said = ngettext(
                "%(taken)d of %(read)d exhibit is taken.",
                "%(taken)d of %(read)d exhibits are taken.",
                batch.read,
            )
            undo = reverse("import-undo", args=[case.reference, batch.pk])
            named = {"taken": batch.taken, "read": batch.read}
            messages.success(request, said % named, extra_tags=undo)
            return redirect("case-evidence", case.reference)
        found = exhibit_selectors.exhibits_of(actor=actor, attachment=attachment)
        tried = exhibit_services.check_exhibits(actor=actor, case=case, found=found)
    except ValidationError as refusal:
        trouble = " ".join(refusal.messages)
    context = {
        "case": case,
        "tab": TAB,
        "attachment": attachment,
        "trouble": trouble,
        "rows": list(exhibit_rows(tried)),
        "taken": sum(one.item is not None for one in tried),
    }
    return render(request, "exchange/exhibits.html", context)
