"""A case with a row in every table of its archive, a real time-stamp included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import override_settings
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.disclosure import selectors, set_services
from amends.office.disclosure.decision_services import decide
from amends.office.evidence.models import Attachment
from amends.office.exhibits import custody_services as custody
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.inquiries import services as inquiries
from amends.office.inquiries.models import Inquiry
from amends.office.parties.models import Party
from amends.office.stamps.services import stamp_waiting
from amends.office.statements import recantation_services
from amends.office.statements.models import Recantation
from amends.office.techniques import yield_services
from amends.office.techniques.models import Authorisation, Product
from tests.api.scene import full_scene
from tests.office.conftest import Office
from tests.proof.authority import Authority, served

TODAY = timezone.localdate()


def whole_case(office: Office, folder: Path) -> Case:
    """Return a case in which everybody has worked, with something in every table."""
    case = Case._base_manager.get(reference=full_scene(office).reference)
    _number_and_decide(office, case)
    _state_at_large(office, case)
    item = _enter_item(office, case)
    _weigh(office, case, item)
    _remind_and_extend(office, case)
    with stamping(folder):
        _stamp(office, item)
    return case


@contextmanager
def stamping(folder: Path) -> Iterator[Authority]:
    """Let the office have an authority that stamps."""
    authority = Authority(folder)
    with (
        served(authority.stamp) as url,
        override_settings(TIMESTAMP_URL=url, TIMESTAMP_CERTIFICATES=authority.certificates),
    ):
        yield authority


def _number_and_decide(office: Office, case: Case) -> None:
    actor = office.prosecutor
    set_services.set_numbering(actor=actor, case=case, version=0, prefix="X-", digits=6, start=10)
    decisions: dict[str, dict[str, Any]] = {
        "item-E1": {"use": "used", "exhibit_number": "P-1"},
        "statement-S1": {"ground": "identity", "order_reference": "Order 7"},
    }
    for key, stated in decisions.items():
        piece = selectors.line(actor=actor, case=case, key=key).piece
        decide(actor=actor, case=case, piece=piece, version=0, reason="Looked at", **stated)


def _state_at_large(office: Office, case: Case) -> None:
    charging.state_at_large(
        actor=office.prosecutor, case=case, version=0, reported_as="wages", countries=["PH"]
    )


def _enter_item(office: Office, case: Case) -> Item:
    actor = office.prosecutor
    victim = Party._base_manager.filter(case=case, capacity="victim").earliest("id")
    item = exhibits.enter_item(
        actor=actor, case=case, kind="extraction", description="Phone", parties=[victim]
    )
    file = Attachment._base_manager.filter(case=case).earliest("id")
    exhibits.add_file(actor=actor, item=item, attachment=file, copy="evidentiary")
    return item


def _weigh(office: Office, case: Case, item: Item) -> None:
    retreat = Recantation._base_manager.get(case=case)
    recantation_services.weigh_explanation(
        actor=office.prosecutor,
        recantation=retreat,
        version=retreat.version,
        code="threat",
        item=item,
    )


def _remind_and_extend(office: Office, case: Case) -> None:
    waiting = Inquiry._base_manager.filter(case=case, replies=None).exclude(sent_on=None)
    inquiries.remind(
        actor=office.prosecutor,
        inquiry=waiting.earliest("id"),
        on=TODAY,
        due=TODAY + timedelta(days=20),
    )
    used = Product._base_manager.get(case=case).authorisation_id
    leave = Authorisation._base_manager.get(pk=used)
    ends = leave.until
    assert ends is not None
    yield_services.extend(
        actor=office.prosecutor,
        authorisation=leave,
        on=TODAY,
        since=ends + timedelta(days=1),
        until=ends + timedelta(days=9),
    )


def _stamp(office: Office, item: Item) -> None:
    """Stamp the chain of an item, and leave one that still waits."""
    for hour in (9, 10):
        custody.record_step(
            actor=office.prosecutor,
            item=item,
            kind="seized",
            at=datetime(2026, 1, 3, hour, tzinfo=UTC),
            by="Officer",
        )
        if hour == 9:
            assert stamp_waiting().stamped == 1
