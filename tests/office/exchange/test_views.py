"""The pages of an import: choosing, the trial row by row, taking, undoing, and the downloads."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exchange.models import ImportBatch
from amends.office.exchange.sheets import read_sheet
from amends.office.parties.models import Party
from tests.office.conftest import Office

GOOD = "key,capacity,designation\nW1,witness,Clerk\nW2,witness,Cook\n"
MIXED = "key,capacity,designation\nW1,witness,Clerk\nW2,witness,\nW3,witnes,=1+1\n"


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    client.force_login(office.prosecutor)
    return client


def choose(client: Client, case: Case, text: str, kind: str = "parties") -> str:
    """Try a sheet; return the address its verdicts stand at, or the page that refuses it."""
    file = SimpleUploadedFile("sheet.csv", text.encode())
    answer = client.post(
        reverse("case-import", args=[case.reference]), {"kind": kind, "file": file}
    )
    return answer.headers["Location"] if answer.status_code == 302 else answer.content.decode()


def token_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["upload"][0]


def take(client: Client, case: Case, token: str, rows: str) -> str:
    answer = client.post(
        reverse("import-check", args=[case.reference]),
        {"upload": token, "rows": rows},
        follow=True,
    )
    return answer.content.decode()


def keys(case: Case) -> set[str]:
    parties = Party._base_manager.filter(case=case, removed_at=None)
    return set(parties.values_list("key", flat=True))


def table_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_sheet_is_tried_taken_and_undone(reader: Client, case: Case) -> None:
    address = choose(reader, case, GOOD)
    page = reader.get(address).content.decode()
    assert "Would be taken" in page
    assert "Clerk" in page
    assert keys(case) == set()
    page = take(reader, case, token_in(address), "all")
    assert "2 of 2 rows are taken." in page
    assert keys(case) == {"W1", "W2"}
    batch = ImportBatch._base_manager.get()
    undone = reader.post(reverse("import-undo", args=[case.reference, batch.pk]), follow=True)
    assert "is undone" in undone.content.decode()
    assert keys(case) == set()


def test_the_trial_shows_each_refused_row(reader: Client, case: Case) -> None:
    address = choose(reader, case, MIXED)
    page = reader.get(address).content.decode()
    assert "Did you mean witness?" in page
    assert "Take the 1 good row" in page
    assert "Clerk" not in page
    assert "Clerk" in reader.get(f"{address}&show=all").content.decode()


def test_all_or_nothing_takes_nothing_while_a_row_is_refused(reader: Client, case: Case) -> None:
    token = token_in(choose(reader, case, MIXED))
    page = take(reader, case, token, "all")
    assert "none was taken" in page
    assert "show=all" in page
    assert keys(case) == set()
    assert "1 of 3 rows are taken." in take(reader, case, token, "good")
    assert keys(case) == {"W1"}


def test_refused_rows_are_handed_out_with_reasons(reader: Client, case: Case) -> None:
    address = choose(reader, case, MIXED)
    trial = reader.get(
        reverse("import-check-refused", args=[case.reference]), {"upload": token_in(address)}
    )
    rows = table_of(trial.content)
    assert rows[0] == ["key", "capacity", "designation", "Row", "Reason for refusal"]
    assert [row[3] for row in rows[1:]] == ["3", "4"]
    assert rows[2][2] == "'=1+1"
    take(reader, case, token_in(address), "good")
    batch = ImportBatch._base_manager.get()
    later = reader.get(reverse("import-refused", args=[case.reference, batch.pk]))
    assert table_of(later.content) == rows
    # What was handed out can be mended and chosen again: the guard goes, the reasons are unread.
    again = read_sheet(later.content)
    assert again.rows[1].cells[2] == "=1+1"


@pytest.mark.parametrize("kind", ["parties", "events"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_empty_sheets_are_taken_as_they_are_handed_out(
    client: Client, office: Office, case: Case, kind: str, ending: str, language: str
) -> None:
    office.prosecutor.language = language
    office.prosecutor.save()
    client.force_login(office.prosecutor)
    sheet = client.get(reverse("import-template", args=[case.reference, kind, ending]))
    file = SimpleUploadedFile(f"x.{ending}", sheet.content)
    office.prosecutor.language = "en"
    office.prosecutor.save()
    answer = client.post(
        reverse("case-import", args=[case.reference]), {"kind": kind, "file": file}
    )
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "There are no rows below the headings" in page
    assert "not read" not in page


@pytest.mark.parametrize(("kind", "ending"), [("people", "csv"), ("parties", "ods")])
def test_there_are_no_other_empty_sheets(
    reader: Client, case: Case, kind: str, ending: str
) -> None:
    address = reverse("import-template", args=[case.reference, kind, ending])
    assert reader.get(address).status_code == 404


def test_a_sheet_that_names_a_victim_is_shown_and_not_kept(reader: Client, case: Case) -> None:
    text = "key,capacity,designation\nA1,victim,Maria Santos\nW1,witness,Clerk\n"
    page = choose(reader, case, text)
    assert "This sheet may name a victim" in page
    assert "Maria" not in page
    assert 'name="rows"' not in page
    assert not any(b"Maria" in path.read_bytes() for path in stored())


def stored() -> list[Path]:
    return [path for path in settings.FILES.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This file is empty"),
        ("colour,size\nred,3\n", "is missing there"),
        ("key,capacity,key\n", "stands there twice"),
        ("\0\1\2", "neither a sheet nor a text file"),
    ],
)
def test_what_cannot_be_read_is_explained_beside_the_field(
    reader: Client, case: Case, text: str, said: str
) -> None:
    assert said in choose(reader, case, text)


def test_headings_nobody_knows_are_named(reader: Client, case: Case) -> None:
    page = reader.get(choose(reader, case, "capacity,designation,colour\nwitness,A,red\n"))
    assert "Some columns are not read" in page.content.decode()
    assert "colour" in page.content.decode()


def test_a_trial_is_paged(reader: Client, case: Case) -> None:
    rows = "\n".join(f"witness,Witness {n}" for n in range(120))
    address = choose(reader, case, f"capacity,designation\n{rows}\n")
    assert "51 to 100 of 120" in reader.get(f"{address}&page=2").content.decode()


def test_anothers_trial_opens_to_nobody_else(
    reader: Client, client: Client, office: Office, case: Case
) -> None:
    address = choose(reader, case, GOOD)
    client.force_login(office.head)
    assert client.get(address).status_code == 404
    client.force_login(office.prosecutor)
    assert client.get(f"{address}x").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("liaison", 404), ("registrar", 404), ("stranger", 404), ("administrator", 404)],
)
def test_a_case_one_cannot_import_into_is_not_there(
    client: Client, office: Office, case: Case, who: str, status: int
) -> None:
    client.force_login(getattr(office, who))
    for name in ("case-import", "import-check", "import-check-refused"):
        assert client.get(reverse(name, args=[case.reference])).status_code == status


def test_an_assigned_liaison_may_not_import_and_has_no_tab(
    client: Client, office: Office, case: Case
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(office.liaison)
    home = reverse("case", args=[case.reference])
    assert reverse("case-import", args=[case.reference]) not in client.get(home).content.decode()
    assert client.get(reverse("case-import", args=[case.reference])).status_code == 404


def test_those_who_may_import_have_a_tab(reader: Client, case: Case) -> None:
    home = reverse("case", args=[case.reference])
    assert reverse("case-import", args=[case.reference]) in reader.get(home).content.decode()
