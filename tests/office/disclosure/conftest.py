"""A case with a statement, a thing and files that cannot be bound, and somebody charged."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from amends.office.cases.models import Case
from amends.office.disclosure import bind_services, selectors, set_services
from amends.office.disclosure.models import DisclosureSet
from amends.office.disclosure.pieces import Piece
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from tests.office.conftest import Office
from tests.office.reading.made_files import locked_pdf, pdf


@dataclass(frozen=True)
class Scene:
    """What a test of disclosure works on."""

    office: Office
    case: Case
    defendant: Party
    item: Item
    statement: Attachment
    locked: Attachment

    def piece(self, key: str) -> Piece:
        """Return a piece of material by its key."""
        return selectors.line(actor=self.office.prosecutor, case=self.case, key=key).piece

    def open_set(self, *keys: str) -> DisclosureSet:
        """Begin a set of pieces."""
        return set_services.open_set(
            actor=self.office.prosecutor,
            case=self.case,
            title="First disclosure",
            pieces=[self.piece(key) for key in keys],
        )

    def bind(self, row: DisclosureSet) -> DisclosureSet:
        """Have a set bound."""
        row.refresh_from_db()
        actor = self.office.prosecutor
        set_services.ask_for_bundle(actor=actor, row=row, version=row.version)
        bind_services.work_bundles(among=[row])
        row.refresh_from_db()
        return row


@pytest.fixture
def scene(office: Office, case: Case, defendant: Party) -> Scene:
    """Return a case with an item that has a file, a file of its own, and one that is locked."""
    actor = office.prosecutor
    item = exhibits.enter_item(actor=actor, case=case, kind="weapon", description="A rope")
    files = [
        evidence.attach_file(
            actor=actor, case=case, title=title, filename=f"{title}.pdf", chunks=[data]
        )
        for title, data in (("Statement", pdf("Anna came", "left")), ("Locked", locked_pdf("x")))
    ]
    return Scene(office, case, defendant, item, files[0], files[1])
