"""The channel: anybody hands in, nothing is left unsealed, and a receipt leads to the answer."""

from __future__ import annotations

import io
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from amends.integrity.receipts import receipt_from
from amends.office.accounts.models import Visit
from amends.office.complicity import channel_services as channel
from amends.office.complicity.models import SealedPart, SealedReport
from amends.office.log.models import LogEntry
from tests.office.complicity.conftest import Keeper, hand_in
from tests.office.conftest import Office

CANARY = "canary-71c2"
pytestmark = pytest.mark.django_db


def everything_stored() -> bytes:
    """Return every value of every row of the database, as bytes."""
    held = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table == "search_terms":  # a view of another that cannot be read as a whole
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the database
            held += [bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode()
                     for row in cursor.fetchall() for v in row]  # fmt: skip
    return b"\n".join(held)


def test_the_page_asks_for_nothing_and_takes_nobodys_name(keeper: Keeper) -> None:
    answer = Client().get("/complicity/")
    page = answer.content.decode()
    assert keeper.box.recipient in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="username"' not in page


def test_nothing_can_be_handed_in_before_a_key_is_named(office: Office) -> None:
    answer = Client().post("/complicity/", {"told": CANARY})
    assert "not open" in answer.content.decode()
    assert not SealedReport.objects.exists()


def test_what_is_handed_in_is_opened_by_the_key_alone(keeper: Keeper) -> None:
    upload = io.BytesIO(b"a picture")
    upload.name = "../gate of Öst.jpg"
    hand_in(who=CANARY, conduct=["bribe", "warned"], danger="My sister", enclosed=upload)
    keeper.open()
    (told,) = keeper.take()
    assert told.words == {
        "told": "He took money at the gate",
        "who": CANARY,
        "conduct": ["bribe", "warned"],
        "danger": "My sister",
    }
    assert [(one.name, one.content) for one in told.files] == [("gate of Öst.jpg", b"a picture")]


@pytest.mark.parametrize("inside", [False, True])
def test_staff_and_strangers_leave_the_same_nothing(
    office: Office, keeper: Keeper, inside: bool
) -> None:
    client = Client(headers={"user-agent": CANARY}, REMOTE_ADDR="203.0.113.77")
    if inside:
        client.force_login(office.prosecutor)
    entries = LogEntry.objects.count()
    receipt = hand_in(client, told=CANARY)
    client.post("/complicity/receipt/", {"receipt": str(receipt), "told": f"{CANARY} more"})
    assert LogEntry.objects.count() == entries
    stored = everything_stored()
    for trace in (CANARY, "203.0.113.77", receipt.characters, str(receipt)):
        assert trace.encode() not in stored


def test_files_never_touch_the_disk_unsealed(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        opened = []
        monkeypatch.setattr(
            "django.core.files.uploadedfile.tempfile.NamedTemporaryFile",
            lambda *args, **kwargs: opened.append(args),
        )
        upload = io.BytesIO(CANARY.encode() * 400_000)
        upload.name = "a.bin"
        hand_in(enclosed=upload)
    assert opened == []
    assert CANARY.encode() not in everything_stored()


def test_a_thousand_reports_leave_no_plain_text(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = [
        channel.hand_in({"told": f"{CANARY} {number}", "who": CANARY}, ()) for number in range(1000)
    ]
    assert SealedPart.objects.count() == 1000
    stored = everything_stored()
    assert CANARY.encode() not in stored
    assert not [one for one in receipts if one.characters.encode() in stored]
    kept_by_cache = [receipts[0].digest, str(receipts[0])]
    assert cache.get_many(kept_by_cache) == {}
    for file in Path(settings.HOME).rglob("*") if Path(settings.HOME).exists() else []:
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes()


def test_too_much_at_once_is_refused_whole(keeper: Keeper) -> None:
    with override_settings(CHANNEL_FILES_LIMIT=1000):
        upload = io.BytesIO(b"x" * 1001)
        upload.name = "a.bin"
        answer = Client().post("/complicity/", {"told": "It", "enclosed": upload})
    assert "larger than" in answer.content.decode()
    assert not SealedReport.objects.exists()


def test_a_flood_does_not_fill_the_disk(keeper: Keeper) -> None:
    hand_in()
    with override_settings(CHANNEL_LIMIT=1000):
        answer = Client().post("/complicity/", {"told": "Another"})
        assert "The box is full" in answer.content.decode()
    assert SealedReport.objects.count() == 1
    keeper.open()
    keeper.take()
    with override_settings(CHANNEL_LIMIT=1000):
        hand_in()


def test_an_answer_is_read_with_the_receipt_and_erased(keeper: Keeper) -> None:
    receipt = hand_in()
    keeper.open()
    (told,) = keeper.take()
    page = keeper.client.post(
        f"/complicity/box/{told.reference}/answer/",
        {"answer": keeper.sealed_answer(told, "Which day was it?")},
    )
    assert page.status_code == 302
    assert b"Which day" not in everything_stored()
    shown = Client().post("/complicity/receipt/", {"receipt": str(receipt)}).content.decode()
    assert "Which day was it?" in shown
    assert "He took money" not in shown
    number = SealedPart.objects.get(kind="answer").number
    Client().post("/complicity/receipt/", {"receipt": str(receipt), "erase": str(number)})
    assert not SealedPart.objects.filter(kind="answer").exists()


def test_erasing_takes_answers_of_ones_own_only(keeper: Keeper) -> None:
    receipt, other = hand_in(), hand_in()
    for number in ("1", "99", "x", "٣", "9" * 40):
        Client().post("/complicity/receipt/", {"receipt": str(receipt), "erase": number})
    assert SealedPart.objects.count() == 2
    assert channel.follow(other).known


def test_more_is_sealed_to_the_report_it_belongs_to(keeper: Keeper) -> None:
    receipt = hand_in()
    answer = Client().post("/complicity/receipt/", {"receipt": str(receipt), "told": "On Monday"})
    assert "Added" in answer.content.decode()
    keeper.open()
    first, more = keeper.take()
    assert (more.kind, more.words, more.reference) == (
        "more",
        {"told": "On Monday"},
        first.reference,
    )
    assert more.answer_key == ""


def test_a_receipt_of_no_report_says_so_and_keeps_nothing(keeper: Keeper) -> None:
    answer = Client().post(
        "/complicity/receipt/", {"receipt": str(receipt_from(token_hex())), "told": "On Monday"}
    )
    assert "No report has this receipt" in answer.content.decode()
    assert not SealedPart.objects.exists()


def test_a_slip_in_a_receipt_is_told_before_anything_is_looked_up(keeper: Keeper) -> None:
    answer = Client().post("/complicity/receipt/", {"receipt": "AAAA-BBBB"})
    assert "There is a slip in it" in answer.content.decode()


def test_valid_and_invalid_receipts_are_alike_in_size_and_time(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = hand_in()
    keeper.open()
    (told,) = keeper.take()
    keeper.client.post(
        f"/complicity/box/{told.reference}/answer/", {"answer": keeper.sealed_answer(told, "Yes")}
    )
    client = Client(headers={"accept-encoding": "gzip"})
    clock = Clock()
    monkeypatch.setattr("amends.office.complicity.channel_views.time", clock)
    lengths, work = set(), []
    for typed in (str(receipt), str(receipt_from(token_hex()))):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/complicity/receipt/", {"receipt": typed})
        work.append([query["sql"].split(" WHERE ")[0] for query in queries])
        lengths.add(len(answer.content))
        assert answer.headers["Content-Encoding"] == "identity"
        assert clock.took_whole_quarters()
    lengths.add(len(client.post("/complicity/receipt/", {"receipt": "AAAA"}).content))
    assert clock.took_whole_quarters()
    assert len(lengths) == 1
    assert work[0] == work[1]


class Clock:
    """A clock on which every look takes a while, other each time, and sleeping takes none."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.passed = 0.0
        self.looks: list[float] = []

    def monotonic(self) -> float:
        """Return the time, which has passed meanwhile."""
        self.passed += 0.013 * (len(self.looks) + 1)
        self.looks.append(self.passed)
        return self.passed

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.passed += seconds

    def took_whole_quarters(self) -> bool:
        """Say whether the last answer, sleep included, took a whole number of quarters."""
        return round((self.passed - self.looks[-2]) / 0.25, 6).is_integer()


def test_nothing_is_told_of_the_hour_or_the_order(keeper: Keeper) -> None:
    for _ in range(8):
        hand_in()
    rows = SealedReport.objects.order_by("pk").values_list("pk", "reference", "received_on")
    assert len({row[2] for row in rows}) == 1
    kinds = {field.get_internal_type() for model in (SealedReport, SealedPart)
             for field in model._meta.fields}  # fmt: skip
    assert not kinds & {"DateTimeField", "TimeField", "AutoField", "BigAutoField"}


def test_a_log_in_is_neither_prolonged_nor_ended_nor_tied_to_a_report(
    office: Office, keeper: Keeper
) -> None:
    client = Client()
    client.force_login(office.prosecutor)
    visit = Visit.objects.get(session_key=client.cookies["sessionid"].value)
    with patch.object(cache, "add", side_effect=AssertionError):
        answer = client.post("/complicity/", {"told": "It", "once": "a-key"})
    assert "Your receipt" in answer.content.decode()
    assert "sessionid" not in answer.cookies
    assert "Clear-Site-Data" not in answer.headers
    assert Visit.objects.get(pk=visit.pk).expire_date == visit.expire_date
    assert client.get("/").status_code == 200


def test_the_pages_are_the_same_for_whoever_is_logged_in(office: Office, keeper: Keeper) -> None:
    client = Client()
    client.force_login(office.prosecutor)
    for address in ("/complicity/", "/complicity/receipt/", "/complicity/figures/"):
        page = client.get(address).content.decode()
        assert office.prosecutor.name not in page
        assert "main-nav" not in page
