"""Pages of the complicity channel: for anybody, without an account, a script or a trace."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from amends.integrity.complicity import declared
from amends.office.complicity import channel_services as channel
from amends.office.complicity.forms import MoreForm, ReceiptForm, ReportForm
from amends.office.complicity.uploads import came_too_much
from amends.office.pages import attempt

View = Callable[[HttpRequest], HttpResponse]
WHOLE_PAGES = 64 * 1024
WHOLE_SECONDS = 0.25


def open_to_all(view: View) -> View:
    """Let anybody in, show everybody the same, and let nothing of it stay in the browser."""

    @login_not_required
    @sensitive_post_parameters()
    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return shown


def alike(view: View) -> View:
    """Let every answer be of one size and take one time, whatever a receipt leads to."""

    @wraps(view)
    def evened(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = view(request)
        _fill_up(response)
        spent = time.monotonic() - began
        time.sleep(-spent % WHOLE_SECONDS)
        return response

    return evened


@open_to_all
@require_http_methods(["GET", "POST"])
@sensitive_variables()
def report(request: HttpRequest) -> HttpResponse:
    """Take a report and hand out its receipt, once."""
    box = channel.open_box()
    form = ReportForm(
        request.POST or None, request.FILES or None, came_too_much=came_too_much(request)
    )
    if box and request.method == "POST" and form.is_valid():
        receipt = attempt(
            form, lambda: channel.hand_in(form.words(), form.cleaned_data["enclosed"])
        )
        if receipt:
            return _page(request, "handed_in.html", {"receipt": receipt, "owed": declared()})
    return _page(request, "report.html", {"form": form, "box": box})


@open_to_all
@alike
@require_http_methods(["GET", "POST"])
@sensitive_variables()
def follow(request: HttpRequest) -> HttpResponse:
    """Show what became of a report to whoever has its receipt; take more, erase an answer."""
    if request.method == "GET":
        return _page(request, "receipt.html", {"form": ReceiptForm()})
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _page(request, "receipt.html", {"form": form})
    receipt = form.cleaned_data["receipt"]
    more, done = _wished(request, receipt)
    context = {
        "form": form,
        "receipt": receipt,
        "followed": channel.follow(receipt),
        "more": more,
        "done": done,
        "owed": declared(),
    }
    return _page(request, "receipt.html", context)


@open_to_all
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """Show what was published of the reports, year by year."""
    return _page(request, "published.html", {"published": channel.published()})


def _wished(request: HttpRequest, receipt: Any) -> tuple[MoreForm, str]:
    """Do what was asked for beside looking; return the form for more, and what was done."""
    if "erase" in request.POST:
        number = request.POST["erase"]
        if number.isdecimal() and len(number) < 8:  # a number a column can hold
            channel.erase_answer(receipt, int(number))
        return MoreForm(), _("The answer is erased.")
    if "told" not in request.POST:
        return MoreForm(), ""
    more = MoreForm(request.POST, request.FILES, came_too_much=came_too_much(request))
    if more.is_valid():
        words, files = more.words(), more.cleaned_data["enclosed"]
        if attempt(more, lambda: _added(receipt, words, files)):
            return MoreForm(), _("Added, sealed like the report itself.")
    return more, ""


def _added(receipt: Any, words: Any, files: Any) -> bool:
    channel.add_more(receipt, words, files)
    return True


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"complicity/{template}", context)


def _fill_up(response: HttpResponse) -> None:
    """Fill a page up to a whole number of steps, uncompressed, so that its length tells nothing."""
    missing = -(len(response.content) + len("<!---->")) % WHOLE_PAGES
    filler = secrets.token_hex(missing // 2 + 1)[:missing]
    response.content += f"<!--{filler}-->".encode()
    # What is compressed would have the length of what is said in it again.
    response.headers["Content-Encoding"] = "identity"
