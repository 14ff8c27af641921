"""A chain is time-stamped at a browser by a real authority; one that is down is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from amends.office.cases.models import Case
from amends.office.exhibits import custody_services
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.stamps.models import Stamp
from tests.journeys.conftest import Person
from tests.office.conftest import Office
from tests.proof.authority import Authority, openssl, served

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ASK = "main form[action$='/stamp/'] button"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a real authority: openssl behind a door."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority: Authority, settings: Settings) -> Iterator[Settings]:
    """Let the office trust the authority, at an address where nobody answers."""
    settings.TIMESTAMP_CERTIFICATES = authority.certificates
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    settings.TIMESTAMP_SECONDS = 2
    return settings


@pytest.fixture
def item(office: Office, case: Case) -> Item:
    """Return an exhibit with a step of custody."""
    actor = office.prosecutor
    row = exhibits.enter_item(actor=actor, case=case, kind="extraction", description="Phone")
    at = datetime(2026, 1, 3, 9, tzinfo=UTC)
    custody_services.record_step(actor=actor, item=row, kind="seized", at=at, by="Officer")
    return row


def test_down_then_asked_again_then_on_the_certificate(
    reader: Person,
    authority: Authority,
    trusted: Settings,
    item: Item,
    case_home: str,
    tmp_path: Path,
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}evidence/{item.key}/")
    reader.presses(ASK)
    waiting = Stamp._base_manager.get()
    assert waiting.stamped_at is None
    assert waiting.fault
    assert waiting.fault in reader.page.locator("body").inner_text()
    assert waiting.fault in reader.page.locator("#stamps").inner_text()
    with served(authority.stamp) as url:
        trusted.TIMESTAMP_URL = url
        reader.presses(ASK)
    stamp = Stamp._base_manager.get()  # what waited was replaced: one chain, one stamp
    assert stamp.stamped_at is not None
    assert stamp.fault == ""
    assert "CN=Test authority" in reader.page.locator("body").inner_text()
    reader.page.locator("details", has=reader.page.locator("#stamps")).evaluate(
        "d => d.open = true"
    )
    with reader.page.expect_download() as begun:
        reader.page.locator("#stamps a[href$='.tsr']").click()
    begun.value.save_as(tmp_path / "stamp.tsr")
    with reader.page.expect_download() as begun:
        reader.page.locator("#stamps a[href$='.json']").click()
    begun.value.save_as(tmp_path / "stamp.json")
    kept = ("-in", tmp_path / "stamp.tsr", "-data", tmp_path / "stamp.json")
    openssl("ts", "-verify", *kept, "-CAfile", authority.certificates)
    reader.opens(f"{case_home}custody-certificate/")
    assert stamp.serial in reader.reads()
    assert reader.wrong == []
