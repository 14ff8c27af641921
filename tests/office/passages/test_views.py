"""The pages of passages: the text as words alone, tying in one screen, lists, who sees what."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.charging.selectors import charging_of
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.exhibits import services as exhibits
from amends.office.parties.models import Party
from amends.office.passages import services
from amends.office.passages.models import Passage
from amends.office.reading.models import Reading
from amends.office.reading.services import work_readings
from tests.api.scene import TODAY
from tests.office.conftest import Office
from tests.office.passages.conftest import QUOTE, attach, tie


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def at(case: Case, name: str, *more: object) -> str:
    """Return an address of a page of the case."""
    return reverse(name, args=[case.reference, *more])


def shown(reader: Client, address: str, **asked: str | int) -> str:
    """Return what a page says."""
    answer = reader.get(address, asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def conduct(office: Office, case: Case, by: Party, victim: Party) -> str:
    """State conduct; return the name of the first count that lies on it."""
    charging.state_conduct(
        actor=office.prosecutor,
        case=case,
        by=by,
        victims=[victim],
        begun="2025-11-01",
        acts=["recruitment", "hiring"],
        means=["threat"],
        ends=["prostitution_of_others"],
        places=["PH"],
        mental="purpose",
    )
    found = charging_of(actor=office.prosecutor, case=case, today=TODAY)
    return next(name for name, count in found.named.items() if count.is_available)


def test_the_text_is_shown_page_by_page(reader: Client, case: Case, statement: Attachment) -> None:
    address = at(case, "attachment-text", statement.pk)
    assert "The owner met her" in shown(reader, address)
    assert QUOTE in shown(reader, address, page=2)
    assert "Rent was taken" in shown(reader, address, page=99)
    for page in ("x", "-1", "0", "9" * 30, "²", ""):
        assert "The owner met her" in shown(reader, address, page=page) or page == "9" * 30


def test_nothing_in_a_file_is_ever_rendered(reader: Client, case: Case, office: Office) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:1 }} &amp; words"
    file = evidence.attach_file(
        actor=office.prosecutor, case=case, title="a", filename="a.txt", chunks=[hostile.encode()]
    )
    work_readings(among=[file])
    Reading._base_manager.filter(attachment=file).update(state="taken")
    page = shown(reader, at(case, "attachment-text", file.pk))
    assert "<script>alert" not in page
    assert "<img" not in page


def test_words_are_tied_in_one_screen_and_taken_back(
    reader: Client, case: Case, statement: Attachment, defendant: Party
) -> None:
    address = f"{at(case, 'attachment-text', statement.pk)}?page=2"
    given = {"start": 3, "end": 21, "quote": "kept the passports", "party": defendant.pk}
    answer = reader.post(address, given | {"element": "means", "note": "Page two"})
    passage = Passage._base_manager.get()
    assert (passage.page, passage.quote, passage.note) == (2, "kept the passports", "Page two")
    assert answer.status_code == 302
    assert f"page=2&at=3#passage-{passage.pk}" in answer["Location"]
    page = shown(reader, answer["Location"].split("#")[0])
    assert f'<mark id="passage-{passage.pk}">kept the passports</mark>' in page
    undo = at(case, "passage-remove", passage.pk)
    assert undo in page
    reader.post(undo)
    assert at(case, "passage-restore", passage.pk) in shown(reader, at(case, "case-passages"))
    reader.post(at(case, "passage-restore", passage.pk))
    assert "kept the passports" in shown(reader, at(case, "case-passages"))


def test_words_are_tied_by_typing_how_they_begin_and_end(
    reader: Client, case: Case, statement: Attachment, defendant: Party
) -> None:
    address = f"{at(case, 'attachment-text', statement.pk)}?page=2"
    given = {"first": "he kept", "last": "DRAWER", "party": defendant.pk, "element": "means"}
    reader.post(address, given)
    assert Passage._base_manager.get().quote == QUOTE


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first": "she kept"}, "do not stand on this page"),
        ({"first": "he kept", "last": "the owner"}, "do not stand on this page"),
        ({}, "Select the words first"),
        ({"start": "7", "end": "3"}, "Select the words first"),
        ({"start": "x", "end": "9" * 40}, "Select the words first"),
        ({"start": "0", "end": "10", "quote": "otherwise"}, "read again meanwhile"),
        ({"start": "0", "end": "10", "party": ""}, "whom the passage speaks against"),
        ({"start": "0", "end": "10", "party": "99999"}, "valid choice"),
        ({"start": "0", "end": "10", "element": ""}, "Choose the element"),
        ({"start": "0", "end": "10", "element": "guilt"}, "Choose the element"),
        ({"start": "0", "end": "10", "note": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_tied_is_said(
    reader: Client,
    case: Case,
    statement: Attachment,
    defendant: Party,
    given: dict[str, str],
    said: str,
) -> None:
    address = f"{at(case, 'attachment-text', statement.pk)}?page=2"
    answer = reader.post(address, {"party": defendant.pk, "element": "means"} | given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Passage._base_manager.exists()


def test_a_search_leads_to_its_words_chosen_and_ready_to_be_tied(
    reader: Client, case: Case, statement: Attachment, defendant: Party
) -> None:
    found = shown(reader, reverse("search"), q='"the passports"')
    (link,) = set(re.findall(r'href="([^"]+text/[^"]+)"', found))
    page = shown(reader, link.replace("&amp;", "&").split("#")[0])
    assert 'page-text__chosen">the passports</mark>' in page
    assert 'name="quote" value="the passports"' in " ".join(page.split())


def test_the_count_and_the_item_show_what_was_tied(
    reader: Client,
    office: Office,
    case: Case,
    passage: Passage,
    defendant: Party,
    victim: Party,
) -> None:
    name = conduct(office, case, defendant, victim)
    page = shown(reader, at(case, "charging-count", name))
    assert QUOTE in page
    assert "1 passage" in page
    item = exhibits.enter_item(
        actor=office.prosecutor, case=case, kind="testimony", description="What she said"
    )
    assert QUOTE not in shown(reader, at(case, "item", item.key))
    exhibits.add_file(
        actor=office.prosecutor, item=item, attachment=passage.attachment, copy="evidentiary"
    )
    assert QUOTE in shown(reader, at(case, "item", item.key))


def test_the_list_is_narrowed(
    reader: Client, office: Office, case: Case, passage: Passage, defendant: Party
) -> None:
    other = attach(office, case, "One.", "He kept the passports in a drawer.", title="Second")
    tie(office, other, defendant, element="purpose", note="Of the second")
    address = at(case, "case-passages")
    assert "Of the second" in shown(reader, address, element="purpose")
    assert "Of the second" not in shown(reader, address, element="means")
    assert "Of the second" not in shown(reader, address, attachment=passage.attachment_id)
    assert "Of the second" in shown(reader, address, party=defendant.key)
    assert "No passage is what" in shown(reader, address, state="lost")
    for asked in ({"attachment": "x"}, {"state": "x"}, {"party": "\0"}, {"element": "x" * 99}):
        shown(reader, address, **asked)


def test_a_passage_is_corrected_and_the_second_of_two_is_told(
    reader: Client, case: Case, passage: Passage, defendant: Party
) -> None:
    address = at(case, "passage-edit", passage.pk)
    given = {"element": "purpose", "party": defendant.pk, "note": "New", "version": 1}
    assert reader.post(address, given).status_code == 302
    assert "A colleague changed this while" in reader.post(address, given).content.decode()
    passage.refresh_from_db()
    assert (passage.element, passage.note) == ("purpose", "New")


def test_a_lost_passage_says_so(
    reader: Client, case: Case, passage: Passage, office: Office
) -> None:
    Passage._base_manager.filter(pk=passage.pk).update(found=False)
    page = shown(reader, at(case, "case-passages"))
    assert "No longer found here" in page
    assert QUOTE in page
    assert QUOTE in shown(reader, at(case, "case-passages"), state="lost")


def test_a_file_that_waits_or_failed_says_so(reader: Client, office: Office, case: Case) -> None:
    file = evidence.attach_file(
        actor=office.prosecutor, case=case, title="a", filename="a.zip", chunks=[b"PK\x03\x04aaa"]
    )
    assert "waits to be taken out" in shown(reader, at(case, "attachment-text", file.pk))
    work_readings(among=[file])
    assert "It is an archive" in shown(reader, at(case, "attachment-text", file.pk))


def test_each_role_sees_what_it_may(
    client: Client, office: Office, case: Case, passage: Passage, defendant: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    address = at(case, "attachment-text", passage.attachment_id)
    client.force_login(office.liaison)
    page = shown(client, f"{address}?page=2")
    assert QUOTE in page
    assert "data-tie" not in page
    assert f"passage-{passage.pk}" not in page
    given = {"start": 0, "end": 9, "party": defendant.pk, "element": "act"}
    assert client.post(f"{address}?page=2", given).status_code == 404
    assert client.get(at(case, "case-passages")).status_code == 404
    for name in ("registrar", "stranger", "other_head", "administrator", "rapporteur"):
        client.force_login(getattr(office, name))
        for page_name, more in (
            ("attachment-text", [passage.attachment_id]),
            ("case-passages", []),
            ("passage-edit", [passage.pk]),
        ):
            assert client.get(at(case, page_name, *more)).status_code == 404
        assert client.post(at(case, "passage-remove", passage.pk)).status_code == 404
    assert Passage._base_manager.filter(removed_at=None).count() == 1


def test_a_removed_attachment_is_shown_and_not_tied(
    reader: Client, office: Office, case: Case, statement: Attachment, defendant: Party
) -> None:
    evidence.remove_attachment(actor=office.prosecutor, attachment=statement)
    page = shown(reader, at(case, "attachment-text", statement.pk))
    assert "data-tie" not in page


def test_a_passage_of_another_case_is_not_there(
    reader: Client, office: Office, case: Case, passage: Passage
) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=case.opened_on,
    )
    assert reader.get(at(other, "passage-edit", passage.pk)).status_code == 404
    assert reader.get(at(other, "attachment-text", passage.attachment_id)).status_code == 404
    services.remove_passage(actor=office.prosecutor, passage=passage)
