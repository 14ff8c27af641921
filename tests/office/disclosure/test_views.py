"""The pages of disclosure: who sees them, what they do without scripts, and garbage."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.cases import services as cases
from amends.office.disclosure.models import (
    Bundle,
    Decision,
    DisclosureSet,
    Mark,
    Redaction,
    SetState,
)
from amends.office.disclosure.models import Service as ServiceRow
from tests.office.disclosure.conftest import Scene

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def reader(client: Client, scene: Scene) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(scene.office.prosecutor)
    return client


def at(scene: Scene, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[scene.case.reference, *more])


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "page", ["case-disclosure", "disclosure-sets", "exhibit-list", "schedule-csv", "set-add"]
)
@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_disclosure_sees_none_of_it(
    client: Client, scene: Scene, page: str, role: str
) -> None:
    cases.assign(actor=scene.office.head, case=scene.case, user=scene.office.liaison)
    client.force_login(getattr(scene.office, role))
    assert client.get(at(scene, page)).status_code == 404


def test_from_the_schedule_to_what_the_defence_had(reader: Client, scene: Scene) -> None:
    item = f"item-{scene.item.key}"
    page = shown(reader, at(scene, "case-disclosure"))
    assert "Statement" in page
    answer = reader.post(
        at(scene, "case-disclosure"), {"piece": [item], "use": "used", "reason": "Found there"}
    )
    assert answer.status_code == 302
    typed: dict[str, Any] = {
        "use": "used",
        "exhibit_number": "P-1",
        "exculpatory": "true",
        "reason": "Tells of it",
    }
    answer = reader.post(at(scene, "material", item), {**typed, "version": 1, "reviewed": "on"})
    assert answer.status_code == 302
    assert "was not served on every defendant" in shown(reader, at(scene, "material", item))
    assert "P-1" in shown(reader, at(scene, "exhibit-list"))
    assert "P-1" in shown(reader, at(scene, "schedule-csv"))
    answer = reader.post(at(scene, "set-add"), {"title": "First", "piece": [item]})
    assert answer["Location"] == at(scene, "disclosure-set", "D1")
    version = DisclosureSet._base_manager.get().version
    reader.post(at(scene, "set-bind", "D1"), {"version": version})
    row = DisclosureSet._base_manager.get()
    assert row.state == SetState.BOUND
    typed = {"party": scene.defendant.pk, "on": TODAY, "way": "counsel", "received_by": "Counsel"}
    answer = reader.post(
        at(scene, "disclosure-set", "D1"),
        {**typed, "proof": scene.locked.pk, "version": row.version},
    )
    assert answer.status_code == 302
    assert ServiceRow._base_manager.count() == 1
    asked = f"{at(scene, 'case-served')}?defendant={scene.defendant.key}&on={TODAY}"
    assert "P-1" in shown(reader, at(scene, "disclosure-set", "D1"))
    assert "D1" in shown(reader, asked)
    bundle = Bundle._base_manager.get()
    assert bundle.digest in shown(reader, at(scene, "disclosure-set", "D1"))


def test_a_registrar_sees_what_was_served_and_no_schedule(client: Client, scene: Scene) -> None:
    row = scene.bind(scene.open_set(f"item-{scene.item.key}"))
    type(scene.case)._base_manager.filter(pk=scene.case.pk).update(before_court=True)
    client.force_login(scene.office.registrar)
    assert client.get(at(scene, "disclosure-set", row.key)).status_code == 404
    from tests.office.disclosure.test_services import serve

    serve(scene, row)
    page = shown(client, at(scene, "disclosure-set", row.key))
    assert "Record a service" not in page
    page = shown(client, f"{at(scene, 'case-served')}?defendant={scene.defendant.key}&on={TODAY}")
    assert "Never served" not in page


def test_redacting_by_words_clicks_and_figures(reader: Client, scene: Scene) -> None:
    page = at(scene, "redact", scene.statement.pk)
    assert "Anna came" in shown(reader, page)
    picture = reader.get(f"{at(scene, 'redact-picture', scene.statement.pk)}?page=1")
    assert picture.content.startswith(b"\x89PNG")
    reader.post(page, {"form": "words", "words": "Anna", "reason": "Victim"})
    size = {"size_x": 720, "size_y": 480, "reason": "Address"}
    answer = reader.post(f"{page}?page=2", {**size, "at.x": 0, "at.y": 0})
    assert answer.status_code == 200
    corner = {"left": "0.0", "top": "0.0"}
    answer = reader.post(f"{page}?page=2", {**size, **corner, "at.x": 72, "at.y": 48})
    assert answer.status_code == 302
    assert Mark._base_manager.get(page=2).part == [0.0, 0.0, 0.1, 0.1]
    reader.post(at(scene, "redact-copy", scene.statement.pk))
    copy = Redaction._base_manager.get()
    assert copy.taken["signs"] == 4
    assert "Redacted: Statement" in shown(reader, page)
    reader.post(at(scene, "redaction-set-aside", copy.pk), {"reason": "Again"})
    reader.post(at(scene, "mark-remove", Mark._base_manager.get(page=2).pk))
    assert "Set aside" in shown(reader, page)


def test_a_file_that_cannot_be_shown_says_why(reader: Client, scene: Scene) -> None:
    page = at(scene, "redact", scene.locked.pk)
    assert "opens with a password only" in shown(reader, page)
    reader.post(page, {"form": "words", "words": "x", "reason": "Victim"})
    answer = reader.post(at(scene, "redact-copy", scene.locked.pk), follow=True)
    assert "No copy was made of this file" in answer.content.decode()
    assert reader.get(at(scene, "redact-picture", scene.locked.pk)).status_code == 404


def test_who_fills_a_set_that_a_colleague_filled_meanwhile_sees_both(
    reader: Client, scene: Scene
) -> None:
    item, file = f"item-{scene.item.key}", f"file-{scene.statement.pk}"
    scene.open_set(item)
    address = at(scene, "set-edit", "D1")
    version = reader.get(address).context["form"]["version"].value()
    theirs = {"title": "First disclosure", "piece": [item, file], "version": version}
    assert reader.post(address, theirs).status_code == 302
    mine = {"title": "Mine", "piece": [], "version": version}
    late = reader.post(address, mine)
    page = late.content.decode()
    assert page.count("In it now, as a colleague left it") == 2
    assert 'name="keep-title"' in page
    version = late.context["form"]["version"].value()
    again = {**mine, "piece": [file], "version": version, "differs": "title"}
    assert reader.post(address, {**again, "keep-title": "theirs"}).status_code == 302
    page = shown(reader, address)
    assert "First disclosure" in page
    assert page.count("checked") == 1
    assert "as a colleague left it" not in page


GARBAGE: list[dict[str, Any]] = [
    {},
    {"use": "\x00", "reason": "\x00", "version": "x"},
    {"use": "used", "reason": "x", "version": "9" * 30, "piece": ["item-Z", "file-\ud800"]},
    {"form": "part", "left": "nan", "top": "1e400", "right": "x", "bottom": "-1", "reason": "x"},
    {"form": "part", "at.x": "9" * 40, "at.y": "x", "size_x": "0", "size_y": "", "left": "q"},
    {"title": "\x00", "piece": "file-99999999999999999999", "version": "-1"},
    {"prefix": "أ1", "digits": "99999999999999", "start": "0", "version": "1"},
    {"party": "x", "on": "0000-00-00", "way": "x", "received_by": "", "proof": "x", "version": ""},
]


@pytest.mark.parametrize("typed", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_answered_with_a_sentence(
    reader: Client, scene: Scene, typed: dict[str, Any]
) -> None:
    row = scene.open_set(f"item-{scene.item.key}")
    safe = {name: str(value).replace("\ud800", "?") for name, value in typed.items()}
    for address in (
        at(scene, "case-disclosure"),
        at(scene, "material", f"item-{scene.item.key}"),
        at(scene, "redact", scene.statement.pk),
        at(scene, "disclosure-sets"),
        at(scene, "set-add"),
        at(scene, "set-edit", row.key),
        at(scene, "disclosure-set", row.key),
    ):
        assert reader.post(address, safe).status_code in {200, 302}
    assert not Decision._base_manager.exists()


@pytest.mark.parametrize("query", ["?page=x", "?page=0", "?use=x&flag=y&text=%00", "?page=all"])
def test_addresses_with_garbage_are_answered(reader: Client, scene: Scene, query: str) -> None:
    for name in ("case-disclosure", "case-served", "disclosure-sets"):
        shown(reader, f"{at(scene, name)}{query}")
    shown(reader, f"{at(scene, 'redact', scene.statement.pk)}{query}")
    shown(reader, f"{at(scene, 'case-served')}?defendant=%00&on=1")
