"""No page that a log-in opens is kept by a browser or a proxy, whatever its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from amends.office.cases.models import Case
from tests.office.conftest import Office


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every address, with what has to be filled into it."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace:
                yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name, list(pattern.pattern.converters)


def addresses(case: Case) -> Iterator[str]:
    """Yield every address of the office, with a case where one belongs."""
    known: dict[str, Any] = {"reference": case.reference, "pk": 1, "username": "liaison"}
    for name, fields in names(get_resolver().url_patterns):
        try:
            yield reverse(name, kwargs={field: known.get(field, 1) for field in fields})
        except NoReverseMatch:
            yield reverse(name, kwargs={field: known.get(field, "x") for field in fields})


def test_no_page_that_a_log_in_opens_is_kept(client: Client, office: Office, case: Case) -> None:
    client.raise_request_exception = False
    checked, kept = 0, []
    for address in addresses(case):
        if address == reverse("account_logout"):
            continue
        client.force_login(office.head)
        answer = client.get(address)
        checked += 1
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            kept.append(f"{address}: {answer.headers.get('Cache-Control')}")
    assert checked > 150
    assert kept == []


def test_log_out_clears_what_the_browser_kept(client: Client, office: Office) -> None:
    client.force_login(office.head)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_language_chosen_in_the_browser_outlives_that(client: Client, office: Office) -> None:
    client.post(reverse("set-language"), {"language": "ar", "next": "/"})
    client.force_login(office.head)
    leads_to = client.post(reverse("account_logout")).headers["Location"]
    client.cookies.clear()
    page = client.get(leads_to, follow=True)
    assert page.redirect_chain == [(reverse("account_login"), 302)]
    assert 'dir="rtl"' in page.content.decode()
    assert client.get(f"{reverse('account_login')}?language=xx").status_code == 200
