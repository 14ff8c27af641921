"""An inquiry as a letter: a page that prints well, and files, in any language of the office."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.views import TAB, inquiry_or_404
from amends.office.pages import actor_of
from amends.office.policy import Action, may, require
from amends.office.printing.documents import as_data
from amends.office.printing.letter_services import issue_letter
from amends.office.printing.letters import letter
from amends.office.printing.services import FileForm
from amends.office.printing.views import TYPES


@require_GET
def letter_page(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show an inquiry as a letter to read or print."""
    actor = actor_of(request)
    case, row = inquiry_or_404(request, reference, number)
    language = _language(request)
    with translation.override(language):
        document = letter(row, made_by=actor.name, today=timezone.localdate())
    context = {
        "case": case,
        "tab": TAB,
        "inquiry": row,
        "document": as_data(document),
        "files": _files(row, language) if may(actor, Action.EXPORT) else [],
        "others": [(code, name) for code, name in settings.LANGUAGES if code != language],
    }
    return render(request, "printing/letter.html", context)


@require_GET
def letter_file(request: HttpRequest, reference: str, number: int, form: FileForm) -> HttpResponse:
    """Hand an inquiry out as a letter."""
    actor = actor_of(request)
    require(actor, Action.EXPORT)
    _case, row = inquiry_or_404(request, reference, number)
    issued = issue_letter(actor=actor, inquiry=row, form=form, language=_language(request))
    answer = HttpResponse(issued.content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{issued.filename}"'
    return answer


def _language(request: HttpRequest) -> str:
    """Return the language asked for, or the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"


def _files(row: Inquiry, language: str) -> list[tuple[str, str]]:
    return [
        (
            form.upper(),
            reverse(f"inquiry-letter-{form}", args=[row.case.reference, row.number])
            + f"?language={language}",
        )
        for form in FileForm
    ]
