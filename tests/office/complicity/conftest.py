"""A box with a key, and what is done with both."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from pyrage.x25519 import Identity

from amends.integrity.box_files import answer_file, read_box
from amends.integrity.parcels import Told, unpacked
from amends.integrity.receipts import Receipt, read_receipt
from amends.integrity.sealed_boxes import box_code, office_half, opened, sealed_answer
from amends.office.complicity import box_services as services
from amends.office.complicity.models import Box
from tests.office.conftest import Office


@dataclass
class Keeper:
    """The ombudsman with the key, elsewhere, and a browser in the office."""

    key: Identity
    box: Box
    client: Client = field(default_factory=Client)

    @property
    def code(self) -> str:
        """Return the code that opens the list."""
        return str(box_code(self.key))

    def open(self) -> None:
        """Open the box in the browser."""
        answer = self.client.post("/complicity/box/code/", {"code": self.code})
        assert answer.headers["Location"] == "/complicity/box/"

    def read(self, content: bytes) -> list[Told]:
        """Open what was taken from the office."""
        parts = read_box(io.BytesIO(content))
        return [unpacked(opened(part.content, self.key)) for part in parts]

    def take(self, **asked: str) -> list[Told]:
        """Take what is in the box and open it."""
        answer = self.client.post("/complicity/box/parcel/", asked)
        return self.read(b"".join(answer.streaming_content))  # type: ignore[attr-defined]

    def sealed_answer(self, report: Told, text: str) -> io.BytesIO:
        """Return a sealed answer to an opened report, as a file."""
        key = bytes.fromhex(report.answer_key)
        content = answer_file(
            report.reference, sealed_answer(text, key, report.reference, bytes(12))
        )
        return io.BytesIO(content)


@pytest.fixture
def keeper(office: Office) -> Keeper:
    """Return the ombudsman, whose key is named and whose browser is logged in."""
    key = Identity.generate()
    box = services.name_key(
        actor=office.ombudsman, holder="Office of the Ombudsman", office_half=office_half(key)
    )
    keeper = Keeper(key, box)
    keeper.client.force_login(office.ombudsman)
    return keeper


def hand_in(client: Client | None = None, **words: Any) -> Receipt:
    """Hand a report in and return its receipt as the page shows it."""
    client = client or Client()
    answer = client.post("/complicity/", {"told": "He took money at the gate", **words})
    shown = answer.content.decode().split("<code>")[1].split("</code>")[0]
    receipt = read_receipt(shown)
    assert receipt
    return receipt
