"""Pages on disclosure sets: putting one together, binding, and serving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure import bind_services, selectors, set_selectors, set_services
from amends.office.disclosure.forms import NumberingForm, ServiceForm, SetForm
from amends.office.disclosure.gathering import ordered
from amends.office.disclosure.models import DisclosureSet, SetState
from amends.office.disclosure.rows import LineRow, line_row, why_words
from amends.office.disclosure.selectors import Schedule
from amends.office.disclosure.views import SERVED, TAB, address, disclosure_case_or_404
from amends.office.disclosure.words import trouble_words, way_word
from amends.office.evidence import selectors as attachments
from amends.office.exhibits.forms import StrikeForm
from amends.office.pages import actor_of, attempt, found_or_404, page_of
from amends.office.parties.models import Party
from amends.office.policy import Action, Layer, may, require, sees
from amends.proof.bates import Series


@require_http_methods(["GET", "POST"])
def sets(request: HttpRequest, reference: str) -> HttpResponse:
    """List the sets of a case, and say how its pages are numbered."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    numbering = selectors.numbering(actor=actor, case=case)
    shown = {name: getattr(numbering, name) for name in ("prefix", "digits", "start", "version")}
    form = NumberingForm(request.POST or None, initial=shown)
    if request.method == "POST":
        require(actor, Action.DISCLOSE, case)
        if form.is_valid():
            given = form.cleaned_data
            done = attempt(
                form, lambda: set_services.set_numbering(actor=actor, case=case, **given)
            )
            if done is not None:
                messages.success(request, _("Saved."))
                return redirect("disclosure-sets", case.reference)
    known = set_selectors.sets(actor=actor, case=case, removed=True)
    runs = selectors.given_runs(actor=actor, case=case, prefix=numbering.prefix)
    context = {
        "case": case,
        "tab": TAB,
        "page": page_of(known.filter(removed_at=None), request),
        "removed": known.exclude(removed_at=None),
        "form": form,
        "given": len(runs),
        "may_disclose": may(actor, Action.DISCLOSE),
    }
    return render(request, "disclosure/sets.html", context)


@require_http_methods(["GET", "POST"])
def edit_set(request: HttpRequest, reference: str, key: str = "") -> HttpResponse:
    """Put a set together, or change one that is not served."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    require(actor, Action.DISCLOSE, case)
    row = _set_or_404(actor, case, key) if key else None
    found = selectors.schedule(actor=actor, case=case)
    chosen = _chosen(request, actor, row)
    form = SetForm(request.POST or None, initial=_shown(row))
    theirs = chosen
    if request.method == "POST" and form.is_valid():
        done = _kept(request, case, row, found, form)
        if done is not None:
            return redirect("disclosure-set", case.reference, done.key)
        if row is not None and form.cleaned_data.get("version") != row.version:
            theirs = _held(actor, row)
    context = {
        "case": case,
        "tab": TAB,
        "set": row,
        "form": form,
        "rows": [
            (line_row(line), line.key in chosen, line.key in theirs)
            for line in ordered(found.lines)
        ],
    }
    return render(request, "disclosure/edit_set.html", context)


@require_http_methods(["GET", "POST"])
def one_set(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show a set: what is in it, the bundle, on whom it was served; record a service."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference, Layer.SERVED)
    row = _set_or_404(actor, case, key)
    form = _service_form(request, actor, case, row)
    if request.method == "POST":
        require(actor, Action.DISCLOSE, case)
        if form.is_valid():
            given = form.cleaned_data
            done = attempt(form, lambda: set_services.serve(actor=actor, row=row, **given))
            if done is not None:
                messages.success(
                    request, _("The service is recorded. The set is frozen from now on.")
                )
                return redirect("disclosure-set", case.reference, key)
    bundle = next(iter(row.all_bundles), None)  # type: ignore[attr-defined]  # prefetched
    discloses = may(actor, Action.DISCLOSE)
    context = {
        "case": case,
        "tab": TAB if sees(actor, Layer.DISCLOSURE) else SERVED,
        "set": row,
        "why": why_words(row),
        "rows": _rows_in(actor, case, row),
        "bundle": bundle,
        "numbers": _numbers(bundle),
        "parts": _parts(bundle),
        "spent": row.all_bundles[1:],  # type: ignore[attr-defined]  # prefetched
        "services": [(one, way_word(one.way)) for one in row.all_services],  # type: ignore[attr-defined]  # prefetched
        "form": form,
        "may_disclose": discloses,
        "may_read": sees(actor, Layer.ATTACHMENTS),
        "is_open": row.state not in {SetState.SERVED, SetState.WAITING},
        "is_bound": row.state in {SetState.BOUND, SetState.SERVED} and bundle is not None,
    }
    return render(request, "disclosure/set.html", context)


@require_POST
def bind(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Ask for the bundle of a set; one that is small is made at once."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    row = _set_or_404(actor, case, key)
    version = request.POST.get("version", "")
    try:
        row = set_services.ask_for_bundle(
            actor=actor, row=row, version=int(version) if version.isdecimal() else row.version
        )
    except ValidationError as refusal:
        for said in refusal.messages:
            messages.error(request, said)
        return redirect("disclosure-set", case.reference, key)
    bind_services.bind_after_asking(row)
    row.refresh_from_db()
    if row.state == SetState.BOUND:
        messages.success(request, _("The bundle is bound, numbered and read again."))
    elif row.state == SetState.WAITING:
        messages.info(request, _("The bundle is being made. This page says how far it is."))
    else:
        messages.error(request, why_words(row))
    return redirect("disclosure-set", case.reference, key)


@require_POST
def remove_set(
    request: HttpRequest, reference: str, key: str, *, back: bool = False
) -> HttpResponse:
    """Take a set that is not served out of view, or bring it back."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    row = _set_or_404(actor, case, key)
    set_services.remove_set(actor=actor, row=row, removed=not back)
    undo = address("set-restore", case, key)
    said = _("%s is back.") % key if back else _("%s is removed.") % key
    messages.success(request, said, extra_tags="" if back else undo)
    return redirect("disclosure-sets", case.reference)


@require_POST
def strike_service(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike a service that was recorded wrongly out, or let it stand again."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    row = found_or_404(lambda: set_selectors.service(actor=actor, case=case, pk=pk))
    form = StrikeForm(request.POST)
    if back or form.is_valid():
        reason = "" if back else form.cleaned_data["reason"]
        set_services.strike_service(actor=actor, service=row, reason=reason, back=back)
        undo = address("service-restore", case, pk)
        said = _("The service stands again.") if back else _("The service is struck out.")
        messages.success(request, said, extra_tags="" if back else undo)
    else:
        messages.error(request, _("Say why the service is struck out."))
    return redirect("disclosure-set", case.reference, row.set.key)


def _set_or_404(actor: User, case: Case, key: str) -> DisclosureSet:
    found = found_or_404(lambda: set_selectors.disclosure_set(actor=actor, case=case, key=key))
    if found.removed_at is not None and not may(actor, Action.DISCLOSE):
        raise Http404
    return found


def _chosen(request: HttpRequest, actor: User, row: DisclosureSet | None) -> set[str]:
    if request.method == "POST":
        return set(request.POST.getlist("piece"))
    if row is None:
        return set(request.GET.getlist("piece"))
    return _held(actor, row)


def _held(actor: User, row: DisclosureSet | None) -> set[str]:
    """Return the keys of what a set holds now."""
    return {piece.key for piece in set_selectors.pieces_in(actor=actor, row=row)} if row else set()


def _shown(row: DisclosureSet | None) -> dict[str, Any]:
    return {"title": row.title, "version": row.version} if row else {}


def _kept(
    request: HttpRequest, case: Case, row: DisclosureSet | None, found: Schedule, form: SetForm
) -> DisclosureSet | None:
    actor, keys = actor_of(request), set(request.POST.getlist("piece"))
    pieces = [line.piece for line in ordered(found.lines) if line.key in keys]
    given = form.cleaned_data
    if row is None:
        return attempt(
            form, lambda: set_services.open_set(actor=actor, case=case, pieces=pieces, **given)
        )
    return attempt(
        form, lambda: set_services.edit_set(actor=actor, row=row, pieces=pieces, **given)
    )


def _service_form(request: HttpRequest, actor: User, case: Case, row: DisclosureSet) -> ServiceForm:
    people = Party.objects.seen_by(actor).filter(
        pk__in=[party.pk for party in selectors.defendants(actor=actor, case=case)]
    )
    files = attachments.attachments(actor=actor, case=case)
    return ServiceForm(
        request.POST or None, parties=people, proofs=files, initial={"version": row.version}
    )


def _rows_in(actor: User, case: Case, row: DisclosureSet) -> list[LineRow]:
    """Return the lines of a set that is not served; those of others stand in the bundle."""
    if not sees(actor, Layer.DISCLOSURE):
        return []
    found = selectors.schedule(actor=actor, case=case)
    lines = [found.line(piece.key) for piece in set_selectors.pieces_in(actor=actor, row=row)]
    return [line_row(line) for line in lines if line is not None]


def _numbers(bundle: Any) -> str:
    if bundle is None:
        return ""
    series = Series(bundle.prefix, bundle.digits)
    return f"{series.label(bundle.first)} – {series.label(bundle.last)}"


def _parts(bundle: Any) -> list[dict[str, Any]]:
    if bundle is None:
        return []
    series = Series(bundle.prefix, bundle.digits)
    return [
        {
            **part,
            "from": series.label(part["first"]),
            "to": series.label(part["last"]),
            "why": trouble_words(part["trouble"]) if part["trouble"] else "",
        }
        for part in bundle.parts
    ]
