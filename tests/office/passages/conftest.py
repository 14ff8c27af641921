"""An attachment of three pages that was read, in a case with somebody charged."""

from __future__ import annotations

import pytest

from amends.office.cases.models import Case
from amends.office.evidence import services as evidence
from amends.office.evidence.models import Attachment
from amends.office.parties.models import Party
from amends.office.passages import services as passages
from amends.office.passages.models import Passage
from amends.office.reading.services import work_readings
from tests.office.conftest import Office
from tests.office.reading import made_files as made

PAGES = (
    "The owner met her at the port.",
    "He kept the passports in a drawer. Nobody could leave.",
    "Rent was taken from wages.",
)
QUOTE = "He kept the passports in a drawer"


@pytest.fixture
def statement(office: Office, case: Case) -> Attachment:
    """Return a statement of three pages, read."""
    return attach(office, case, *PAGES)


@pytest.fixture
def passage(office: Office, statement: Attachment, defendant: Party) -> Passage:
    """Return a passage of the second page that goes to the means."""
    return tie(office, statement, defendant)


def attach(office: Office, case: Case, *pages: str, title: str = "Statement") -> Attachment:
    """Attach a PDF of these pages and read it."""
    attachment = evidence.attach_file(
        actor=office.prosecutor,
        case=case,
        title=title,
        filename="statement.pdf",
        chunks=[made.pdf(*pages)],
    )
    work_readings(among=[attachment])
    return attachment


def tie(
    office: Office, attachment: Attachment, party: Party, *, element: str = "means", note: str = ""
) -> Passage:
    """Tie the words of the second page."""
    return passages.tie_passage(
        actor=office.prosecutor,
        attachment=attachment,
        page=2,
        start=0,
        end=len(QUOTE),
        element=element,
        party=party,
        note=note,
    )
