"""Pages on redaction: marking words and parts of pages, a preview, and making the copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.disclosure import looking_selectors, redaction_services, selectors
from amends.office.disclosure.forms import PartForm, WordsForm
from amends.office.disclosure.looking_selectors import Look
from amends.office.disclosure.models import Mark
from amends.office.disclosure.pages.opening import Unusable
from amends.office.disclosure.views import TAB, address, disclosure_case_or_404
from amends.office.disclosure.words import taken_words, trouble_words
from amends.office.evidence import selectors as attachments
from amends.office.evidence.inert import SEALED
from amends.office.evidence.models import Attachment
from amends.office.exhibits.forms import StrikeForm
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, may, require


@require_http_methods(["GET", "POST"])
def redact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show a page of a file with what is marked on it; mark more."""
    actor = actor_of(request)
    case, file = _file_or_404(request, reference, pk)
    number = _number(request.GET.get("page"))
    words, part = WordsForm(auto_id="words_%s"), PartForm(auto_id="part_%s")
    if request.method == "POST":
        require(actor, Action.REDACT, case)
        words, part, done = _marked(request, actor, file, number)
        if done:
            messages.success(request, _("Marked. Nothing is taken out before the copy is made."))
            return redirect(f"{address('redact', case, pk)}?page={number}#marks")
    marks = list(selectors.marks(actor=actor, attachment=file))
    look, trouble = _look(actor, file, marks, number)
    copies = selectors.redactions(actor=actor, case=case)
    context = {
        "case": case,
        "tab": TAB,
        "file": file,
        "look": look,
        "trouble": trouble,
        "marks": [(mark, _places(look, mark), _part_words(mark)) for mark in marks],
        "copies": [(c, taken_words(c.taken)) for c in copies if c.source_id == file.pk],
        "words": words,
        "part": part,
        "may_redact": may(actor, Action.REDACT),
    }
    return render(request, "disclosure/redact.html", context)


@require_GET
def picture(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Hand out one page of a file as a picture, with what is marked on it shaded."""
    actor = actor_of(request)
    _case, file = _file_or_404(request, reference, pk)
    marks = list(selectors.marks(actor=actor, attachment=file))
    try:
        found = looking_selectors.look(
            actor=actor,
            attachment=file,
            marks=marks,
            page=_number(request.GET.get("page")),
            picture=True,
        )
    except Unusable:
        raise Http404 from None
    headers = {"Content-Security-Policy": SEALED, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.picture, content_type="image/png", headers=headers)


@require_POST
def make_copy(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Make the redacted copy of a file; say what is in the way if it is not to be had."""
    actor = actor_of(request)
    case, file = _file_or_404(request, reference, pk)
    try:
        redaction_services.make_copy(actor=actor, attachment=file)
    except ValidationError as refusal:
        for said in refusal.messages:
            messages.error(request, said)
    else:
        messages.success(
            request,
            _("The redacted copy is made, read again and kept. The original is as it was."),
        )
    return redirect(f"{address('redact', case, pk)}#copies")


@require_POST
def remove_mark(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a mark away, or bring it back."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    mark = found_or_404(lambda: selectors.mark(actor=actor, case=case, pk=pk))
    redaction_services.remove_mark(actor=actor, mark=mark, removed=not back)
    undo = address("mark-restore", case, pk)
    said = _("The mark is back.") if back else _("The mark is taken away.")
    messages.success(request, said, extra_tags="" if back else undo)
    return redirect(f"{address('redact', case, mark.attachment_id)}?page={mark.page or 1}#marks")


@require_POST
def set_aside(request: HttpRequest, reference: str, pk: int, *, back: bool = False) -> HttpResponse:
    """Set a redacted copy aside with a reason, or take it into use again."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.redaction(actor=actor, case=case, pk=pk))
    form = StrikeForm(request.POST)
    if back or form.is_valid():
        reason = "" if back else form.cleaned_data["reason"]
        redaction_services.set_aside(actor=actor, redaction=row, reason=reason, back=back)
        undo = address("redaction-restore", case, pk)
        said = _("The copy is in use again.") if back else _("The copy is set aside.")
        messages.success(request, said, extra_tags="" if back else undo)
    else:
        messages.error(request, _("Say why this copy is not to be used."))
    return redirect(f"{address('redact', case, row.source_id)}#copies")


def _file_or_404(request: HttpRequest, reference: str, pk: int) -> tuple[Case, Attachment]:
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    return case, found_or_404(lambda: attachments.attachment(actor=actor, case=case, pk=pk))


def _marked(
    request: HttpRequest, actor: User, file: Attachment, number: int
) -> tuple[WordsForm, PartForm, bool]:
    """Add the mark that was asked for; return both forms and whether it was added."""
    if request.POST.get("form") != "words":
        return _part_marked(request, actor, file, number)
    words = WordsForm(request.POST, auto_id="words_%s")
    row: Mark | None = None
    if words.is_valid():
        row = attempt(
            words,
            lambda: redaction_services.add_mark(actor=actor, attachment=file, **words.cleaned_data),
        )
    return words, PartForm(auto_id="part_%s"), row is not None


def _part_marked(
    request: HttpRequest, actor: User, file: Attachment, number: int
) -> tuple[WordsForm, PartForm, bool]:
    words, given = WordsForm(auto_id="words_%s"), _with_click(request)
    if "at.x" in request.POST and not given["right"]:
        return words, PartForm(initial=given, auto_id="part_%s"), False
    part = PartForm(given, auto_id="part_%s")
    row: Mark | None = None
    if part.is_valid():
        row = attempt(
            part,
            lambda: redaction_services.add_mark(
                actor=actor,
                attachment=file,
                page=number,
                part=part.part(),
                reason=part.cleaned_data["reason"],
            ),
        )
    return words, part, row is not None


def _with_click(request: HttpRequest) -> dict[str, Any]:
    """Return the form with a click into the picture taken in: the first corner, or the second."""
    given = {name: request.POST.get(name, "") for name in PartForm.base_fields}
    across, down = (_share(request, axis) for axis in ("x", "y"))
    if across is None or down is None:
        return given
    if not given["left"] or given["right"]:
        return {**given, "left": across, "top": down, "right": "", "bottom": ""}
    columns = sorted((_figure(given["left"]), across))
    rows = sorted((_figure(given["top"]), down))
    return {
        **given,
        "left": columns[0],
        "top": rows[0],
        "right": columns[1],
        "bottom": rows[1],
    }


def _figure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _share(request: HttpRequest, axis: str) -> float | None:
    """Return where the picture was clicked, in hundredths of it; None if it was not."""
    try:
        at = int(request.POST.get(f"at.{axis}", ""))
        size = int(request.POST.get(f"size_{axis}", ""))
    except ValueError:
        return None
    return round(100 * at / size, 2) if 0 <= at <= size and size else None


def _look(actor: User, file: Attachment, marks: list[Mark], number: int) -> tuple[Look | None, str]:
    try:
        found = looking_selectors.look(
            actor=actor, attachment=file, marks=marks, page=number, picture=True
        )
    except Unusable as fault:
        return None, trouble_words(fault.trouble)
    return found, ""


def _places(look: Look | None, mark: Mark) -> int | None:
    return look.places.get(mark.pk) if look else None


def _part_words(mark: Mark) -> str:
    if not mark.part:
        return ""
    left, top, right, bottom = (round(100 * number) for number in mark.part)
    return _("from %(left)d, %(top)d to %(right)d, %(bottom)d") % {
        "left": left,
        "top": top,
        "right": right,
        "bottom": bottom,
    }


def _number(text: str | None) -> int:
    """Return the number of a page as it stands in an address; the first if it is none."""
    if text and text.isdecimal() and len(text) < 7:
        return max(1, int(text))
    return 1
