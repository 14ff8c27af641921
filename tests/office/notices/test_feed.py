"""The calendar feed: its owner's dates, for whoever has the address, and no content of a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar, Event

from amends.office.accounts import feed_services as feeds
from amends.office.accounts import services as accounts
from amends.office.accounts.models import CalendarFeed, User
from amends.office.cases.models import Case
from amends.office.log.models import Kind, LogEntry
from amends.office.notices.selectors import MOST_DATES, dates_of
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task
from amends.office.timeline import services as timeline
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office

CANARIES = ("canary-task", "canary-court", "canary-name", "Owner of the house", "AAA", "harbour")


@pytest.fixture
def secret(office: Office) -> str:
    """Return the secret of the prosecutor's feed."""
    return feeds.make_feed(actor=office.prosecutor)[1]


@pytest.fixture
def busy(office: Office, case: Case, defendant: Party) -> Case:
    """Return the case with a hearing, a task and a person who is detained."""
    actor = office.prosecutor
    soon = timezone.localdate() + timedelta(days=20)
    parties.add_party(
        actor=actor, case=case, capacity="witness", designation="canary-name of the harbour"
    )
    timeline.record_event(
        actor=actor,
        case=case,
        code="HEARING_SET",
        on=str(soon),
        text="canary-court",
        details={"hearing": "trial"},
        set_next_step=False,
    )
    timeline.record_event(
        actor=actor,
        case=case,
        code="INDICTED",
        on=str(timezone.localdate()),
        parties=[defendant],
        set_next_step=False,
    )
    tasks.set_task(actor=actor, case=case, title="canary-task", owner=actor, due=soon)
    tasks.set_direction(
        actor=office.head, case=case, title="canary-task", owner=actor, due=soon, detail="AAA"
    )
    return case


def read(client: Client, secret: str) -> Calendar:
    """Read a feed as a calendar program does, without a log-in."""
    answer = client.get(reverse("calendar-feed", args=[secret]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    return Calendar.from_ical(answer.content)


def entries(calendar: Calendar) -> list[Event]:
    """Return the entries of a calendar."""
    return [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]


def titles(calendar: Calendar) -> set[str]:
    """Return the titles of a calendar's entries."""
    return {str(entry["SUMMARY"]) for entry in entries(calendar)}


def test_a_feed_holds_hearings_tasks_directions_and_clocks(
    client: Client, secret: str, busy: Case
) -> None:
    found = titles(read(client, secret))
    assert {
        f"{busy.reference}: Hearing scheduled",
        f"{busy.reference}: Task due",
        f"{busy.reference}: Direction due",
        f"{busy.reference}: Last day of a clock",
    } <= found


def test_a_feed_holds_no_content_of_a_case(client: Client, secret: str, busy: Case) -> None:
    answer = client.get(reverse("calendar-feed", args=[secret])).content.decode()
    unfolded = answer.replace("\r\n ", "")
    assert [word for word in CANARIES if word.casefold() in unfolded.casefold()] == []
    assert "DESCRIPTION" not in unfolded
    assert "LOCATION" not in unfolded


def test_every_entry_is_a_whole_day_with_a_link(client: Client, secret: str, busy: Case) -> None:
    for entry in entries(read(client, secret)):
        start, end = entry.decoded("DTSTART"), entry.decoded("DTEND")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        assert str(entry["URL"]).endswith(f"/cases/{busy.reference}/")
        assert str(entry["CLASS"]) == "PRIVATE"


@override_settings(TIME_ZONE="Asia/Manila")
def test_a_feed_names_the_offices_time_zone(client: Client, secret: str, busy: Case) -> None:
    assert str(read(client, secret)["X-WR-TIMEZONE"]) == "Asia/Manila"


def test_identifiers_stay_when_a_case_is_refreshed(
    client: Client, office: Office, secret: str, busy: Case, victim: Party
) -> None:
    before = {str(entry["UID"]) for entry in entries(read(client, secret))}
    tasks.set_task(
        actor=office.prosecutor,
        case=busy,
        title="One more",
        owner=office.prosecutor,
        due=timezone.localdate(),
    )
    after = [str(entry["UID"]) for entry in entries(read(client, secret))]
    assert before < set(after)
    assert len(after) == len(set(after)) == len(before) + 1


def test_what_is_struck_out_or_done_leaves_the_feed(
    client: Client, office: Office, secret: str, busy: Case
) -> None:
    for event in TimelineEvent.objects.seen_by(office.prosecutor):
        timeline.strike_event(actor=office.prosecutor, event=event, reason="entered twice")
    for task in Task.objects.seen_by(office.prosecutor):
        tasks.finish_task(actor=office.prosecutor, task=task)
    kinds = {title.partition(": ")[2] for title in titles(read(client, secret))}
    assert not kinds & {"Hearing scheduled", "Task due", "Direction due"}


def test_a_day_that_is_not_fixed_says_so(
    client: Client, office: Office, secret: str, case: Case
) -> None:
    month = (timezone.localdate() + timedelta(days=60)).strftime("%Y-%m")
    timeline.record_event(
        actor=office.prosecutor,
        case=case,
        code="HEARING_SET",
        on=month,
        details={"hearing": "trial"},
        set_next_step=False,
    )
    assert f"{case.reference}: Hearing scheduled (day not fixed: {month})" in titles(
        read(client, secret)
    )


def test_a_stranger_gets_dates_of_their_own_cases_only(
    client: Client, office: Office, busy: Case
) -> None:
    _feed, secret = feeds.make_feed(actor=office.stranger)
    assert entries(read(client, secret)) == []


@pytest.mark.parametrize("role", ["rapporteur", "administrator"])
def test_roles_without_cases_get_an_empty_feed(
    client: Client, office: Office, busy: Case, role: str
) -> None:
    user: User = getattr(office, role)
    _feed, secret = feeds.make_feed(actor=user)
    assert entries(read(client, secret)) == []


def test_a_feed_speaks_its_owners_language(
    client: Client, office: Office, secret: str, busy: Case
) -> None:
    accounts.set_preferences(actor=office.prosecutor, language="ar")
    answer = client.get(reverse("calendar-feed", args=[secret]), headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    with translation.override("ar"):
        expected = dates_of(actor=office.prosecutor, today=timezone.localdate())
    assert titles(Calendar.from_ical(answer.content)) == {dated.title for dated in expected}


def test_unknown_revoked_and_closed_look_the_same(
    client: Client, office: Office, secret: str
) -> None:
    feeds.make_feed(actor=office.prosecutor)
    _other, closed = feeds.make_feed(actor=office.investigator)
    accounts.set_active(actor=office.administrator, user=office.investigator, active=False)
    secrets = ["never-made", secret, closed, "x" * 500, "%00", "ü"]
    answers = [client.get(reverse("calendar-feed", args=[given])) for given in secrets]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_revoking_stops_a_feed_at_once(client: Client, office: Office, secret: str) -> None:
    feed = CalendarFeed.objects.get(user=office.prosecutor)
    feeds.revoke_feed(actor=office.prosecutor, feed=feed)
    assert client.get(reverse("calendar-feed", args=[secret])).status_code == 404


def test_a_reading_is_logged_as_the_owners(
    client: Client, office: Office, secret: str, busy: Case
) -> None:
    LogEntry.objects.all().delete()
    read(client, secret)
    entry = LogEntry.objects.get()
    assert (entry.kind, entry.actor_id) == (Kind.READ, office.prosecutor.pk)
    assert "calendar feed" in entry.data


def test_a_reading_is_noted_on_the_feed(client: Client, office: Office, secret: str) -> None:
    read(client, secret)
    first = CalendarFeed.objects.get(user=office.prosecutor).last_read_at
    assert first is not None
    read(client, secret)
    assert CalendarFeed.objects.get(user=office.prosecutor).last_read_at == first


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_feed_is_only_read(client: Client, secret: str, method: str) -> None:
    answer = getattr(client, method)(reverse("calendar-feed", args=[secret]))
    assert answer.status_code == 405


def test_queries_do_not_grow_with_the_dates(
    client: Client,
    office: Office,
    secret: str,
    busy: Case,
    django_assert_max_num_queries: object,
) -> None:
    for number in range(30):
        tasks.set_task(
            actor=office.prosecutor,
            case=busy,
            title=f"Task {number}",
            owner=office.prosecutor,
            due=timezone.localdate(),
        )
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of the plugin
        assert len(entries(read(client, secret))) > 30


def test_a_feed_is_bounded_and_says_so(
    office: Office, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_DATES == 2_000
    monkeypatch.setattr("amends.office.notices.selectors.MOST_DATES", 2)
    for number in range(4):
        tasks.set_task(
            actor=office.prosecutor,
            case=case,
            title=f"Task {number}",
            owner=office.prosecutor,
            due=timezone.localdate(),
        )
    found = dates_of(actor=office.prosecutor, today=timezone.localdate())
    assert len(found) == 3
    assert "more dates" in found[-1].title


def test_the_page_shows_the_address_once(client: Client, office: Office) -> None:
    client.force_login(office.prosecutor)
    assert "You have no calendar feed" in client.get(reverse("calendar")).content.decode()
    made = client.post(reverse("calendar-make")).content.decode()
    address = made.partition('<code dir="ltr">')[2].partition("</code>")[0]
    path = address.removeprefix("http://127.0.0.1:8000")
    assert Client().get(path).status_code == 200
    assert path not in client.get(reverse("calendar")).content.decode()


def test_the_page_stops_ones_own_feed_only(client: Client, office: Office, secret: str) -> None:
    feed = CalendarFeed.objects.get(user=office.prosecutor)
    client.force_login(office.investigator)
    assert client.post(reverse("calendar-revoke", args=[feed.pk])).status_code == 404
    client.force_login(office.prosecutor)
    answer = client.post(reverse("calendar-revoke", args=[feed.pk]), follow=True)
    assert "is stopped" in answer.content.decode()
    assert Client().get(reverse("calendar-feed", args=[secret])).status_code == 404
