"""The front page: each role's own answer to what must be done today and what is at risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.accounts.models import User
from amends.office.accounts.selectors import account_health
from amends.office.desk.front.count_selectors import count_front
from amends.office.desk.front.court import court_front
from amends.office.desk.front.oversight import oversight_front
from amends.office.desk.front.unit_selectors import unit_front
from amends.office.desk.front.work import work_front
from amends.office.pages import actor_of
from amends.office.policy import Role

Front = Callable[[User, date], object]

FRONTS: dict[Role, tuple[str, Front]] = {
    Role.HEAD: ("unit", lambda actor, today: unit_front(actor=actor, today=today)),
    Role.REGISTRAR: ("court", lambda actor, today: court_front(actor=actor, today=today)),
    Role.OMBUDSMAN: ("oversight", lambda actor, today: oversight_front(actor=actor, today=today)),
    Role.RAPPORTEUR: ("counts", lambda actor, _today: count_front(actor=actor)),
    Role.ADMINISTRATOR: (
        "accounts",
        lambda actor, today: account_health(actor=actor, today=today),
    ),
}
WORK: tuple[str, Front] = ("work", lambda actor, today: work_front(actor=actor, today=today))


@require_GET
def front_page(request: HttpRequest) -> HttpResponse:
    """Show the front page of the reader's role."""
    actor = actor_of(request)
    today = timezone.localdate()
    name, compute = FRONTS.get(Role(actor.role), WORK)
    context = {"front": compute(actor, today), "today": today}
    return render(request, f"desk/front_{name}.html", context)
