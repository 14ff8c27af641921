"""The schedule, redacted copies, bundles and services, as their services keep them."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.office.cases import merge_services
from amends.office.cases import services as cases
from amends.office.disclosure import (
    bind_services,
    decision_services,
    redaction_services,
    selectors,
    set_selectors,
    set_services,
)
from amends.office.disclosure.models import Bundle, DisclosureSet, Service, SetState
from amends.office.evidence import services as evidence
from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import ItemFile
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.policy import NotPermitted
from tests.office.disclosure.conftest import Scene
from tests.office.reading.made_files import pdf

TODAY = timezone.localdate()


def decide(scene: Scene, key: str, version: int = 0, **stated: Any) -> None:
    """Let the prosecutor decide about a piece."""
    decision_services.decide(
        actor=scene.office.prosecutor,
        case=scene.case,
        piece=scene.piece(key),
        version=version,
        reason="Looked at",
        **stated,
    )


def serve(
    scene: Scene, row: DisclosureSet, on: date = TODAY, proof: Attachment | None = None
) -> Service:
    """Serve a set on the defendant."""
    row.refresh_from_db()
    return set_services.serve(
        actor=scene.office.prosecutor,
        row=row,
        version=row.version,
        party=scene.defendant,
        on=on,
        way="counsel",
        received_by="Counsel",
        proof=proof or scene.locked,
    )


def read(bundle: Bundle) -> list[str]:
    """Return the text of every page of a bundle."""
    with store.read(bundle.attachment.sha256) as file:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read())).pages]


def test_a_proof_is_no_material_unless_it_was_there_before_the_bundle(scene: Scene) -> None:
    """Nothing leaves the schedule by being named as a proof of service."""
    actor = scene.office.prosecutor
    row = scene.bind(scene.open_set(f"item-{scene.item.key}"))
    serve(scene, row, proof=scene.locked)
    receipt = evidence.attach_file(
        actor=actor, case=scene.case, title="Receipt", filename="r.pdf", chunks=[pdf("received")]
    )
    serve(scene, row, proof=receipt)
    found = selectors.schedule(actor=actor, case=scene.case)
    assert found.tally.total == 3
    assert scene.locked.pk in {
        line.piece.attachment.pk for line in found.lines if line.piece.attachment
    }
    assert receipt in found.made


def test_what_was_served_is_what_it_was_after_a_merge(scene: Scene) -> None:
    """Two items of one key: only the one that was bound and served counts as served."""
    actor = scene.office.prosecutor
    other = cases.open_case(
        actor=actor, title="Other", unit=scene.office.unit, jurisdiction="PH", opened_on=TODAY
    )
    serve(scene, scene.bind(scene.open_set(f"item-{scene.item.key}")))
    theirs = exhibits.enter_item(actor=actor, case=other, kind="lease", description="A lease")
    assert theirs.key == scene.item.key
    merge_services.merge_cases(actor=actor, case=scene.case, target=other, reason="One house")
    scene.item.refresh_from_db()
    assert scene.item.key != theirs.key
    found = selectors.schedule(actor=actor, case=other)
    ours, its = found.line(f"item-{scene.item.key}"), found.line(f"item-{theirs.key}")
    assert ours is not None
    assert its is not None
    assert [party.pk for party, _on in ours.served] == [scene.defendant.pk]
    assert its.served == ()


def test_everything_is_in_the_schedule_until_somebody_decides(scene: Scene) -> None:
    found = selectors.schedule(actor=scene.office.prosecutor, case=scene.case)
    keys = {f"item-{scene.item.key}", f"file-{scene.statement.pk}", f"file-{scene.locked.pk}"}
    assert {line.key for line in found.lines} == keys
    assert found.tally.total == found.tally.undecided == 3
    evidence.remove_attachment(actor=scene.office.prosecutor, attachment=scene.locked)
    found = selectors.schedule(actor=scene.office.prosecutor, case=scene.case)
    assert [piece.title for piece in found.removed] == ["Locked"]


def test_a_decision_names_the_lawyer_and_keeps_its_history(scene: Scene) -> None:
    key = f"item-{scene.item.key}"
    decide(scene, key, use="unused", exculpatory=True, reviewed=True)
    line = selectors.line(actor=scene.office.prosecutor, case=scene.case, key=key)
    assert line.decision is not None
    assert line.decision.exculpatory_by == line.decision.reviewed_by == scene.office.prosecutor
    assert [str(one.said) for one in line.concerns]
    (change,) = selectors.changes(
        actor=scene.office.prosecutor, case=scene.case, decision=line.decision
    )
    assert change.after == {"use": "unused", "exculpatory": True, "reviewed": True}
    with pytest.raises(ValidationError) as refusal:
        decide(scene, key, version=0, use="used")
    assert "version" in refusal.value.message_dict


def test_a_file_follows_its_item_until_it_is_decided_alone(scene: Scene) -> None:
    actor = scene.office.prosecutor
    exhibits.add_file(actor=actor, item=scene.item, attachment=scene.statement, copy="evidentiary")
    decide(scene, f"item-{scene.item.key}", ground="informant")
    key = f"file-{scene.statement.pk}"
    line = selectors.line(actor=actor, case=scene.case, key=key)
    assert line.inherited
    assert line.ground == "informant"
    decide(scene, key, ground="")
    line = selectors.line(actor=actor, case=scene.case, key=key)
    assert not line.inherited
    assert not line.ground


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"use": "perhaps"}, "use"),
        ({"ground": "mood"}, "ground"),
        ({"order_reference": "Order 7"}, "order_reference"),
        ({"ground": "informant", "order_on": TODAY + timedelta(days=1)}, "order_on"),
        ({"exhibit_number": "P-1"}, "exhibit_number"),
        ({"exhibit_number": "a\x00b"}, "exhibit_number"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    scene: Scene, stated: dict[str, Any], field: str
) -> None:
    decide(scene, f"file-{scene.locked.pk}", exhibit_number="P-1")
    with pytest.raises(ValidationError) as refusal:
        decide(scene, f"item-{scene.item.key}", 0, **stated)
    assert field in refusal.value.message_dict


def test_an_investigator_prepares_and_decides_nothing_of_a_lawyer(scene: Scene) -> None:
    office = scene.office
    cases.assign(actor=office.head, case=scene.case, user=office.investigator)
    piece = scene.piece(f"item-{scene.item.key}")
    given = {"case": scene.case, "piece": piece, "reason": "Read"}
    decision_services.decide(actor=office.investigator, version=0, use="used", **given)  # type: ignore[arg-type]  # passed on
    for stated in ({"exculpatory": True}, {"ground": "informant"}, {"reviewed": True}):
        with pytest.raises(ValidationError):
            decision_services.decide(actor=office.investigator, version=1, **given, **stated)  # type: ignore[arg-type]  # passed on
    with pytest.raises(NotPermitted):
        set_services.open_set(actor=office.investigator, case=scene.case, title="x", pieces=[piece])


def test_a_redacted_copy_is_a_working_copy_and_the_original_stays(scene: Scene) -> None:
    actor, file = scene.office.prosecutor, scene.statement
    exhibits.add_file(actor=actor, item=scene.item, attachment=file, copy="evidentiary")
    before = store.check(file.sha256)
    redaction_services.add_mark(actor=actor, attachment=file, words="anna", reason="Victim")
    copy = redaction_services.make_copy(actor=actor, attachment=file)
    assert store.check(file.sha256) == before
    assert copy.marks[0]["places"] == 1
    working = ItemFile._base_manager.get(attachment=copy.result)
    assert working.copy == "working"
    assert working.made_from is not None
    assert working.made_from.attachment == file
    with store.read(copy.result.sha256) as stored:
        assert "Anna" not in pypdf.PdfReader(stored).pages[0].extract_text()
    line = selectors.line(actor=actor, case=scene.case, key=f"file-{file.pk}")
    assert line.copy == copy
    redaction_services.set_aside(actor=actor, redaction=copy, reason="Too little")
    line = selectors.line(actor=actor, case=scene.case, key=f"file-{file.pk}")
    assert line.copy is None


def test_no_copy_is_kept_of_what_is_not_found_or_cannot_be_read(scene: Scene) -> None:
    actor = scene.office.prosecutor
    for file, words in ((scene.statement, "nowhere"), (scene.locked, "x")):
        redaction_services.add_mark(actor=actor, attachment=file, words=words, reason="Victim")
        with pytest.raises(ValidationError):
            redaction_services.make_copy(actor=actor, attachment=file)
    assert not selectors.redactions(actor=actor, case=scene.case).exists()


@pytest.mark.parametrize(
    "given",
    [
        {"words": "", "reason": "x"},
        {"words": "a", "reason": " "},
        {"words": "!?", "reason": "x"},
        {"words": "a", "page": 0, "reason": "x"},
        {"part": [0, 0, 1, 1], "reason": "x"},
        {"part": [0, 0, 1, 2], "page": 1, "reason": "x"},
        {"part": [0.5, 0, 0.5, 1], "page": 1, "reason": "x"},
        {"part": [float("nan"), 0, 1, 1], "page": 1, "reason": "x"},
        {"words": "a", "part": [0, 0, 1, 1], "page": 1, "reason": "x"},
    ],
)
def test_marks_that_mean_nothing_are_refused(scene: Scene, given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        redaction_services.add_mark(
            actor=scene.office.prosecutor,
            attachment=scene.statement,
            **given,  # type: ignore[arg-type]  # passed on
        )


def test_a_set_is_bound_served_and_frozen(scene: Scene) -> None:
    actor = scene.office.prosecutor
    decide(scene, f"item-{scene.item.key}", use="used", exhibit_number="P-2")
    keys = [f"item-{scene.item.key}", f"file-{scene.statement.pk}", f"file-{scene.locked.pk}"]
    row = scene.bind(scene.open_set(*keys))
    assert row.state == SetState.BOUND
    bundle = Bundle._base_manager.get(set=row)
    pages = read(bundle)
    assert len(pages) == bundle.last - bundle.first + 1 == 7
    labels = [f"{bundle.prefix}{number:06d}" for number in range(1, 8)]
    assert all(label in page for label, page in zip(labels, pages, strict=True))
    assert {part["trouble"] for part in bundle.parts} == {"", "locked", "thing"}
    assert scene.locked.sha256 in "".join("".join(pages).split())
    serve(scene, row)
    row.refresh_from_db()
    for refused in (
        lambda: set_services.remove_set(actor=actor, row=row),
        lambda: set_services.ask_for_bundle(actor=actor, row=row, version=row.version),
        lambda: evidence.remove_attachment(actor=actor, attachment=bundle.attachment),
    ):
        with pytest.raises(ValidationError):
            refused()
    found = set_selectors.position(
        actor=actor, case=scene.case, party=scene.defendant, day=TODAY - timedelta(days=1)
    )
    assert {row.had.key for row in found.later} == set(keys)
    assert found.had == found.never == ()


def test_numbers_go_on_and_are_given_once(scene: Scene) -> None:
    key = f"item-{scene.item.key}"
    first, second = scene.bind(scene.open_set(key)), scene.bind(scene.open_set(key))
    scene.bind(first)
    assert second.state == SetState.BOUND
    runs = sorted(Bundle._base_manager.values_list("first", "last"))
    assert runs == [(1, 4), (5, 8), (9, 12)]


def test_what_is_withheld_is_never_bound(scene: Scene) -> None:
    key = f"item-{scene.item.key}"
    row = scene.open_set(key)
    decide(scene, key, ground="informant")
    with pytest.raises(ValidationError):
        scene.bind(row)
    DisclosureSet._base_manager.filter(pk=row.pk).update(
        state=SetState.WAITING, asked_by=scene.office.prosecutor
    )
    report = bind_services.work_bundles()
    row.refresh_from_db()
    assert (report.failed, row.state, row.why[0]) == (1, SetState.FAILED, "not_to_be_bound")


def test_work_that_was_broken_off_is_taken_up_again(scene: Scene) -> None:
    row = scene.open_set(f"item-{scene.item.key}")
    actor = scene.office.prosecutor
    set_services.ask_for_bundle(actor=actor, row=row, version=row.version)
    rows = DisclosureSet._base_manager.filter(pk=row.pk)
    rows.update(claimed_at=timezone.now())
    assert bind_services.work_bundles().bound == 0
    rows.update(claimed_at=timezone.now() - bind_services.LEASE * 2)
    assert bind_services.work_bundles().bound == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"way": "dove"}, "way"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(1, 1, 1)}, "on"),
        ({"received_by": " "}, "received_by"),
        ({"version": 99}, "version"),
    ],
)
def test_services_that_cannot_be_are_refused(
    scene: Scene, changed: dict[str, object], field: str
) -> None:
    row = scene.bind(scene.open_set(f"item-{scene.item.key}"))
    given = {
        "version": row.version,
        "party": scene.defendant,
        "on": TODAY,
        "way": "counsel",
        "received_by": "Counsel",
        "proof": scene.locked,
        **changed,
    }
    with pytest.raises(ValidationError) as refusal:
        set_services.serve(actor=scene.office.prosecutor, row=row, **given)  # type: ignore[arg-type]  # passed on
    assert field in refusal.value.message_dict


def test_only_defendants_are_served_and_a_wrong_service_is_struck(scene: Scene) -> None:
    actor = scene.office.prosecutor
    row = scene.bind(scene.open_set(f"item-{scene.item.key}"))
    witness = parties.add_party(
        actor=actor, case=scene.case, capacity="witness", designation="Neighbour"
    )
    with pytest.raises(ValidationError):
        set_services.serve(
            actor=actor,
            row=row,
            version=row.version,
            party=witness,
            on=TODAY,
            way="counsel",
            received_by="x",
            proof=scene.locked,
        )
    service = serve(scene, row)
    set_services.strike_service(actor=actor, service=service, reason="Wrong day")
    found = set_selectors.position(actor=actor, case=scene.case, party=scene.defendant, day=TODAY)
    assert found.had == ()
    row.refresh_from_db()
    assert row.state == SetState.SERVED


def test_a_merge_takes_disclosure_along_and_brings_it_back(scene: Scene) -> None:
    actor = scene.office.prosecutor
    row = scene.bind(scene.open_set(f"item-{scene.item.key}"))
    target = cases.open_case(
        actor=actor, title="Other", unit=scene.office.unit, jurisdiction="PH", opened_on=TODAY
    )
    other = exhibits.enter_item(actor=actor, case=target, kind="cash", description="Notes")
    piece = selectors.line(actor=actor, case=target, key=f"item-{other.key}").piece
    set_services.open_set(actor=actor, case=target, title="There", pieces=[piece])
    move = merge_services.merge_cases(
        actor=actor, case=scene.case, target=target, reason="One house"
    )
    keys = {one.key for one in set_selectors.sets(actor=actor, case=target)}
    assert keys == {"D1", "D2"}
    merge_services.undo_move(actor=actor, move=move)
    row.refresh_from_db()
    assert (row.case_id, row.key) == (scene.case.pk, "D1")


def test_every_read_and_write_stands_in_the_log(scene: Scene) -> None:
    decide(scene, f"item-{scene.item.key}", use="used")
    actions = set(LogEntry.objects.values_list("action", flat=True))
    assert {"material.list", "case.read"} <= actions
