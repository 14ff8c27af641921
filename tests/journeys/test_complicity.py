"""Somebody without an account reports an official; the ombudsman opens it elsewhere and answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from amends.cli.main import main
from amends.office.complicity.models import SealedReport
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def run(*words: str | Path) -> str:
    """Run a command on the ombudsman's machine."""
    found = CliRunner().invoke(
        main,
        ["ombudsman", *map(str, words)],
        env={"AMENDS_OMBUDSMAN_PASSPHRASE": "correct horse battery"},
    )
    assert found.exit_code == 0, found.output
    return found.output


def test_from_a_report_without_an_account_to_the_answer(
    reader: Person, office: Office, tmp_path: Path
) -> None:
    key = tmp_path / "box.key"
    line = run("init", key).splitlines()[-1].strip()
    reader.opens("/complicity/")
    reader.logs_in("ombudsman")
    reader.opens("/complicity/box/code/")
    reader.opens("/complicity/box/key/")
    reader.fills(holder="Office of the Ombudsman", office_half=line)
    reader.presses("main form.form button[type=submit]")
    leaves(reader)

    picture = tmp_path / "gate.jpg"
    picture.write_bytes(b"a picture")
    reader.opens("/complicity/")
    reader.fills(told="He took money at the gate.", who="A guard")
    reader.page.locator("[name=conduct][value=bribe]").check()
    reader.page.locator("[name=enclosed]").set_input_files(str(picture))
    reader.presses("main form.form button[type=submit]")
    receipt = reader.page.locator("main code").inner_text()

    reader.logs_in("ombudsman")
    reader.opens("/complicity/box/code/")
    reader.fills(code=run("code", key).strip())
    reader.presses("main form.form button[type=submit]")
    with reader.page.expect_download() as taken:
        reader.page.locator("main form.inline-form button").first.click()
    box = tmp_path / "box.sealed"
    taken.value.save_as(box)
    opened = tmp_path / "opened"
    run("open", key, box, "--into", opened)
    reference = SealedReport.objects.get().reference
    assert "A guard" in (opened / reference / "0001-report" / "told.txt").read_text("utf-8")
    (tmp_path / "answer.txt").write_text("Which day was it?", "utf-8")
    sealed = tmp_path / "answer.sealed"
    run("answer", opened / reference, "--text", tmp_path / "answer.txt", "--out", sealed)
    reader.opens(f"/complicity/box/{reference}/")
    reader.presses("button[name=step][value=acknowledge]")
    reader.page.locator("[name=answer]").set_input_files(str(sealed))
    reader.presses("#answer form.form button[type=submit]")
    reader.opens("/complicity/box/public/")
    leaves(reader)

    reader.opens("/complicity/receipt/")
    reader.fills(receipt=receipt.lower())
    reader.presses("main form.form button[type=submit]")
    assert "Which day was it?" in reader.reads()
    reader.page.locator("#more [name=told]").fill("It was Monday.")
    reader.presses("#more form.form button[type=submit]")
    assert SealedReport.objects.get().parts.filter(kind="more").exists()
    reader.page.locator("#answers summary").first.click()
    reader.presses("#answers .confirm__body button")
    assert "Which day was it?" not in reader.reads()
    for page in ("/complicity/figures/", "/help/complicity/"):
        reader.opens(page)
    assert reader.wrong == []


def leaves(reader: Person) -> None:
    """Log out, as far as the browser knows."""
    reader.page.context.clear_cookies(name="sessionid")
