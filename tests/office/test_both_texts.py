"""Every record that two may write at once: the second sees both texts, chooses, and loses none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from amends.office import versions
from amends.office.statements.models import Proposition
from amends.office.versions import VersionedForm
from tests.api.scene import full_scene
from tests.office.conftest import Office

OFFICE = Path(versions.__file__).parent


@dataclass(frozen=True)
class Editing:
    """A page on which a record is written, by whom, and a field to differ in.

    Attributes:
        page: the name of the page.
        key: what stands in its address beside the case; the name of a key of the scene, or the key.
        field: the field that both write.
        needs: what must be stated besides.
        by: who writes.
        of_case: whether the page is one of the case.
    """

    page: str
    key: Any
    field: str
    needs: tuple[tuple[str, str], ...] = ()
    by: str = "prosecutor"
    of_case: bool = True


EDITED = (
    Editing("report-edit", "report", "sender", by="investigator", of_case=False),
    Editing("report-contact", "report", "safety", by="investigator", of_case=False),
    Editing("recruiter-edit", "recruiter", "remark", of_case=False),
    Editing("statement-edit", "S1", "place"),
    Editing("statement", "S1", "words"),
    Editing("proposition-edit", "P1", "text"),
    Editing("recantation-edit", "recantation", "to_whom"),
    Editing("recantation", "recantation", "speaks_for", (("code", "threat"), ("found", "open"))),
    Editing("inquiry-edit", 2, "person"),
    Editing("authorisation-edit", 2, "on_what"),
    Editing("passage-edit", "passage", "note"),
    Editing("item-edit", "E1", "source"),
    Editing("item-particulars", "E1", "detail_device.marks"),
    Editing("objection-settle", "objection", "answer"),
    Editing("material", "item-E1", "exhibit_number", (("reason", "As the court numbers it"),)),
    Editing("disclosure-sets", None, "prefix"),
)


@pytest.fixture(params=EDITED, ids=lambda one: f"{one.page}-{one.field}")
def writing(request: pytest.FixtureRequest, office: Office, client: Client) -> Writing:
    """Return somebody before a page on which a colleague was quicker."""
    editing, scene = request.param, full_scene(office)
    client.force_login(getattr(office, editing.by))
    key = scene.keys.get(editing.key, editing.key) if editing.key else None
    named = [scene.reference] * editing.of_case + [key] * (key is not None)
    field = editing.field
    if editing.page == "statement":
        field = f"words_{Proposition._base_manager.get(key='P1').pk}"
    return Writing(client, reverse(editing.page, args=named), field, dict(editing.needs))


@dataclass(frozen=True)
class Writing:
    """Somebody at the page."""

    client: Client
    address: str
    field: str
    needs: dict[str, str]

    def reads(self) -> dict[str, Any]:
        """Return what the form says now."""
        form = self.client.get(self.address).context["form"]
        if "code" in self.needs:
            asked = {"explanation": self.needs["code"]}
            form = self.client.get(self.address, asked).context["form"]
        return shown(form) | self.needs

    def sends(self, typed: dict[str, Any]) -> Any:
        """Send the form."""
        return self.client.post(self.address, typed)


def shown(form: forms.Form) -> dict[str, Any]:
    """Return what a browser would send of a form."""
    values = {name: form[name].value() for name in form.fields}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


@pytest.mark.parametrize("kept", ["theirs", "mine"])
def test_the_second_is_shown_both_and_chooses(writing: Writing, kept: str) -> None:
    before = writing.reads()
    assert writing.sends(before | {writing.field: "AA-"}).status_code == 302
    late = writing.sends(before | {writing.field: "BB-"})
    assert late.status_code == 200
    page = late.content.decode()
    assert "A colleague was quicker" in page
    assert f'name="keep-{writing.field}"' in page
    assert page.count("AA-") >= 1
    assert writing.reads()[writing.field] == "AA-"
    again = shown(late.context["form"]) | {"differs": [writing.field]}
    open_yet = writing.sends(again)
    assert "Choose which of the two texts to keep" in open_yet.content.decode()
    assert writing.sends(again | {f"keep-{writing.field}": kept}).status_code == 302
    assert writing.reads()[writing.field] == {"theirs": "AA-", "mine": "BB-"}[kept]


def test_no_form_knows_a_version_in_a_way_of_its_own() -> None:
    known = {form for form in every_form() if "version" in form.base_fields}
    assert len(known) > 15
    assert all(issubclass(form, VersionedForm) for form in known)


def every_form() -> Iterator[Any]:
    """Yield every form of the office."""
    waiting = list(forms.Form.__subclasses__())
    seen = set()
    while waiting:
        form = waiting.pop()
        if form not in seen and form.__module__.startswith("amends."):
            yield form
        if form not in seen:
            seen.add(form)
            waiting += form.__subclasses__()


def test_every_page_that_sends_a_version_shows_both_texts() -> None:
    pages = list(OFFICE.glob("*/templates/**/*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "form.version" not in text or "c-both-texts" in text, page
