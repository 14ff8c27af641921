"""The page on which statements stand side by side: of one person, or of all on one proposition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of
from amends.office.statements import selectors
from amends.office.statements.finding import TAB, statements_case_or_404
from amends.office.statements.forms import ListFilter
from amends.office.statements.rows import beside_others, compared, statement_row, tied_to


@require_GET
def comparison(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what stays, changes and is new; of the first person if nothing is asked."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    form = ListFilter(request.GET)
    form.is_valid()
    known = list(selectors.propositions(actor=actor, case=case))
    everything = list(selectors.statements(actor=actor, case=case))
    people = list({row.person_id: row.person for row in everything}.values())
    asked = form.cleaned_data.get("proposition", "")
    proposition = next((one for one in known if one.key == asked), None)
    person = next((p for p in people if p.key == form.cleaned_data.get("person")), None)
    if person is None and people and proposition is None:
        person = people[0]
    of_one = [row for row in everything if person is not None and row.person_id == person.pk]
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-comparison",
        "people": people,
        "propositions": known,
        "person": person,
        "proposition": proposition,
        "tied": tied_to(proposition) if proposition else "",
        "columns": [statement_row(row) for row in of_one],
        "rows": compared(of_one, known) if proposition is None else (),
        "beside": beside_others(everything, proposition) if proposition else (),
    }
    return render(request, "statements/comparison.html", context)
