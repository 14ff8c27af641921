"""The box: opened by who holds the key and by no account; every report is followed to its end."""

from __future__ import annotations

import io
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pyrage.x25519 import Identity

from amends.integrity.complicity import Stage
from amends.integrity.sealed_boxes import office_half
from amends.office.accounts.models import User
from amends.office.complicity import box_services as services
from amends.office.complicity import opening, selectors
from amends.office.complicity.models import Box, PublishedFigures, SealedPart, SealedReport
from amends.office.log.models import LogEntry
from amends.office.policy import Action, NotPermitted, Role, SystemActor
from tests.office.complicity.conftest import Keeper, hand_in
from tests.office.conftest import Office, make_account

pytestmark = pytest.mark.django_db
PAGES = ("", "code/", "key/", "public/", "figures/2025/", "ABCD-EFGH/")


def reference() -> str:
    """Return the reference of the one report there is."""
    return SealedReport.objects.get().reference


def step(keeper: Keeper, **given: str) -> str:
    """Take a step with the one report there is, and return the page that follows."""
    return keeper.client.post(
        f"/complicity/box/{reference()}/", given, follow=True
    ).content.decode()


def test_nobody_but_an_ombudsman_gets_near_the_box(office: Office, keeper: Keeper) -> None:
    hand_in()
    for user in office.everybody():
        if user == office.ombudsman:
            continue
        client = Client()
        client.force_login(user)
        for page in PAGES:
            answer = client.get(f"/complicity/box/{page}")
            assert answer.status_code in {302, 403}, (user.role, page)
            assert answer.headers.get("Location", "/complicity/box/code/") == (
                "/complicity/box/code/"
            )
            assert reference() not in answer.content.decode()
        assert client.post("/complicity/box/parcel/").status_code in {302, 403}


def test_the_system_counts_no_reports(keeper: Keeper) -> None:
    for actor in (SystemActor("command line"),):
        with pytest.raises(NotPermitted):
            selectors.reports(actor=actor, box=keeper.box)
        with pytest.raises(NotPermitted):
            opening.boxes(actor=actor)


def test_an_ombudsmans_account_without_the_key_sees_no_number(keeper: Keeper) -> None:
    hand_in()
    other = make_account("made-by-somebody", Role.OMBUDSMAN, None)
    client = Client()
    client.force_login(other)
    for page in ("", "public/", "figures/2025/", f"{reference()}/"):
        answer = client.get(f"/complicity/box/{page}")
        assert answer.headers["Location"] == "/complicity/box/code/"
    page = client.post("/complicity/box/code/", {"code": "AAAA-BBBB"}).content.decode()
    assert "This is the code of no box" in page
    assert client.get("/").status_code == 200
    assert reference() not in client.get("/").content.decode()


def test_the_code_opens_the_box_for_some_hours_and_until_it_is_closed(keeper: Keeper) -> None:
    hand_in()
    keeper.open()
    assert reference() in keeper.client.get("/complicity/box/").content.decode()
    later = timezone.now() + opening.KEPT_OPEN + timedelta(minutes=1)
    session = keeper.client.session
    with patch("amends.office.complicity.opening.timezone.now", return_value=later):
        assert opening.opened(actor=User.objects.get(username="ombudsman"), session=session) is None
    keeper.client.post("/complicity/box/close/")
    assert keeper.client.get("/complicity/box/").status_code == 302


def test_nobody_turns_reports_to_another_key_by_an_account_alone(
    office: Office, keeper: Keeper
) -> None:
    line = office_half(Identity.generate())
    with pytest.raises(ValidationError, match="Open the box"):
        services.name_key(actor=office.ombudsman, holder="Me", office_half=line)
    assert Box.objects.get(closed_on=None) == keeper.box


def test_another_key_closes_the_box_before_which_stays_readable(keeper: Keeper) -> None:
    hand_in()
    keeper.open()
    given = {"holder": "The next one", "office_half": office_half(Identity.generate())}
    keeper.client.post("/complicity/box/key/", given)
    assert Box.objects.get(closed_on=None).holder == "The next one"
    hand_in(told="To the next one")
    keeper.open()
    assert [told.words["told"] for told in keeper.take(everything="yes")] == [
        "He took money at the gate"
    ]
    page = keeper.client.post("/complicity/box/key/", given).content.decode()
    assert "Open the box" in page


@pytest.mark.parametrize("line", ["", "age1xyz", "x" * 200, "age1 " + "0" * 64])
def test_what_is_no_half_of_a_key_is_refused(office: Office, line: str) -> None:
    with pytest.raises(ValidationError):
        services.name_key(actor=office.ombudsman, holder="Me", office_half=line)
    assert not Box.objects.exists()


def test_a_report_is_followed_to_its_end_and_each_reason_is_sealed(keeper: Keeper) -> None:
    hand_in()
    keeper.open()
    assert "Acknowledged" in step(keeper, step="acknowledge")
    assert "Say why" in step(keeper, step="inquire")
    step(keeper, step="inquire", reason="canary reason: the inspectorate")
    for outcome in ("x", ""):
        step(keeper, step="close", reason="Not a crime", outcome=outcome)
        assert SealedReport.objects.get().closed_on is None
    page = step(keeper, step="close", reason="Transferred", outcome="disciplinary")
    assert "Ask why nobody was prosecuted" in page
    assert "canary reason" not in page
    report = SealedReport.objects.get()
    assert report.progress.stage is Stage.CLOSED
    assert [told.words["reason"] for told in keeper.take() if told.kind == "reason"] == [
        "canary reason: the inspectorate",
        "Transferred",
    ]
    step(keeper, step="reopen", reason="New facts")
    assert SealedReport.objects.get().outcome == ""


@pytest.mark.parametrize("given", ["reopen", "acknowledge", "nonsense", ""])
def test_a_step_that_does_not_follow_is_refused(keeper: Keeper, given: str) -> None:
    hand_in()
    keeper.open()
    step(keeper, step="acknowledge")
    before = SealedReport.objects.get()
    step(keeper, step=given, reason="Because")
    after = SealedReport.objects.get()
    assert (after.acknowledged_on, after.outcome) == (before.acknowledged_on, before.outcome)
    assert SealedPart.objects.count() == 1


def test_what_was_taken_is_not_new_and_can_be_taken_again(keeper: Keeper) -> None:
    hand_in()
    keeper.open()
    assert len(keeper.take()) == 1
    again = keeper.client.post("/complicity/box/parcel/", follow=True)
    assert "nothing new" in again.content.decode()
    assert len(keeper.take(everything="yes")) == 1
    assert len(keeper.take(everything="yes", reference=reference())) == 1


def test_what_is_late_is_told_in_the_list(keeper: Keeper) -> None:
    hand_in()
    SealedReport.objects.update(received_on=date(2026, 1, 1))
    keeper.open()
    assert "To be acknowledged by" in keeper.client.get("/complicity/box/").content.decode()
    page = keeper.client.get("/complicity/box/?stage=closed").content.decode()
    assert "No report matches" in page
    for year in ("2026", "x", "99999", "\0"):
        answer = keeper.client.get("/complicity/box/", {"year": year})
        assert answer.status_code == 200


def test_the_answer_to_another_report_is_refused(keeper: Keeper) -> None:
    hand_in()
    hand_in()
    keeper.open()
    first, second = keeper.take()
    address = f"/complicity/box/{first.reference}/answer/"
    page = keeper.client.post(address, {"answer": keeper.sealed_answer(second, "Yes")})
    assert "answer to another report" in page.content.decode()
    page = keeper.client.post(address, {"answer": io.BytesIO(b"no answer at all")})
    assert "This is no answer" in page.content.decode()
    assert not SealedPart.objects.filter(kind="answer").exists()


def test_what_was_published_is_entered_with_where_and_when(keeper: Keeper) -> None:
    keeper.open()
    given = {"told": "The paper says so", "published_in": "A daily"}
    page = keeper.client.post("/complicity/box/public/", given).content.decode()
    assert "Say where and when" in page
    keeper.client.post("/complicity/box/public/", given | {"published_on": "2026-03-01"})
    (told,) = keeper.take()
    assert told.words["published_on"] == "2026-03-01"
    assert SealedReport.objects.get().origin == "public"
    assert "A daily" not in keeper.client.get(f"/complicity/box/{reference()}/").content.decode()


def test_the_figures_of_a_year_are_published_when_it_is_over(keeper: Keeper) -> None:
    for _ in range(6):
        hand_in()
    SealedReport.objects.update(received_on=date(2025, 5, 1), acknowledged_on=date(2025, 5, 2))
    SealedReport.objects.filter(pk__in=SealedReport.objects.values("pk")[:1]).update(
        outcome="disciplinary"
    )
    keeper.open()
    this_year = timezone.localdate().year
    keeper.client.post(f"/complicity/box/figures/{this_year}/")
    assert not PublishedFigures.objects.exists()
    keeper.client.post("/complicity/box/figures/2025/")
    page = Client().get("/complicity/figures/").content.decode()
    assert "1–4" in page
    assert "administrative measures only" in page
    assert ">6<" in page.replace("\n", "").replace(" ", "")


def test_the_log_tells_that_the_ombudsman_worked_and_not_on_what(
    office: Office, keeper: Keeper
) -> None:
    hand_in()
    keeper.open()
    told = keeper.take()[0]
    step(keeper, step="acknowledge")
    said = " ".join(
        f"{entry.data} {entry.case_reference}"
        for entry in LogEntry.objects.filter(actor_id=office.ombudsman.pk)
    )
    assert LogEntry.objects.filter(action=Action.KEEP_BOX).exists()
    assert told.reference not in said
    head = Client()
    head.force_login(office.head)
    listed = head.get("/log/").content.decode().partition("<tbody>")[2]
    assert "reports on officials" not in listed
