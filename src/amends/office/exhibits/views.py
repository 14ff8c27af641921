"""Pages on the evidence of a case: the list, one item, and what stands behind several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import selectors as attachments
from amends.office.exhibits import (
    custody_services,
    objection_services,
    selectors,
    services,
    uco_services,
)
from amends.office.exhibits.forms import (
    CarrierForm,
    FileForm,
    ItemForm,
    ListFilter,
    ObjectionForm,
    StrikeForm,
)
from amends.office.exhibits.models import Admissibility, Item, ItemCarrier, ItemFile
from amends.office.exhibits.rows import (
    ItemRow,
    carrier_said,
    cause_rows,
    item_row,
    needs_custody,
    objection_rows,
    particulars_of,
    step_rows,
)
from amends.office.exhibits.standing import alternatives
from amends.office.exhibits.words import STEPS, element_word, kind_word
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors as parties
from amends.office.passages.rows import PassageRow, passage_rows
from amends.office.passages.selectors import passages_in
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.stamps import authority
from amends.office.stamps.selectors import stamps
from amends.proof.kinds import elements, kinds

TAB = "case-evidence"


@require_GET
def evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """List the items of evidence of a case, and what stands behind several of them."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    known = list(selectors.items(actor=actor, case=case, removed=True))
    today = timezone.localdate()
    rows = [item_row(item, today) for item in known if item.removed_at is None]
    form = ListFilter(request.GET)
    form.is_valid()
    context = {
        "case": case,
        "tab": TAB,
        "rows": [row for row in rows if _is_wanted(row, form.cleaned_data)],
        "all": len(rows),
        "with_gaps": sum(bool(row.gaps) for row in rows),
        "removed": [item for item in known if item.removed_at is not None],
        "asked": form.cleaned_data,
        "in_use": sum(bool(value) for value in form.cleaned_data.values()),
        "kinds": [(code, kind_word(code)) for code in kinds()],
        "elements": [(code, element_word(code)) for code in elements()],
        "states": Admissibility.choices,
        "causes": cause_rows(
            selectors.causes(actor=actor, case=case), parties.parties(actor=actor, case=case)
        ),
        "may_enter": may(actor, Action.ENTER_EVIDENCE),
        "may_hand_out": may(actor, Action.EXPORT),
        "may_take_in": may(actor, Action.IMPORT) and may(actor, Action.ENTER_EVIDENCE),
    }
    return render(request, "exhibits/evidence.html", context)


@require_GET
def evidence_in_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand out the exhibits of a case in CASE, for other programs."""
    actor = actor_of(request)
    require(actor, Action.EXPORT)
    case = evidence_case_or_404(request, reference)
    content = uco_services.export_exhibits(actor=actor, case=case)
    answer = HttpResponse(content, content_type="application/ld+json")
    named = f'attachment; filename="{case.reference}-evidence.jsonld"'
    answer.headers["Content-Disposition"] = named
    return answer


@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter an item on one screen."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    require(actor, Action.ENTER_EVIDENCE, case)
    form = ItemForm(request.POST or None, parties=parties.parties(actor=actor, case=case))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.enter_item(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("item-remove", args=[case.reference, row.key])
            messages.success(request, _("%s is entered.") % row.key, extra_tags=undo)
            if "another" in request.POST:
                return redirect("item-add", case.reference)
            return redirect("item", case.reference, row.key)
    return render(request, "exhibits/edit.html", {"case": case, "tab": TAB, "form": form})


@require_http_methods(["GET", "POST"])
def edit_item(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Correct what is stated of an item."""
    actor = actor_of(request)
    case, row = item_or_404(request, reference, key)
    require(actor, Action.ENTER_EVIDENCE, case)
    initial = {name: getattr(row, name) for name in (*services.EDITABLE, "version")}
    beside = [entry.party_id for entry in row.people]  # type: ignore[attr-defined]  # prefetched
    if row.helps_defence is not None:
        initial["helps_defence"] = "true" if row.helps_defence else "false"
    form = ItemForm(
        request.POST or None,
        initial={**initial, "parties": beside},
        parties=parties.parties(actor=actor, case=case),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.edit_item(actor=actor, item=row, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("item", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "item": row}
    return render(request, "exhibits/edit.html", context)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show an item with its custody and what it rests on; add a carrier, a file, an objection."""
    actor = actor_of(request)
    case, row = item_or_404(request, reference, key)
    forms = _forms(request, actor, case, row)
    if request.method == "POST":
        asked = request.POST.get("form", "")
        if asked not in forms:
            raise Http404
        if forms[asked].is_valid() and _done(actor, row, asked, forms[asked]) is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('item', args=[case.reference, row.key])}#{asked}")
    steps = list(step_rows(row))
    context = {
        "case": case,
        "tab": TAB,
        "row": item_row(row, timezone.localdate()),
        "steps": [one for one in steps if one.number is not None],
        "struck": [one for one in steps if one.number is None],
        "needs": [[(one, carrier_said(one)) for one in rows] for rows in alternatives(row)],
        "in_custody": needs_custody(row),
        "step_kinds": STEPS.items(),
        "particulars": particulars_of(row),
        "objections": list(objection_rows(row)),
        "passages": _passages(actor, case, row),
        "stamps": list(stamps(actor=actor, case=case).filter(item=row)),
        "asks_authority": authority.is_set(),
        "forms": forms,
        "may_enter": may(actor, Action.ENTER_EVIDENCE),
        "may_record": may(actor, Action.RECORD_CUSTODY),
        "may_export": may(actor, Action.EXPORT),
    }
    return render(request, "exhibits/item.html", context)


@require_POST
def remove_item(
    request: HttpRequest, reference: str, key: str, *, back: bool = False
) -> HttpResponse:
    """Take an item out of view, or bring it back."""
    case, row = item_or_404(request, reference, key)
    services.remove_item(actor=actor_of(request), item=row, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % row.key)
    else:
        undo = reverse("item-restore", args=[case.reference, key])
        messages.success(request, _("%s is removed.") % row.key, extra_tags=undo)
    return redirect(TAB, case.reference)


@require_POST
def strike_step(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike a step of custody out with a reason, or let it stand again."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    step = found_or_404(lambda: selectors.step(actor=actor, case=case, pk=pk))
    form = StrikeForm(request.POST)
    if back or form.is_valid():
        reason = "" if back else form.cleaned_data["reason"]
        custody_services.strike_step(actor=actor, step=step, reason=reason, back=back)
        undo = reverse("step-restore", args=[case.reference, pk])
        said = _("The step stands again.") if back else _("The step is struck out.")
        messages.success(request, said, extra_tags="" if back else undo)
    else:
        messages.error(request, _("Say why the step is struck out."))
    return redirect(f"{reverse('item', args=[case.reference, step.item.key])}#step")


@require_POST
def remove_carrier(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a carrier out of view, or bring it back."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.carrier(actor=actor, case=case, pk=pk))
    services.remove_carrier(actor=actor, carrier=row, removed=not back)
    undo = reverse("carrier-restore", args=[case.reference, pk])
    messages.success(request, _("Saved."), extra_tags="" if back else undo)
    return redirect(f"{reverse('item', args=[case.reference, row.item.key])}#carrier")


def evidence_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees its evidence.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.EVIDENCE):
        raise Http404
    return case_or_404(request, reference)


def item_or_404(request: HttpRequest, reference: str, key: str) -> tuple[Case, Item]:
    """Return the case and the item of this key.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    return case, found_or_404(lambda: selectors.item(actor=actor, case=case, key=key))


def _is_wanted(row: ItemRow, asked: dict[str, Any]) -> bool:
    return (
        asked.get("kind", "") in {"", row.item.kind}
        and (not asked.get("element") or asked["element"] in row.item.goes_to)
        and asked.get("state", "") in {"", row.item.admissibility}
        and (not asked.get("gaps") or bool(row.gaps))
    )


def _passages(actor: User, case: Case, row: Item) -> list[PassageRow]:
    """Return the passages of an item's files; each stands once, though copies hold the same."""
    files: list[ItemFile] = row.files  # type: ignore[attr-defined]  # prefetched
    found = passages_in(actor=actor, case=case, attachments={one.attachment_id for one in files})
    return [one for rows in found.values() for one in passage_rows(rows)]


def _forms(request: HttpRequest, actor: User, case: Case, row: Item) -> dict[str, Any]:
    asked = request.POST.get("form", "") if request.method == "POST" else ""

    def given(name: str) -> Any:
        return request.POST if asked == name else None

    people = parties.parties(actor=actor, case=case)
    files = attachments.attachments(actor=actor, case=case)
    originals = ItemFile.objects.seen_by(actor).filter(
        item=row, removed_at=None, copy=ItemFile.Copy.EVIDENTIARY
    )
    carriers = ItemCarrier.objects.seen_by(actor).filter(item=row, removed_at=None)
    return {
        "carrier": CarrierForm(
            given("carrier"), parties=people, carriers=carriers, auto_id="carrier_%s"
        ),
        "objection": ObjectionForm(given("objection"), auto_id="objection_%s"),
        "file": FileForm(given("file"), attachments=files, originals=originals, auto_id="file_%s"),
    }


def _done(actor: User, row: Item, asked: str, form: Any) -> Any:
    given = form.cleaned_data
    acts: dict[str, Callable[[], Any]] = {
        "carrier": lambda: services.add_carrier(actor=actor, item=row, **given),
        "objection": lambda: objection_services.record_objection(actor=actor, item=row, **given),
        "file": lambda: services.add_file(actor=actor, item=row, **given),
    }
    return attempt(form, acts[asked])
