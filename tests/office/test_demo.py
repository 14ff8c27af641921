"""The demonstration office holds a whole disclosure, from the schedule to what the defence had."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.demo.services import load_demo
from amends.office.disclosure import selectors, set_selectors
from amends.office.disclosure.models import Bundle, SetState
from amends.office.evidence import store

TODAY = timezone.localdate()
ADDRESS = "12 Harbour Street"


@pytest.mark.django_db
def test_a_newcomer_sees_a_whole_disclosure() -> None:
    load_demo(today=TODAY, tell=lambda _: None)
    case = Case._base_manager.get(title__startswith="Fishing vessel")
    actor = User.objects.get(username="prosecutor2")
    (row,) = set_selectors.sets(actor=actor, case=case)
    assert (row.state, row.why) == (SetState.SERVED, [])
    found = selectors.schedule(actor=actor, case=case)
    tally = found.tally
    assert (tally.total, tally.used, tally.unused, tally.withheld) == (6, 4, 2, 1)
    assert [line.key for line in found.lines if line.is_sensitive] == ["statement-S2"]
    assert [file.title for file in found.made][-2:] == [
        "Receipt, counsel for the captain",
        "Receipt, counsel for the recruiter",
    ]
    (copy,) = selectors.redactions(actor=actor, case=case)
    assert copy.marks[0]["places"] == 1
    bundle = Bundle._base_manager.get(set=row)
    with store.read(bundle.attachment.sha256) as file:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read())).pages]
    text = " ".join(" ".join(page.split()) for page in pages)
    assert "Contents" in pages[1]
    assert "The master handed me a bag" in text
    assert ADDRESS not in text
    assert "Seafarers" not in text  # where a victim was heard stands in no bundle
    for key in ("D1", "D2"):
        party = case.parties.model._base_manager.get(case=case, key=key)
        had = set_selectors.position(actor=actor, case=case, party=party, day=TODAY)
        keys = {one.had.key for one in had.had}
        assert keys >= {"item-E1", "statement-S1", "statement-S3", "statement-S4"}
        assert "statement-S2" not in keys
        before = TODAY - timedelta(days=1)
        none = set_selectors.position(actor=actor, case=case, party=party, day=before)
        assert none.had == ()
    concerns = [one for line in found.lines for one in line.concerns]
    assert concerns == []
