"""The pages of the law. They show what is published and hold no case; everybody may read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.law.amendments import amendments, day_before_latest, latest_first
from amends.law.asof import AsOf
from amends.law.audit import audit as audit_country
from amends.law.audit_rules import Result
from amends.law.compare import compare as compare_countries
from amends.law.diff import diff
from amends.law.library import countries, statutes
from amends.law.statute import Statute
from amends.law.treaties import instruments
from amends.office.statutes.answers import (
    audit_report,
    comparison_rows,
    heading,
    side_by_side,
    tag,
)
from amends.office.statutes.changes import amended, compared
from amends.office.statutes.forms import BetweenForm, CompareForm, OnForm
from amends.office.statutes.rows import country_word, offence_groups, standard_rows, statute_groups


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """List the laws that are held, by country, and the treaties they are measured against."""
    form = OnForm(request.GET)
    laws = [(law, AsOf(law, form.day)) for law in statutes().values()]
    context = {
        "form": form,
        "laws": [
            (law, country_word(law.country), found.is_in_force, len(list(found.offences())))
            for law, found in laws
        ],
        "countries": countries(),
        "treaties": instruments().values(),
    }
    return render(request, "statutes/library.html", context)


@require_GET
def statute(request: HttpRequest, key: str) -> HttpResponse:
    """Show one statute as of a day: its offences, its sources, and its rules outside them."""
    form, found = OnForm(request.GET), _statute(key)
    law = AsOf(found, form.day)
    context = {
        "form": form,
        "law": found,
        "in_force": law.is_in_force,
        "offences": list(law.offences()),
        "groups": list(statute_groups(law)),
        "standards": list(standard_rows(found)),
    }
    return render(request, "statutes/statute.html", context)


@require_GET
def offence(request: HttpRequest, key: str, offence: str) -> HttpResponse:
    """Show one offence as of a day, cell by cell, with every reading and its source."""
    form, found = OnForm(request.GET), _statute(key)
    chosen = found.offence(offence)
    if chosen is None:
        raise Http404
    law = AsOf(found, form.day)
    context = {
        "form": form,
        "law": found,
        "offence": chosen,
        "in_force": chosen in list(law.offences()),
        "groups": list(offence_groups(law, chosen)),
    }
    return render(request, "statutes/offence.html", context)


@require_GET
def audit(request: HttpRequest, country: str) -> HttpResponse:
    """Show what a country's law answers to each rule, ready to be printed."""
    form, code = OnForm(request.GET), _country(country)
    found = audit_country(code, form.day)
    context = {
        "form": form,
        "country": code,
        "laws": [law.statute for law in found.laws],
        "report": audit_report(found),
        "results": list(map(tag, Result)),
    }
    return render(request, "statutes/audit.html", context)


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Put the trafficking offences of the chosen countries side by side."""
    form = CompareForm(request.GET)
    found = compare_countries(form.chosen, form.day)
    rows = list(comparison_rows(found))
    context = {
        "form": form,
        "found": found,
        "headings": list(map(heading, found.columns)),
        "points": [row for row in rows if row.is_read],
        "unread": [row.label for row in rows if not row.is_read],
        "rules": list(side_by_side(audit for audit in found.audits if audit.laws)),
    }
    return render(request, "statutes/compare.html", context)


@require_GET
def changes(request: HttpRequest, country: str) -> HttpResponse:
    """Show what changed in a country's law between two days, or by each known amendment.

    The latest amendment comes first, those of which nobody has read when they began come last.
    """
    code = _country(country)
    known = amendments(code)
    form = BetweenForm(request.GET, offered=day_before_latest(known))
    context = {
        "country": code,
        "name": country_word(code),
        "form": form,
        "between": compared(diff(code, *form.days)) if form.days else None,
        "amendments": [] if form.days else [amended(each) for each in latest_first(known)],
    }
    return render(request, "statutes/changes.html", context)


def _statute(key: str) -> Statute:
    if key not in statutes():
        raise Http404
    return statutes()[key]


def _country(code: str) -> str:
    if code.upper() not in countries():
        raise Http404
    return code.upper()
