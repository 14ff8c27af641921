"""What may follow from items: the list, and deciding on one item at a time."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.exhibits.models import Item
from amends.office.exhibits.words import kind_word
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, knows_dependence, may, require
from amends.office.proving import services
from amends.office.proving.cell_rows import draft_row, step_row
from amends.office.proving.finding import TAB, proof_case_or_404, proof_found
from amends.office.proving.forms import DraftsForm
from amends.office.proving.graphs import Draft
from amends.office.proving.models import Argument
from amends.office.proving.selectors import CaseProof
from amends.office.proving.services import target_of
from amends.office.proving.words import claim_words
from amends.proof.schemes import schemes, schemes_for


@require_GET
def drafts(request: HttpRequest, reference: str) -> HttpResponse:
    """List the items from which something may follow that nobody decided on."""
    case = proof_case_or_404(request, reference)
    held = proof_found(request, case)
    by_item: dict[str, list[Draft]] = {}
    for one in held.made_of.drafts:
        by_item.setdefault(one.item, []).append(one)
    actor = actor_of(request)
    context = {
        "case": case,
        "tab": TAB,
        "within": "proof-drafts",
        "items": [
            (held.made_of.items[key], kind_word(held.made_of.items[key].kind), len(found))
            for key, found in by_item.items()
        ],
        "all": len(held.made_of.items),
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/drafts.html", context)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show what follows from one item, and decide on what may."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    row = found_or_404(lambda: exhibits.item(actor=actor, case=case, key=key))
    held = proof_found(request, case)
    waiting = [one for one in held.made_of.drafts if one.item == key]
    form = _form(request, held, row, waiting)
    if request.method == "POST":
        require(actor, Action.ARGUE, case)
        if form.is_valid() and (done := _decided(request, held, row, form, waiting)) is not None:
            _said(request, case, done)
            following = _next(held, key)
            if following:
                return redirect("proof-item", case.reference, following)
            return redirect("proof-drafts", case.reference)
    graph = held.made_of.graph
    context = {
        "case": case,
        "tab": TAB,
        "within": "proof-drafts",
        "item": row,
        "kind": kind_word(row.kind),
        "form": form,
        "shown": [one.claim.key for one in waiting],
        "waiting": [draft_row(held, one) for one in waiting],
        "stand": [
            step_row(held, step, holds=True) for step in graph.arguments if key in step.premises
        ],
        "next": _next(held, key),
        "left": len({one.item for one in held.made_of.drafts}),
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/item.html", context)


@require_POST
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back what was decided on an item: it comes up again."""
    case = proof_case_or_404(request, reference)
    keys = request.GET.get("keys", "").replace("\0", "").split(",")
    services.undo_drafts(actor=actor_of(request), case=case, keys=keys)
    messages.success(request, _("That is undone. It comes up again."))
    return redirect("proof-drafts", case.reference)


def _form(request: HttpRequest, held: CaseProof, row: Item, waiting: Iterable[Draft]) -> DraftsForm:
    people = held.made_of.rows.found.parties
    usual = schemes_for(row.kind)
    first = schemes().get(next(iter(usual), ""))
    claims = [(one.claim.key, claim_words(one.claim, people)) for one in waiting]
    return DraftsForm(
        request.POST or None,
        claims=claims,
        usual=usual,
        initial={
            "follows": [key for key, _words in claims],
            "force": int(first.starts_at) if first else Argument.Strength.MODERATE,
        },
    )


def _decided(
    request: HttpRequest, held: CaseProof, row: Item, form: DraftsForm, waiting: Iterable[Draft]
) -> list[Argument] | None:
    """Confirm what was ticked, and keep that nothing follows of what was shown beside it."""
    given = form.cleaned_data
    chosen = set() if "nothing" in request.POST else set(given["follows"])
    shown = set(request.POST.getlist("shown"))
    people = held.made_of.rows.found.parties
    return attempt(
        form,
        lambda: services.decide_drafts(
            actor=actor_of(request),
            case=held.made_of.rows.case,
            item=row,
            follows=[target_of(one.claim, people) for one in waiting if one.claim.key in chosen],
            nothing=[
                target_of(one.claim, people) for one in waiting if one.claim.key in shown - chosen
            ],
            scheme=given["scheme"],
            force=given["force"],
        ),
    )


def _said(request: HttpRequest, case: Case, done: list[Argument]) -> None:
    confirmed = sum(row.state == Argument.State.CONFIRMED for row in done)
    said = ngettext(
        "%(number)d argument is confirmed.", "%(number)d arguments are confirmed.", confirmed
    )
    keys = ",".join(row.key for row in done)
    address = f"{reverse('proof-undo-drafts', args=[case.reference])}?{urlencode({'keys': keys})}"
    words = said % {"number": confirmed} if confirmed else _("Kept: nothing follows from it.")
    messages.success(request, words, extra_tags=address)


def _next(held: CaseProof, after: str) -> str:
    """Return the item to look at after one, from the top after the last."""
    waiting = {one.item for one in held.made_of.drafts} - {after}
    keys = list(held.made_of.items)
    here = keys.index(after) if after in keys else 0
    return next((key for key in (*keys[here + 1 :], *keys[:here]) if key in waiting), "")
