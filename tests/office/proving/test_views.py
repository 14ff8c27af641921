"""The pages of proof: matrix, cell, drafts, chart, weaknesses, steps, losses, documents."""

from __future__ import annotations

import io
from datetime import timedelta
from urllib.parse import urlencode

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.models import Answered, Argument, ProofStep, TakenUp
from amends.office.tasks.models import Task, TaskState
from amends.proof import origins
from amends.proof.to_prove import Matter
from tests.office.conftest import Office
from tests.office.proving.conftest import Confirms, Enters, Proves


@pytest.fixture
def page(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def words(page: Client, name: str, *args: object, **query: str) -> str:
    """Return what a page says."""
    answer = page.get(f"{reverse(name, args=args)}?{urlencode(query)}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def cell(suspect: Party, victim: Party) -> dict[str, str]:
    """Return the address of the cell of the means."""
    return {"element": "means", "by": suspect.key, "to": victim.key}


def test_without_counts_the_matrix_says_what_to_do(page: Client, case: Case) -> None:
    said = words(page, "case-proof", case.reference)
    assert "There is no count to be proved yet" in said
    assert reverse("case-charging", args=[case.reference]) in said


def test_the_matrix_shows_every_element_in_words_beside_its_colour(
    page: Client, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    said = words(page, "case-proof", charged.reference)
    for element in ("Act", "Means", "Purpose", "Who it was", "Jurisdiction"):
        assert element in said
    assert "Proven" in said
    assert "Open" in said


def test_the_matrix_reads_on_the_evidence_that_is_asked_for(
    page: Client, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters(admissibility="collected"))
    assert "Proven: 1" in " ".join(words(page, "case-proof", charged.reference).split())
    said = words(page, "case-proof", charged.reference, reading="admitted")
    assert "Proven: 1" not in " ".join(said.split())


def test_an_item_is_confirmed_in_three_clicks(page: Client, charged: Case, enters: Enters) -> None:
    item = enters()
    listed = words(page, "proof-drafts", charged.reference)
    address = reverse("proof-item", args=[charged.reference, item.key])
    assert address in listed  # the first click opens it; the second confirms what is ticked
    form = page.get(address).context["form"]
    given = {"follows": form.initial["follows"], "shown": form.initial["follows"]}
    answer = page.post(
        address, {**given, "scheme": "chat", "force": form.initial["force"]}, follow=True
    )
    assert "confirmed" in answer.content.decode()
    assert Argument._base_manager.filter(state="confirmed").count() == len(given["follows"])


def test_what_is_confirmed_can_be_undone_from_the_message(
    page: Client, charged: Case, enters: Enters
) -> None:
    item = enters()
    address = reverse("proof-item", args=[charged.reference, item.key])
    shown = page.get(address).context["shown"]
    answer = page.post(
        address, {"follows": shown, "shown": shown, "scheme": "chat", "force": 2}, follow=True
    )
    (message,) = answer.context["messages"]
    page.post(message.extra_tags)
    assert not Argument._base_manager.filter(removed_at=None).exists()
    assert address in words(page, "proof-drafts", charged.reference)


def test_that_nothing_follows_is_kept_and_can_be_looked_at_again(
    page: Client, charged: Case, enters: Enters
) -> None:
    item = enters()
    address = reverse("proof-item", args=[charged.reference, item.key])
    shown = page.get(address).context["shown"]
    page.post(address, {"nothing": "yes", "shown": shown, "scheme": "chat", "force": 2})
    row = Argument._base_manager.get()
    assert row.state == "set_aside"
    assert "somebody said" in words(page, "case-arguments", charged.reference)


def test_what_came_up_meanwhile_is_not_set_aside_unseen(
    page: Client, charged: Case, enters: Enters
) -> None:
    item = enters()
    address = reverse("proof-item", args=[charged.reference, item.key])
    page.post(address, {"follows": [], "shown": [], "scheme": "chat", "force": 2})
    assert not Argument._base_manager.exists()


def test_a_cell_shows_on_what_it_rests_and_what_is_open(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, cell: dict[str, str]
) -> None:
    item = enters()
    confirms(item)
    said = words(page, "proof-cell", charged.reference, **cell)
    assert item.description in said
    assert "Is its custody without a gap?" in said
    assert "Beyond reasonable doubt" in said


def test_a_cell_that_is_not_asked_for_is_not_there(page: Client, charged: Case) -> None:
    address = reverse("proof-cell", args=[charged.reference])
    assert page.get(f"{address}?element=means&by=D9&to=V1").status_code == 404
    assert page.get(f"{address}?element=%00&by=D9").status_code == 404


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("argument-add", {"defeats": "\0"}),
        ("argument-add", {"defeats": "A9", "question": "\0"}),
        ("argument-add", {"for": "\0"}),
        ("argument-add", {"against": "not act"}),
        ("proof-chart", {"element": "\0"}),
    ],
)
def test_an_address_that_names_nothing_is_answered_as_one_that_is_not_there(
    page: Client, charged: Case, name: str, asked: dict[str, str]
) -> None:
    address = f"{reverse(name, args=[charged.reference])}?{urlencode(asked)}"
    assert page.get(address).status_code in {200, 404}


def test_more_arguments_than_can_be_told_apart_are_refused_with_what_to_do(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        confirms(enters(origins=["telephone", str(number)]), force=1)
    monkeypatch.setattr(origins, "MOST_APART", 2)
    CompiledProof._base_manager.all().delete()
    answer = page.get(reverse("case-proof", args=[charged.reference]))
    assert answer.status_code == 422
    assert "Join those that rest on the same" in answer.content.decode()


def test_undoing_what_is_not_there_changes_nothing(
    page: Client, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    confirms(enters())
    page.post(f"{reverse('proof-undo-drafts', args=[charged.reference])}?keys=%00,A99")
    assert Argument._base_manager.filter(removed_at=None).exists()


def test_the_chart_draws_every_node_with_its_line_of_the_key_list(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, cell: dict[str, str]
) -> None:
    confirms(enters())
    said = words(page, "proof-chart", charged.reference, **cell)
    # The means, its denial, one argument, one item.
    assert said.count('class="chart__node"') == 4
    assert said.count('width="36"') == 1


def test_an_argument_is_stated_changed_taken_out_and_brought_back(
    page: Client, charged: Case, enters: Enters, proves: Proves
) -> None:
    item = enters(goes_to=[])
    claim = next(
        k for k, one in proves().made_of.graph.propositions.items() if one.element == "act"
    )
    add = f"{reverse('argument-add', args=[charged.reference])}?{urlencode({'for': claim})}"
    assert page.get(add).status_code == 200
    given = {"items": [item.pk], "generalisation": "So it was.", "force": 2, "scheme": ""}
    page.post(add, given)
    row = Argument._base_manager.get()
    edit = reverse("argument-edit", args=[charged.reference, row.key])
    assert page.get(edit).status_code == 200
    page.post(edit, {**given, "force": 3, "version": row.version})
    row.refresh_from_db()
    assert row.force == 3
    page.post(reverse("argument-remove", args=[charged.reference, row.key]))
    assert row.key in words(page, "case-arguments", charged.reference)
    page.post(reverse("argument-restore", args=[charged.reference, row.key]))
    row.refresh_from_db()
    assert row.removed_at is None


def test_an_argument_that_says_nothing_is_sent_back_with_what_to_mend(
    page: Client, charged: Case, enters: Enters
) -> None:
    enters()
    add = reverse("argument-add", args=[charged.reference])
    said = page.post(add, {"generalisation": "", "force": 2}).content.decode()
    assert "This is needed" in said or "required" in said
    said = page.post(add, {"generalisation": "So.", "force": 2}).content.decode()
    assert "Choose what it is for." in said


def test_a_question_is_answered_on_the_page_of_its_argument(
    page: Client, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    (row, *_) = confirms(enters())
    address = reverse("argument", args=[charged.reference, row.key])
    given = {"question": "whose_it_is", "answer": "adverse", "reason": ""}
    assert "Say on what it rests." in page.post(address, given).content.decode()
    page.post(address, {**given, "reason": "Two used it."})
    assert Answered._base_manager.get().answer == "adverse"
    assert "Somebody else may have used it" in page.get(address).content.decode()


def test_a_weakness_is_taken_up_with_owner_and_day_and_undone(
    page: Client, office: Office, charged: Case
) -> None:
    said = words(page, "proof-weaknesses", charged.reference)
    assert "Nothing supports it" in said
    address = reverse("weakness-take-up", args=[charged.reference])
    row = page.get(reverse("proof-weaknesses", args=[charged.reference])).context["page"][0]
    given = {"kind": row[0].found.kind, "about": row[1], "detail": row[2]}
    due = timezone.localdate() + timedelta(days=9)
    page.post(address, {**given, "owner": office.prosecutor.pk, "due": due.isoformat()})
    taken = TakenUp._base_manager.get()
    assert (taken.task.owner, taken.task.due) == (office.prosecutor, due)
    assert row[0].about not in taken.task.title + taken.task.detail  # more people see tasks
    page.post(reverse("weakness-undo", args=[charged.reference, taken.pk]))
    assert Task._base_manager.get(pk=taken.task_id).state == TaskState.CANCELLED


def test_a_step_says_what_it_would_prove_and_when_it_must_begin(
    page: Client, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    item = enters(admissibility="proposed")
    confirms(item)
    address = reverse("proof-step", args=[charged.reference, item.key])
    soon = timezone.localdate() + timedelta(days=3)
    given = {"days": 5, "queue": 0, "cost": 40, "tier": 1, "perishable": soon.isoformat()}
    page.post(address, {**given, "version": 0})
    assert ProofStep._base_manager.get().cost == 40
    said = words(page, "proof-steps", charged.reference)
    assert "Now or never" in said
    assert "To be spoken to" in said


def test_a_step_for_what_is_there_already_is_refused(
    page: Client, charged: Case, enters: Enters
) -> None:
    item = enters()
    address = reverse("proof-step", args=[charged.reference, item.key])
    said = page.post(address, {"days": 1, "queue": 0, "cost": 1, "tier": 0, "version": 0})
    assert "nothing is to be obtained" in said.content.decode()


def test_what_falls_is_shown_without_the_rest_of_the_page(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, proves: Proves
) -> None:
    confirms(enters())
    (event, *_) = proves().made_of.losses
    address = reverse("proof-losses", args=[charged.reference])
    answer = page.get(address, {"lost": [event, "unheard of"]}, headers={"HX-Request": "true"})
    said = answer.content.decode()
    assert "<html" not in said
    assert "1 thing is no longer proved" in " ".join(said.split())


def test_one_thing_after_another_is_lost_beside_what_is_ticked(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, proves: Proves
) -> None:
    whole = list(Matter)
    confirms(enters(goes_to=whole, carriers=[("testifies", None, "Neighbour")]))
    second = enters(goes_to=whole, carriers=[("search_upheld", None, "Warrant 17")])
    confirms(second)
    address = reverse("proof-losses", args=[charged.reference])

    def said(**asked: str | int) -> str:
        answer = page.get(address, asked, headers={"HX-Request": "true"})
        return " ".join(answer.content.decode().split())

    assert 'max="2" value="0"' in " ".join(page.get(address).content.decode().split())
    assert "Falls:" not in said(first=1)
    assert said(first=2).count("Falls:") == said(first=999).count("Falls:") == 1
    (ticked,) = (event for event, loss in proves().made_of.losses.items() if "17" in loss.about)
    assert "Falls:" in said(first=2, lost=ticked)
    for wrong in ("-1", "²", "1e3", "x" * 300):
        assert "Tick what is lost" in said(first=wrong)


@pytest.mark.parametrize("paper", ["proof", "brief"])
def test_the_documents_are_had_as_docx(
    page: Client, charged: Case, enters: Enters, confirms: Confirms, paper: str
) -> None:
    confirms(enters())
    answer = page.get(reverse(f"{paper}-docx", args=[charged.reference]))
    assert answer.status_code == 200
    document = docx.Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert "Counts" in said
    assert "What is not in this picture" in said
