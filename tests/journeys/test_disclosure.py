"""A prosecutor decides what is used, redacts a file, binds a set and serves it on the defence."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.office.disclosure.models import DisclosureSet, Redaction, SetState
from amends.office.disclosure.models import Service as ServiceRow
from tests.journeys.conftest import Person
from tests.office.disclosure.conftest import Scene, scene

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

__all__ = ["scene"]


def test_from_the_schedule_to_the_defence(reader: Person, scene: Scene) -> None:
    home = f"/cases/{scene.case.reference}/"
    item = f"item-{scene.item.key}"
    statement = f"file-{scene.statement.pk}"
    reader.logs_in("prosecutor")
    reader.opens(home)
    reader.presses(f"nav a[href='{home}disclosure/']")
    decide_at_once(reader, item, statement)
    reader.presses(f"main a[href$='/material/{statement}/']")
    reader.fills(exhibit_number="P-1", reason="She tells of the day itself.")
    reader.chooses(exculpatory="true")
    reader.page.locator("main input[name=reviewed]").check()
    reader.presses("#decide form button[type=submit]")
    assert "She tells of the day itself." in reader.reads()
    redact(reader, scene)
    reader.opens(f"{home}disclosure/sets-add/")
    reader.fills(title="First disclosure")
    for key in (item, statement):
        reader.page.locator(f"#piece_{key}").check()
    reader.presses("main form.form button[type=submit]")
    reader.presses("#pieces form[action$='/bind/'] button")
    assert DisclosureSet._base_manager.get().state == SetState.BOUND
    assert "P-1" in reader.reads()
    serve(reader, scene)
    reader.opens(f"{home}served/?defendant={scene.defendant.key}")
    assert "D1" in reader.reads()
    for page in ("disclosure/exhibits/", "disclosure/sets/", "disclosure/?page=all"):
        reader.opens(home + page)
    reader.opens("/help/disclosure/")
    assert reader.wrong == []


def decide_at_once(reader: Person, *pieces: str) -> None:
    """Tick several pieces on the schedule and say that they are used."""
    for key in pieces:
        reader.page.locator(f"main input[name=piece][value='{key}']").check()
    form = reader.page.locator("main form[method=post]:has(input[name=piece])")
    form.locator("select[name=use]").select_option("used")
    form.locator("input[name=reason]").fill("The case rests on it.")
    reader.presses("main form[method=post]:has(input[name=piece]) .actions button")


def redact(reader: Person, scene: Scene) -> None:
    """Take a name and a part of the page, chosen by two clicks on it, out of a copy."""
    home = f"/cases/{scene.case.reference}/disclosure/"
    reader.opens(f"{home}redact/{scene.statement.pk}/")
    reader.page.locator("#words [name=words]").fill("Anna")
    reader.page.locator("#words [name=reason]").fill("A victim's name")
    reader.presses("#words form button[type=submit]")
    for x, y in ((5, 5), (60, 40)):
        reader.page.locator("#click_reason").fill("An address")
        reader.page.locator("#page input[type=image]").click(position={"x": x, "y": y})
        reader.page.wait_for_load_state()
        reader.looks()
    assert "An address" in reader.reads()
    reader.presses("#marks form[action$='/copy/'] button")
    assert Redaction._base_manager.get().taken["signs"] >= 4
    reader.presses("#marks form[action$='/remove/'] button")


def serve(reader: Person, scene: Scene) -> None:
    """Record that the set was served, with the paper that proves it."""
    reader.page.locator("#services details > summary").first.click()
    reader.chooses(party=str(scene.defendant.pk), way="counsel", proof=str(scene.locked.pk))
    reader.fills(on=timezone.localdate().isoformat(), received_by="Counsel for the defence")
    reader.presses("#services form button[type=submit]")
    assert "Counsel for the defence" in reader.reads()
    assert ServiceRow._base_manager.get().party == scene.defendant
