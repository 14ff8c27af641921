"""A case with something in every table, and its archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from amends.office.archives.export_services import pack_case
from amends.office.archives.package import MANIFEST, manifest_of
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.evidence import services as files
from amends.office.exhibits import custody_services as custody
from amends.office.exhibits import objection_services
from amends.office.exhibits import services as evidence
from amends.office.intake.identification_services import identify_party
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.statements import recantation_services
from amends.office.tasks import services as tasks
from amends.office.timeline import services as timeline
from amends.proof.objections import grounds
from tests.api.scene import enter_statement
from tests.office.conftest import Office
from tests.office.proving.arguing import argue_something

CONTENT = b"=not a formula but a file\n" * 1000


@pytest.fixture
def full_case(office: Office, case: Case, defendant: Party, victim: Party) -> Case:
    """Return a case with something in every table."""
    actor = office.prosecutor
    parties.add_role(actor=actor, party=defendant, role="RO6", victim=victim)
    timeline.record_event(
        actor=actor, case=case, code="INTERVIEW_VICTIM", on="2026-02", parties=[victim], text="=1+1"
    )
    charging.state_at_large(
        actor=actor, case=case, version=0, reported_as="trafficking", countries=["PH"]
    )
    charging.state_conduct(
        actor=actor, case=case, by=defendant, victims=[victim], begun="2025-03-01", places=["PH"]
    )
    cases.write_note(actor=actor, case=case, text='\'- quoted,\nnote "with" signs')
    tasks.set_task(
        actor=actor,
        case=case,
        title="Ask the bank",
        owner=actor,
        due=timezone.localdate() + timedelta(days=7),
    )
    attached = files.attach_file(
        actor=actor, case=case, title="Ledger", filename="ledger.txt", chunks=[CONTENT]
    )
    item = evidence.enter_item(
        actor=actor, case=case, kind="extraction", description="Phone", parties=[victim]
    )
    evidence.add_file(actor=actor, item=item, attachment=attached, copy="evidentiary")
    custody.record_step(
        actor=actor, item=item, kind="seized", at=datetime(2026, 1, 3, 9, tzinfo=UTC), by="Officer"
    )
    objection_services.record_objection(
        actor=actor,
        item=item,
        ground=next(iter(grounds())),
        raised_on=timezone.localdate(),
        argument="It was opened without a warrant.",
    )
    retreat, _mark = enter_statement(office, case, victim)
    recantation_services.weigh_explanation(
        actor=actor, recantation=retreat, version=1, code="threat", item=item
    )
    identify_party(
        actor=actor, party=victim, status="presumed", authority="Board", on=date(2026, 1, 2)
    )
    argue_something(office, case, item, defendant, victim)
    return case


def packed(office: Office, case: Case) -> bytes:
    """Return the archive of a case."""
    return b"".join(pack_case(actor=office.prosecutor, case=case).chunks())


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(content: dict[str, bytes], *, honest: bool = True) -> bytes:
    """Return an archive of other members; an honest one with a manifest that fits."""
    if honest:
        rest = {name: text for name, text in content.items() if name != MANIFEST}
        digests = {name: hashlib.sha256(text).hexdigest() for name, text in rest.items()}
        content = {**rest, MANIFEST: manifest_of(digests).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in content.items():
            package.writestr(name, text)
    return out.getvalue()
