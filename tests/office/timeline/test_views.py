"""The pages of the timeline: every declared type is recorded on one screen, with its own fields."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from amends.base.fields import FieldKind
from amends.court.events import EventType, Subject, event_types
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.policy import Role
from amends.office.tasks.models import Task
from amends.office.timeline import services
from amends.office.timeline.forms import EventForm
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import OPERATOR, Office

TODAY = timezone.localdate()
GIVEN = {
    FieldKind.TEXT: "Said so",
    FieldKind.DATE: "2026-09",
    FieldKind.MONEY: "USD 12.50",
    FieldKind.NUMBER: "3",
}


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the head is logged in, whose role records nearly every event."""
    client.force_login(office.head)
    return client


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of the case's timeline."""
    return reverse(name, args=[case.reference, *more])


def record(case: Case, code: str, on: str, *about: Party, **details: str) -> TimelineEvent:
    """Record an event without its next step."""
    return services.record_event(
        actor=OPERATOR,
        case=case,
        code=code,
        on=on,
        parties=about,
        details=details,
        set_next_step=False,
    )


def filled(kind: EventType, defendant: Party, victim: Party) -> dict[str, object]:
    """Return what a person types for an event of a type."""
    about = {Subject.DEFENDANT: [defendant.pk], Subject.VICTIM: [victim.pk], Subject.CASE: []}
    own = {
        f"detail_{field.name}": field.choices[0].code if field.choices else GIVEN[field.kind]
        for field in kind.fields
    }
    return {
        "code": kind.code,
        "on": "2026-03-02",
        "parties": about[kind.subject],
        "status": "reported",
        **own,
    }


@pytest.mark.parametrize(
    "kind", [k for k in event_types().values() if Role.HEAD in k.recorded_by], ids=lambda k: k.code
)
def test_every_type_is_recorded_with_one_screen_and_one_press(
    reader: Client, case: Case, defendant: Party, victim: Party, kind: EventType
) -> None:
    page = reader.get(at(case, "event-record"), {"code": kind.code}).content.decode()
    for field in kind.fields:
        assert f'name="detail_{field.name}"' in page
    answer = reader.post(at(case, "event-record"), filled(kind, defendant, victim))
    assert answer.status_code == 302, answer.content.decode()
    event = TimelineEvent._base_manager.get()
    assert event.code == kind.code
    assert set(event.details) == {field.name for field in kind.fields}


@pytest.mark.parametrize("name", ["case", "case-timeline"])
def test_a_case_leads_to_the_screen_of_a_type_directly(
    reader: Client, case: Case, name: str
) -> None:
    page = reader.get(at(case, name)).content.decode()
    form = re.search(
        r'<form class="row"\s+method="get"\s+action="([^"]+)">(.*?)</form>', page, re.S
    )
    assert form
    assert form[1] == at(case, "event-record")
    assert 'value="ARREST"' in form[2]


def test_a_type_is_offered_to_those_only_who_record_it(
    client: Client, office: Office, case: Case, defendant: Party
) -> None:
    client.force_login(office.investigator)
    page = client.get(at(case, "event-record"))
    assert page.status_code in {200, 404}
    record(case, "INDICTED", "2026-02-01", defendant)
    client.force_login(office.registrar)
    text = client.get(at(case, "event-record"), {"code": "SEARCH"}).content.decode()
    assert 'value="HEARING_SET"' in text
    assert 'value="SEARCH"' not in text
    assert "Your role does not record this event." in text
    client.post(at(case, "event-record"), {"code": "SEARCH", "on": "2026-03-02"})
    assert not TimelineEvent._base_manager.filter(code="SEARCH").exists()


@pytest.mark.parametrize("on", ["2008-05-03", "2008-05", "2008", "~2008-05"])
def test_dates_are_taken_as_far_as_they_are_known(reader: Client, case: Case, on: str) -> None:
    given = {"code": "SEARCH", "on": on, "status": "reported"}
    assert reader.post(at(case, "event-record"), given).status_code == 302
    assert TimelineEvent._base_manager.get().on == on


@pytest.mark.parametrize(
    ("code", "given", "field", "said"),
    [
        ("SEARCH", {"on": "2026-02-30"}, "on", "There is no day"),
        ("SEARCH", {"on": "yesterday"}, "on", "is not a date"),
        ("SEARCH", {"on": ""}, "on", "This field is required."),
        ("SEARCH", {"on": "2199-01-01"}, "on", "more than five years ahead"),
        ("ARREST", {"parties": []}, "parties", "This field is required."),
        ("EVIDENCE_SENT", {"detail_item": ""}, "detail_item", "This field is required."),
        ("RESTITUTION_PAID", {"detail_amount": "much"}, "detail_amount", ""),
        ("PERMIT_GRANTED", {"detail_until": "soon"}, "detail_until", "is not a date"),
        ("SEARCH", {"text": "x" * 5_001}, "text", "at most 5000"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_above(
    reader: Client,
    case: Case,
    defendant: Party,
    victim: Party,
    code: str,
    given: dict[str, object],
    field: str,
    said: str,
) -> None:
    sent = filled(event_types()[code], defendant, victim) | given
    answer = reader.post(at(case, "event-record"), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(rf'href="#id_{field}(_0)?"', page)
    assert page.count(said) >= 2
    assert not TimelineEvent._base_manager.exists()


def test_recording_says_whose_turn_it_is_and_sets_the_next_step(
    reader: Client, office: Office, case: Case, defendant: Party
) -> None:
    page = reader.get(at(case, "event-record"), {"code": "INDICTED"}).content.decode()
    assert "List the first hearing" in page
    assert "Court registrar" in page
    assert "Unverified" in page
    given = filled(event_types()["INDICTED"], defendant, defendant) | {"set_next_step": "on"}
    page = reader.post(at(case, "event-record"), given, follow=True).content.decode()
    assert "Recorded: Indictment or information filed." in page
    task = Task._base_manager.get()
    assert (task.title, task.owner) == ("List the first hearing", office.registrar)


def test_the_one_person_it_can_be_about_is_ticked(
    reader: Client, case: Case, defendant: Party
) -> None:
    page = reader.get(at(case, "event-record"), {"code": "ARREST"}).content.decode()
    assert re.search(rf'name="parties" value="{defendant.pk}"[^>]* checked', page)


def test_recording_is_undone_with_one_press_and_pressing_twice_harms_nothing(
    reader: Client, case: Case
) -> None:
    given = {"code": "SEARCH", "on": "2026-03-02", "status": "reported"}
    page = reader.post(at(case, "event-record"), given, follow=True).content.decode()
    event = TimelineEvent._base_manager.get()
    undo = at(case, "event-undo", event.pk)
    assert f'action="{undo}"' in page
    for _ in range(2):
        assert reader.post(undo).status_code == 302
    event.refresh_from_db()
    assert event.struck_at is not None


def test_struck_and_proposed_events_are_shown_as_such(reader: Client, case: Case) -> None:
    event = record(case, "SEARCH", "2026-03-02")
    services.record_event(
        actor=OPERATOR, case=case, code="SEIZURE", on="2026-03", status="proposed"
    )
    assert reader.post(at(case, "event-strike", event.pk), {"reason": ""}).status_code == 200
    given = {"reason": "Another house"}
    page = reader.post(at(case, "event-strike", event.pk), given, follow=True).content.decode()
    assert "<s>Search carried out</s>" in page
    assert "Another house" in page
    assert "timeline__entry--proposed" in page
    restored = reader.post(at(case, "event-restore", event.pk), follow=True).content.decode()
    assert "<s>" not in restored


def test_filters_narrow_by_category_and_by_party(
    reader: Client, case: Case, defendant: Party, victim: Party
) -> None:
    record(case, "SEARCH", "2026-03-02")
    record(case, "ARREST", "2026-03-03", defendant)
    record(case, "VICTIM_FOUND", "2026-03-04", victim)

    def shown(**filters: str) -> set[str]:
        page = reader.get(at(case, "case-timeline"), filters).content.decode()
        return set(re.findall(r'<time datetime="2026-03-(\d\d)"', page))

    assert shown() == {"02", "03", "04"}
    assert shown(category="custody") == {"03"}
    assert shown(party=victim.key) == {"04"}
    assert shown(party=defendant.key, category="investigation") == set()


def test_suspended_clock_says_by_what_and_adds_up(
    reader: Client, case: Case, defendant: Party
) -> None:
    def ago(days: int) -> str:
        return (TODAY - timedelta(days=days)).isoformat()

    record(case, "PRETRIAL", ago(20), defendant)
    record(case, "STAYED", ago(15), reasons="Petition")
    record(case, "RESUMED", ago(10))
    record(case, "STAYED", ago(5), reasons="Petition")
    page = reader.get(at(case, "case-timeline")).content.decode()
    assert "Stands still since" in page
    assert "Stood still from" in page
    assert page.count("in days: 5") == 2
    assert "Pre-trial concluded" in page
    assert f"{defendant.key}: {defendant.designation}" in page


def test_ombudsman_reads_the_procedure_and_no_name(
    client: Client, office: Office, case: Case, defendant: Party
) -> None:
    record(case, "PRETRIAL", "2026-03-03", defendant)
    client.force_login(office.ombudsman)
    page = client.get(at(case, "case-timeline")).content.decode()
    assert defendant.key in page
    assert defendant.designation not in page
    assert "event-record" not in page
    assert client.get(at(case, "event-record")).status_code in {403, 404}


def test_latest_page_of_a_long_timeline_comes_first_and_stays_small(
    reader: Client, case: Case
) -> None:
    for day in range(1, 29):
        for month in (1, 2, 3, 4):
            record(case, "INTERVIEW_WITNESS", f"2026-{month:02}-{day:02}")
    answer = reader.get(at(case, "case-timeline"))
    page = answer.content.decode()
    assert '<time datetime="2026-04-28"' in page
    assert '<time datetime="2026-01-01"' not in page
    assert len(answer.content) < 100_000
    first = reader.get(at(case, "case-timeline"), {"page": 1}).content.decode()
    assert '<time datetime="2026-01-01"' in first


def test_strangers_find_nothing(client: Client, office: Office, case: Case) -> None:
    event = record(case, "SEARCH", "2026-03-02")
    client.force_login(office.stranger)
    for name in ("case-timeline", "event-record"):
        assert client.get(at(case, name)).status_code == 404
    for name in ("event-strike", "event-restore", "event-undo"):
        assert client.post(at(case, name, event.pk), {"reason": "x"}).status_code == 404
    event.refresh_from_db()
    assert event.struck_at is None


def test_event_words_follow_the_language_of_the_reader(
    client: Client, office: Office, case: Case
) -> None:
    record(case, "SEARCH", "2026-03-02")
    office.prosecutor.language = "ar"
    office.prosecutor.save()
    client.force_login(office.prosecutor)
    page = client.get(at(case, "case-timeline")).content.decode()
    with translation.override("ar"):
        said = translation.gettext(event_types()["SEARCH"].label)
    assert said in page
    assert 'dir="rtl"' in page


@pytest.mark.parametrize("kind", event_types().values(), ids=lambda k: k.code)
def test_no_field_of_a_type_hides_one_of_the_forms_own(kind: EventType) -> None:
    own = {f"detail_{field.name}" for field in kind.fields}
    assert not own & set(EventForm.base_fields)
