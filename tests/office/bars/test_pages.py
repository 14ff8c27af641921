"""The pages on bars, and every page of the site for somebody who is barred: nothing leaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.bars.models import Bar
from amends.office.cases.models import Case
from amends.office.policy import is_own
from tests.api.scene import Scene, full_scene
from tests.office.conftest import Office

BARRED = ("prosecutor", "head", "registrar", "ombudsman", "investigator", "liaison")
NOT_FOUND = "CAP-1999-9999"


def patterns(resolver: Any = None) -> Iterator[URLPattern]:
    """Yield every address of the site that has a name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif entry.name:
            yield entry


def arguments(pattern: URLPattern) -> set[str]:
    """Return the names that an address takes."""
    return set(pattern.pattern.converters)


def addresses(reference: str, *, keys: range) -> Iterator[str]:
    """Yield every address below a case, with small keys where it takes any."""
    for pattern in patterns():
        names = arguments(pattern)
        if "reference" not in names or pattern.name in {"report", "feed"}:
            continue
        for key in keys if names - {"reference"} else range(1):
            given = {name: str(key + 1) for name in names - {"reference"}}
            try:
                yield reverse(pattern.name or "", kwargs={"reference": reference, **given})
            except NoReverseMatch:
                continue


def lists() -> Iterator[str]:
    """Yield every address that takes nothing."""
    for pattern in patterns():
        if not arguments(pattern):
            try:
                yield reverse(pattern.name or "")
            except NoReverseMatch:
                continue


def log_in(user: User) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def body(answer: Any) -> bytes:
    """Return everything an answer holds."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def bar(office: Office, scene: Scene, account: User) -> Case:
    """Bar somebody from the case of a scene."""
    case = Case._base_manager.get(reference=scene.reference)
    by = office.head if account == office.ombudsman else office.ombudsman
    bars.enter_bar(actor=by, case=case, account=account, ground="vetting", reason="2024")
    return case


def plain(answer: Any, reference: str) -> bytes:
    """Return what is shown without what differs from one request to the next."""
    text = body(answer).decode(errors="replace").replace(reference, "")
    return re.sub(r'value="[^"]*"', "", text).encode()  # tokens of forms


@pytest.mark.parametrize("name", BARRED)
def test_every_page_of_a_case_is_to_the_barred_as_if_there_were_none(
    office: Office, name: str
) -> None:
    scene, person = full_scene(office), getattr(office, name)
    bar(office, scene, person)
    client = log_in(person)
    there = list(addresses(scene.reference, keys=range(2)))
    missing = list(addresses(NOT_FOUND, keys=range(2)))
    assert len(there) > 100
    leaks = []
    for address, other in zip(there, missing, strict=True):
        answer, same = client.get(address), client.get(other)
        if answer.status_code not in {403, 404, 405} or answer.status_code != same.status_code:
            leaks.append(f"{address}: {answer.status_code} {same.status_code}")
        elif plain(answer, scene.reference) != plain(same, NOT_FOUND):
            leaks.append(f"{address}: another body")
    assert leaks == []


@pytest.mark.parametrize("name", BARRED)
def test_no_list_figure_or_search_names_the_case_to_the_barred(office: Office, name: str) -> None:
    scene, person = full_scene(office), getattr(office, name)
    client = log_in(person)
    assert scene.reference.encode() in body(client.get(reverse("case-list")))
    bar(office, scene, person)
    found = reverse("search") + "?q=Harbour+lease+Owner"
    leaks = [
        address
        for address in [*lists(), found, reverse("case-list") + "?text=Harbour"]
        if scene.reference.encode() in body(client.get(address))
    ]
    assert leaks == []


def test_the_bars_of_a_case_are_shown_to_head_and_ombudsman_only(
    office: Office, case: Case
) -> None:
    page = reverse("case-bars", args=[case.reference])
    assert log_in(office.prosecutor).get(page).status_code == 404
    assert log_in(office.other_head).get(page).status_code == 404
    for person in (office.head, office.ombudsman):
        assert log_in(person).get(page).status_code == 200


def test_a_bar_is_entered_asked_about_and_lifted_on_its_page(office: Office, case: Case) -> None:
    page = reverse("case-bars", args=[case.reference])
    head, ombudsman = log_in(office.head), log_in(office.ombudsman)
    given = {"account": office.prosecutor.pk, "ground": "employment", "reason": "Sits on a board."}
    assert head.post(page, given).status_code == 302
    assert not is_own(office.prosecutor, case)
    row = Bar._base_manager.get()
    shown = body(head.get(page)).decode()
    assert "Sits on a board." in shown
    assert "Secondary employment" in shown
    head.post(reverse("bar-ask", args=[case.reference, row.pk]), {"reason": "Left it."})
    lift = reverse("bar-lift", args=[case.reference, row.pk])
    assert "does not decide" in body(head.post(lift, follow=True)).decode()
    ombudsman.post(reverse("bar-keep", args=[case.reference, row.pk]))
    assert not is_own(office.prosecutor, case)
    head.post(reverse("bar-ask", args=[case.reference, row.pk]), {"reason": "Left it, see there."})
    assert "Left it, see there." in body(ombudsman.get(page)).decode()
    ombudsman.post(lift)
    assert is_own(office.prosecutor, case)
    assert "Lifted:" in body(head.get(page)).decode()


def test_a_head_who_bars_themself_is_led_away(office: Office, case: Case) -> None:
    given = {"account": office.head.pk, "ground": "relative", "reason": "A cousin."}
    answer = log_in(office.head).post(reverse("case-bars", args=[case.reference]), given)
    assert answer["Location"] == reverse("case-list")
    front = body(log_in(office.ombudsman).get("/")).decode()
    assert "Heads who are barred" in front
    assert case.reference in front


def test_everybody_declares_an_interest_and_is_answered_alike(office: Office, case: Case) -> None:
    page = reverse("declare-interest")
    for person in office.everybody():
        assert log_in(person).get(page).status_code == 200
    stranger, answers = log_in(office.stranger), []
    for reference in (case.reference, NOT_FOUND):
        answer = stranger.post(page, {"reference": reference, "reason": "A friend."}, follow=True)
        answers.append(plain(answer, reference))
    assert answers[0] == answers[1]
    assert Bar._base_manager.get().account == office.stranger
