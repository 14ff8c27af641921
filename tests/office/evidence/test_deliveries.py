"""A file sent in parts: in order, once, taken up after a kill, attached whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from amends.office.cases.models import Case
from amends.office.evidence import delivery_services as services
from amends.office.evidence import parts, store
from amends.office.evidence.models import Attachment, Delivery
from amends.office.evidence.sealing import CHUNK
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted
from tests.office.conftest import Office
from tests.office.evidence.kills import killed_at_every_moment

WHOLE = os.urandom(CHUNK) * 2 + b"and a rest"
DIGEST = hashlib.sha256(WHOLE).hexdigest()


@pytest.fixture(autouse=True)
def place(tmp_path: Path) -> Iterator[None]:
    """Keep files and key of a test in folders of their own."""
    with override_settings(FILES=tmp_path / "files", FILES_KEY=tmp_path / "files_key"):
        yield


def begin(office: Office, case: Case, **more: Any) -> Delivery:
    """Begin sending the file."""
    given = {"filename": "house.mp4", "size": len(WHOLE), **more}
    return services.begin_delivery(actor=office.prosecutor, case=case, **given)


def send(delivery: Delivery, start: int, end: int, whole: bytes = WHOLE) -> Delivery:
    """Send one part."""
    return services.take_part(delivery=delivery, offset=start, part=whole[start:end])


def send_all(delivery: Delivery, whole: bytes = WHOLE) -> Delivery:
    """Send what is missing, a MiB at a time."""
    for start in range(delivery.received, len(whole), CHUNK):
        delivery = send(delivery, start, start + CHUNK, whole)
    return delivery


def test_parts_become_an_attachment(office: Office, case: Case) -> None:
    delivery = send_all(begin(office, case, title="The house"))
    attachment = services.finish_delivery(actor=office.prosecutor, delivery=delivery)
    assert (attachment.title, attachment.filename) == ("The house", "house.mp4")
    assert (attachment.sha256, attachment.size) == (DIGEST, len(WHOLE))
    with store.read(DIGEST) as file:
        assert file.read() == WHOLE
    delivery.refresh_from_db()
    assert services.finish_delivery(actor=office.prosecutor, delivery=delivery) == attachment
    assert Attachment._base_manager.count() == 1
    parts.drop(delivery.token)
    assert store.check(DIGEST) == len(WHOLE)


def test_a_part_sent_twice_is_taken_once(office: Office, case: Case) -> None:
    delivery = begin(office, case)
    send(delivery, 0, CHUNK)
    assert send(delivery, 0, CHUNK).received == CHUNK
    assert send(delivery, 100, 200).received == CHUNK
    with pytest.raises(ValidationError, match="Other bytes were received here"):
        services.take_part(delivery=delivery, offset=0, part=b"other")


@pytest.mark.parametrize(("start", "end"), [(CHUNK, 2 * CHUNK), (-1, 5), (10**12, 10**12)])
def test_a_wrong_offset_is_told_the_right_one(
    office: Office, case: Case, start: int, end: int
) -> None:
    delivery = begin(office, case)
    with pytest.raises(services.WrongOffset) as refusal:
        services.take_part(delivery=delivery, offset=start, part=b"x" * min(end - start, 10))
    assert refusal.value.expected == 0


def test_odd_and_overlong_parts_are_refused(office: Office, case: Case) -> None:
    delivery = begin(office, case)
    with pytest.raises(ValidationError, match="whole number of MiB"):
        send(delivery, 0, 1000)
    with pytest.raises(ValidationError, match="longer than what is missing"):
        services.take_part(delivery=delivery, offset=0, part=WHOLE + b"x")


def test_what_is_not_as_declared_is_given_up(office: Office, case: Case) -> None:
    delivery = send_all(begin(office, case, sha256="0" * 64))
    with pytest.raises(ValidationError, match="not those of the SHA-256 declared"):
        services.finish_delivery(actor=office.prosecutor, delivery=delivery)
    assert not Attachment._base_manager.exists()
    assert not Delivery._base_manager.exists()
    assert not store.path_of(DIGEST).exists()


def test_an_unfinished_file_is_not_attached(office: Office, case: Case) -> None:
    delivery = send(begin(office, case), 0, CHUNK)
    with pytest.raises(services.WrongOffset):
        services.finish_delivery(actor=office.prosecutor, delivery=delivery)


def test_the_same_file_is_taken_up_where_it_broke_off(office: Office, case: Case) -> None:
    first = send(begin(office, case, mark="yesterday"), 0, CHUNK)
    assert begin(office, case, mark="yesterday") == first
    assert begin(office, case, mark="today") != first
    assert begin(office, case) != first
    named = begin(office, case, sha256=DIGEST)
    assert begin(office, case, sha256=DIGEST.upper()) == named


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"size": 0}, "is empty"),
        ({"size": 10**15}, "the most this office takes"),
        ({"sha256": "z" * 64}, "64 characters"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_once(
    office: Office, case: Case, more: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        begin(office, case, **more)


def test_a_disk_without_room_for_it_is_said_at_once(office: Office, case: Case) -> None:
    plenty = override_settings(FILE_SIZE_LIMIT=10**16)
    with plenty, pytest.raises(ValidationError, match="make room"):
        begin(office, case, size=10**15)


def test_who_may_not_attach_sends_nothing(office: Office, case: Case) -> None:
    for user in (office.stranger, office.registrar, office.administrator):
        with pytest.raises(NotPermitted):
            services.begin_delivery(actor=user, case=case, filename="a", size=1)
    delivery = send_all(begin(office, case))
    with pytest.raises(NotPermitted):
        services.finish_delivery(actor=office.stranger, delivery=delivery)


def test_beginning_and_end_are_logged_and_parts_are_not(office: Office, case: Case) -> None:
    before = LogEntry.objects.count()
    delivery = send_all(begin(office, case))
    assert LogEntry.objects.count() == before + 1
    services.finish_delivery(actor=office.prosecutor, delivery=delivery)
    assert LogEntry.objects.count() == before + 2


def test_old_deliveries_are_given_up(office: Office, case: Case) -> None:
    old, young = send(begin(office, case), 0, CHUNK), begin(office, case)
    long_ago = timezone.now() - timedelta(days=8)
    Delivery._base_manager.filter(pk=old.pk).update(touched_at=long_ago)
    for path in (Path(settings.FILES) / "deliveries").iterdir():
        os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
    assert services.drop_old_deliveries() == 1
    assert list(Delivery._base_manager.all()) == [young]
    assert send_all(young).received == len(WHOLE)


def test_nothing_of_a_delivery_lies_in_clear(office: Office, case: Case) -> None:
    whole = b"a canary that sings of the harbour street" * 30_000
    delivery = services.begin_delivery(
        actor=office.prosecutor, case=case, filename="a", size=len(whole)
    )
    send(delivery, 0, CHUNK, whole)
    files = [p for p in Path(settings.FILES).rglob("*") if p.is_file()]
    assert not [p for p in files if b"a canary that sings" in p.read_bytes()]


def test_a_killed_part_is_whole_or_overwritten() -> None:
    parts.begin("a", len(WHOLE))
    for _ in killed_at_every_moment(lambda: parts.append("a", 0, WHOLE[:CHUNK])):
        pass
    for _ in killed_at_every_moment(lambda: parts.append("a", CHUNK, b"x" * CHUNK)):
        assert parts.holds("a", 0, WHOLE[:CHUNK])
    parts.append("a", CHUNK, WHOLE[CHUNK : 2 * CHUNK])
    parts.append("a", 2 * CHUNK, WHOLE[2 * CHUNK :])
    moments = 0
    for _ in killed_at_every_moment(lambda: parts.finish("a", DIGEST)):
        moments += 1
        if store.path_of(DIGEST).exists():
            assert store.check(DIGEST) == len(WHOLE)
    assert moments >= 8
    assert parts.finish("a", DIGEST).sha256 == DIGEST
    parts.drop("a")
    assert store.check(DIGEST) == len(WHOLE)


@hypothesis(max_examples=10)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), st.integers(0, CHUNK - 1))
def test_any_cut_into_parts_gives_the_same_file(sizes: list[int], rest: int) -> None:
    whole = os.urandom(sum(sizes) * CHUNK + rest)
    token = os.urandom(8).hex()
    parts.begin(token, len(whole))
    start = 0
    for size in [*(s * CHUNK for s in sizes), rest]:
        parts.append(token, start, whole[start : start + size])
        start += size
    assert parts.finish(token).sha256 == hashlib.sha256(whole).hexdigest()
    parts.drop(token)
    store.path_of(hashlib.sha256(whole).hexdigest()).unlink()


def test_the_door_of_the_pages(client: Client, office: Office, case: Case) -> None:
    client.force_login(office.prosecutor)
    form = {"filename": "house.mp4", "size": str(len(WHOLE)), "mark": "1"}
    told = json.loads(client.post(reverse("delivery-begin", args=[case.reference]), form).content)
    assert told["offset"] == 0

    def patch(start: int, end: int) -> Any:
        return client.patch(
            told["address"],
            data=WHOLE[start:end],
            content_type="application/octet-stream",
            headers={"Part-Offset": str(start)},
        )

    assert patch(0, 2 * CHUNK).headers["Part-Offset"] == str(2 * CHUNK)
    assert client.head(told["address"]).headers["Part-Offset"] == str(2 * CHUNK)
    wrong = patch(CHUNK, len(WHOLE))
    assert (wrong.status_code, wrong.headers["Part-Offset"]) == (409, str(2 * CHUNK))
    assert patch(2 * CHUNK, len(WHOLE)).status_code == 200
    assert json.loads(client.post(told["finish"]).content)["leads_to"].endswith("/attachments/")
    assert Attachment._base_manager.get().sha256 == DIGEST
    refused = client.post(reverse("delivery-begin", args=[case.reference]), {**form, "size": "x"})
    assert (refused.status_code, "empty" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_the_door_of_the_pages_asks_for_the_csrf_token(
    office: Office, case: Case, method: str
) -> None:
    delivery = begin(office, case)
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.prosecutor)
    address = reverse("delivery-finish" if method == "post" else "delivery", args=[delivery.token])
    assert getattr(client, method)(address).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "registrar", "administrator", "ombudsman"])
def test_who_may_not_open_the_case_finds_no_delivery(
    client: Client, office: Office, case: Case, who: str
) -> None:
    delivery = begin(office, case)
    client.force_login(getattr(office, who))
    assert client.get(reverse("delivery", args=[delivery.token])).status_code == 404
    assert client.delete(reverse("delivery", args=[delivery.token])).status_code == 404
    assert Delivery._base_manager.exists()
