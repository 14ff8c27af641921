"""The catalogue's pages: for those logged in, light, without inline code, in both directions."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from amends.office.components.catalogue import Group
from tests.architecture.test_pages import inline_faults
from tests.office.conftest import Office

PAGES = [reverse("component-catalogue")] + [reverse("component-group", args=[g]) for g in Group]
LIGHT = 100_000
ASSET = re.compile(r'(?:href|src)="/static/([^"]+)"')


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def assets(page: str) -> int:
    """Return the size of all that a page loads, uncompressed, in bytes."""
    found = [finders.find(path) for path in set(ASSET.findall(page))]
    assert found
    assert all(found)
    return sum(Path(str(path)).stat().st_size for path in found)


@pytest.mark.parametrize("address", PAGES)
def test_page_is_light(reader: Client, address: str) -> None:
    page = reader.get(address).content.decode()
    assert len(page.encode()) + assets(page) < LIGHT


def test_frame_leaves_room_for_content(client: Client, db: None) -> None:
    page = client.get(reverse("help")).content.decode()
    assert assets(page) < 40_000


@pytest.mark.parametrize("address", PAGES)
def test_page_holds_no_inline_code(reader: Client, address: str) -> None:
    assert list(inline_faults(reader.get(address).content.decode())) == []


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_page_runs_in_its_direction(
    reader: Client, address: str, language: str, direction: str
) -> None:
    page = reader.get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page


@pytest.mark.parametrize("address", PAGES)
def test_catalogue_is_for_those_logged_in(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_unknown_group_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("component-group", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_used_once(reader: Client, address: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', reader.get(address).content.decode())
    assert [name for name, times in Counter(ids).items() if times > 1] == []
