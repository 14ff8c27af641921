"""A case with something of every kind in it, open to everybody whose role may open cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.cases import merge_services
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging import decision_services, proof_services
from amends.office.charging import services as charging
from amends.office.charging.models import Conduct, Decision, ProofLabel
from amends.office.charging.selectors import charging_of
from amends.office.disclosure import redaction_services, selectors, set_services
from amends.office.disclosure.bind_services import save_pieces
from amends.office.disclosure.models import Bundle, DisclosureSet, Redaction, SetState
from amends.office.evidence import delivery_services as deliveries
from amends.office.evidence import services as evidence
from amends.office.exchange.exhibit_services import import_exhibits
from amends.office.exhibits import custody_services, objection_services
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import CustodyStep, Item, ItemCarrier, Objection
from amends.office.inquiries import line_services, reply_services
from amends.office.inquiries import services as inquiries
from amends.office.intake import register_services as register
from amends.office.intake import services as reports
from amends.office.intake.decision_services import refer_report
from amends.office.intake.file_services import attach_to_report
from amends.office.intake.identification_services import identify_party
from amends.office.intake.screening_services import screen_report
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.passages import services as passages
from amends.office.reading.services import work_readings
from amends.office.statements import (
    issue_services,
    proposition_services,
    recantation_services,
)
from amends.office.statements import services as statements
from amends.office.statements.models import IssueMark, Recantation
from amends.office.tasks import services as tasks
from amends.office.techniques import services as techniques
from amends.office.techniques import yield_services
from amends.office.techniques.models import Authorisation
from amends.office.timeline import services as timeline
from amends.proof.techniques import alternatives
from tests.office.conftest import Office
from tests.office.exchange.graphs import action, graph, record
from tests.office.proving.arguing import argue_something
from tests.office.reading.made_files import pdf

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=3)
WORKERS = ("second_prosecutor", "investigator", "liaison")


@dataclass(frozen=True)
class Scene:
    """The keys of what the case holds, as addresses and bodies name them."""

    reference: str
    other: str
    version: int
    keys: dict[str, Any]


def open_case(office: Office, title: str) -> Case:
    """Open a case that every case worker of the unit is assigned to."""
    case = cases.open_case(
        actor=office.prosecutor,
        title=title,
        unit=office.unit,
        jurisdiction="PH",
        opened_on=date(2026, 1, 12),
    )
    for name in WORKERS:
        cases.assign(actor=office.head, case=case, user=getattr(office, name))
    return case


def add_suspect(office: Office, case: Case, designation: str) -> Party:
    """Add a suspect after the screen."""
    return parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation=designation,
        screen_finding="no_sign",
        screen_reasons="Keeps the takings.",
    )


def charge(office: Office, case: Case, victim: Party, *suspects: Party) -> None:
    """Charge suspects, so that the registrar sees the case."""
    counts.add_count(
        actor=office.prosecutor,
        case=case,
        citation="RA 9208 s.4(a)",
        offence="Trafficking in persons",
        defendants=suspects,
        victims=[victim],
    )
    timeline.record_event(
        actor=office.prosecutor, case=case, code="CHARGED", on="2026-02-01", parties=suspects
    )


def state_conduct(office: Office, case: Case, by: Party, victim: Party) -> Conduct:
    """State conduct on which counts lie under two paragraphs of the law."""
    return charging.state_conduct(
        actor=office.prosecutor,
        case=case,
        by=by,
        victims=[victim],
        begun="2025-11-01",
        ended="2025-12-01",
        acts=["recruitment", "hiring"],
        means=["threat"],
        ends=["prostitution_of_others"],
        places=["PH"],
        mental="purpose",
    )


def leave(office: Office, case: Case) -> Decision:
    """Decide not to charge the first count that lies."""
    found = charging_of(actor=office.prosecutor, case=case, today=TODAY)
    count = next(count for count in found.charging.available() if count.key == "ph-ra9208.s4a")
    (decision,) = decision_services.leave_counts(
        actor=office.prosecutor, case=case, counts=[count], reasons="Charged elsewhere."
    )
    return decision


def label_proof(office: Office, case: Case) -> ProofLabel:
    """Say whether the standard of proof is met on the second count that lies."""
    found = charging_of(actor=office.prosecutor, case=case, today=TODAY)
    count = next(count for count in found.charging.available() if count.key == "ph-ra9208.s4e")
    return proof_services.label_proof(
        actor=office.prosecutor,
        case=case,
        count=count,
        version=0,
        label="met",
        reason="Two witnesses.",
    )


def enter_evidence(office: Office, case: Case) -> tuple[CustodyStep, ItemCarrier, Objection]:
    """Enter a weapon that was seized, what must survive for it, and what is said against it."""
    actor = office.prosecutor
    item = exhibits.enter_item(actor=actor, case=case, kind="weapon", description="A rope")
    step = custody_services.record_step(
        actor=actor,
        item=item,
        kind="seized",
        at=timezone.now() - timedelta(days=90),
        by="Officer",
    )
    carrier = exhibits.add_carrier(actor=actor, item=item, kind="search_upheld", about="Warrant 17")
    exhibits.add_carrier(
        actor=actor, item=item, kind="testifies", about="Officer", instead_of=carrier
    )
    objection = objection_services.record_objection(
        actor=actor, item=item, ground="relevance", raised_on=date(2026, 2, 1)
    )
    return step, carrier, objection


def ask_around(office: Office, case: Case) -> dict[str, Any]:
    """Ask police for things, close a line of inquiry, and ask leave; return the keys."""
    actor = office.prosecutor
    stated: dict[str, Any] = {
        "proposition": "Rent",
        "body": "Police",
        "asks": "Find it",
        "why": "Needed",
    }
    sent, _draft, answered, closed = (
        inquiries.make_inquiry(actor=actor, case=case, owner=actor, due=SOON, **stated)
        for _ in range(4)
    )
    for one in (sent, answered):
        inquiries.send_inquiry(actor=actor, inquiry=one, on=TODAY)
    reply = reply_services.record_reply(
        actor=actor, inquiry=answered, on=TODAY, kind="complete", content="He paid."
    )
    inquiries.close_inquiry(actor=actor, inquiry=closed, reason="Not needed")
    considered = {code: {"taken": False, "reason": "Done"} for code in alternatives()}
    line = line_services.close_line(
        actor=actor,
        case=case,
        what="Who gives orders",
        techniques=["interception"],
        why="No law",
        alternatives=considered,
    )
    used, _waiting, free = (ask_leave(office, case) for _ in range(3))
    for leave in (used, free):
        techniques.decide(
            actor=actor, authorisation=leave, granted=True, on=TODAY, since=TODAY, until=SOON
        )
    item = Item._base_manager.filter(case=case).get()
    product = yield_services.add_product(
        actor=actor, authorisation=used, item=item, since=TODAY, until=None
    )
    return {"reply": reply.pk, "line": line.pk, "product": product.pk}


def ask_leave(office: Office, case: Case) -> Authorisation:
    """Ask leave to search."""
    return techniques.ask_technique(
        actor=office.prosecutor,
        case=case,
        technique="search",
        on_what="The house",
        grounds="The ledger is there",
        priority="ordinary",
        decider="court",
        standard="reasonable_grounds",
        asked_on=TODAY,
    )


def enter_statement(office: Office, case: Case, victim: Party) -> tuple[Recantation, IssueMark]:
    """Enter a statement on a proposition, a recantation, and a decision on an issue."""
    actor = office.prosecutor
    proposition = proposition_services.add_proposition(
        actor=actor, case=case, text="The owner kept the passports.", element="means"
    )
    said = statements.Said(proposition, "asserts", "He has it.")
    statement = statements.enter_statement(
        actor=actor, case=case, person=victim, on="2026-01-20", control="shelter", says=[said]
    )
    retreat = recantation_services.record_recantation(
        actor=actor, case=case, person=victim, kind="taken_back", statement=statement
    )
    mark = issue_services.mark_issue(actor=actor, case=case, issue="E05", reason="Went back.")
    return retreat, mark


def receive(office: Office, victim: Party) -> dict[str, Any]:
    """Record two reports with what can stand on one, a recruiter, and where an authority stands."""
    actor = office.prosecutor
    said: dict[str, Any] = {"way": "letter", "narrative": "AAA is held."}
    row = reports.record_report(
        actor=office.investigator,
        unit=office.unit,
        contact={"name": "A neighbour"},
        kind="ngo",
        received_on=TODAY,
        **said,
    )
    own = reports.record_report(
        actor=actor, unit=office.unit, kind="police", received_on=TODAY, **said
    )
    screen_report(actor=actor, report=row, sort="adult_labour", answers={"isolation": "yes"})
    referral = refer_report(actor=actor, report=row, body="ngo_support", reason="Needs a bed")
    person = reports.add_person(actor=actor, report=row)
    file = attach_to_report(
        actor=actor, report=row, title="Letter", filename="letter.txt", chunks=[b"a lease"]
    )
    recruiter = register.enter_recruiter(actor=actor, unit=office.unit, name="Sea Star")
    check = register.check_licence(
        actor=actor, recruiter=recruiter, found="valid", source="Register of the ministry"
    )
    identification = identify_party(
        actor=actor, party=victim, status="presumed", authority="Board", on=date(2026, 1, 2)
    )
    return {
        "report": row.reference,
        "own_report": own.reference,
        "person": person.pk,
        "report_file": file.pk,
        "referral": referral.pk,
        "recruiter": recruiter.pk,
        "check": check.pk,
        "identification": identification.pk,
    }


def attached(actor: Any, case: Case, title: str) -> Any:
    """Attach a small PDF."""
    return evidence.attach_file(
        actor=actor, case=case, title=title, filename="s.pdf", chunks=[pdf(title)]
    )


def as_bound(actor: Any, row: DisclosureSet, number: int) -> None:
    """Let a set stand as if it were bound; what binding does is tested where it is done."""
    bundle = Bundle._base_manager.create(
        case=row.case,
        set=row,
        attachment=attached(actor, row.case, f"Bundle {number}"),
        prefix="AB-",
        digits=6,
        first=number,
        last=number,
        parts=[
            {"keys": ["item-E1"], "title": "E1", "number": "", "filename": "", "size": 0}
            | {"sha256": "", "redacted": False, "trouble": "thing", "first": 1, "last": 1}
        ],
        digest="0" * 64,
    )
    save_pieces(bundle)
    row.state = SetState.BOUND
    row.save(update_fields=["state"])


def disclose(office: Office, case: Case, defendant: Party) -> dict[str, Any]:
    """Mark and redact a file, serve one set, bind a second, and begin a third."""
    actor = office.prosecutor
    file = attached(actor, case, "Anna came")
    mark = redaction_services.add_mark(
        actor=actor, attachment=file, words="Anna", reason="Names a victim"
    )
    redaction = Redaction._base_manager.create(
        case=case, source=file, result=attached(actor, case, "Redacted"), pages=1, by=actor
    )
    pieces = [selectors.line(actor=actor, case=case, key=f"file-{file.pk}").piece]
    sets = [
        set_services.open_set(actor=actor, case=case, title=title, pieces=pieces)
        for title in ("First", "Second", "Third")
    ]
    for number, row in enumerate(sets[:2], 1):
        as_bound(actor, row, number)
    service = set_services.serve(
        actor=actor,
        row=sets[0],
        version=sets[0].version,
        party=defendant,
        on=TODAY,
        way="counsel",
        received_by="Counsel",
        proof=file,
    )
    return {
        "file": file.pk,
        "redaction_mark": mark.pk,
        "redaction": redaction.pk,
        "service": service.pk,
        "bound_version": sets[1].version,
        "open_version": sets[2].version,
        "item_version": Item._base_manager.get(case=case).version,
    }


def bring_exhibits(office: Office, case: Case) -> dict[str, Any]:
    """Attach a graph in CASE/UCO to be taken, and take another one."""
    files = [
        evidence.attach_file(
            actor=office.prosecutor,
            case=case,
            title="From the laboratory",
            filename="lab.jsonld",
            chunks=[graph(record("a", number), action("seized", "a"))],
        )
        for number in ("LAB-1", "LAB-2")
    ]
    batch = import_exhibits(actor=office.prosecutor, attachment=files[1])
    return {"graph": files[0].pk, "imported": batch.pk}


def full_scene(office: Office) -> Scene:
    """Fill a case, and open a second one beside it."""
    actor, case, other = office.prosecutor, open_case(office, "Harbour"), open_case(office, "Other")
    victim = parties.add_party(actor=actor, case=case, capacity="victim")
    owner, driver = add_suspect(office, case, "Owner"), add_suspect(office, case, "Driver")
    charge(office, case, victim, owner, driver)
    witness = parties.add_party(actor=actor, case=case, capacity="witness", designation="Neighbour")
    merged = merge_services.merge_cases(
        actor=actor, case=open_case(office, "Small"), target=case, reason="The same house"
    )
    event = timeline.record_event(actor=actor, case=case, code="SCREENED", on="2026-02-02")
    task = tasks.set_task(actor=actor, case=case, title="Ask", owner=actor, due=SOON)
    note = cases.write_note(actor=actor, case=case, text="Called the shelter.")
    third = open_case(office, "Third")
    link = cases.link_cases(actor=actor, case=case, other=third, reason="The same driver")
    attached = evidence.attach_file(
        actor=actor, case=case, title="Lease", filename="lease.txt", chunks=[b"a lease"]
    )
    work_readings(among=[attached])
    passage = passages.tie_passage(
        actor=actor,
        attachment=attached,
        page=1,
        start=0,
        end=len("a lease"),
        element="means",
        party=owner,
    )
    delivery = deliveries.begin_delivery(actor=actor, case=case, filename="v.mp4", size=3)
    deliveries.take_part(delivery=delivery, offset=0, part=b"mp4")
    role = parties.add_role(actor=actor, party=driver, role="RO2", victim=victim)
    conduct = state_conduct(office, case, owner, victim)
    decision = leave(office, case)
    proof_label = label_proof(office, case)
    step, carrier, objection = enter_evidence(office, case)
    asked = ask_around(office, case)
    retreat, mark = enter_statement(office, case, victim)
    disclosed = disclose(office, case, owner)
    case.refresh_from_db()
    member = case.assignments.model._base_manager.get(case=case, user=office.second_prosecutor)
    keys = {
        **receive(office, victim),
        **disclosed,
        "assignment": member.pk,
        "event": event.pk,
        "task": task.pk,
        "note": note.pk,
        "link": link.pk,
        "attachment": attached.pk,
        **bring_exhibits(office, case),
        **argue_something(office, case, step.item, owner, victim),
        "passage": passage.pk,
        "delivery": delivery.token,
        "role": role.pk,
        "conduct": conduct.pk,
        "step": step.pk,
        "carrier": carrier.pk,
        "objection": objection.pk,
        **asked,
        "decision": decision.pk,
        "recantation": retreat.pk,
        "mark": mark.pk,
        "proof_label": proof_label.pk,
        "move": merged.pk,
        "victim": victim.key,
        "owner": owner.key,
        "witness": witness.key,
    }
    return Scene(case.reference, other.reference, case.version, keys)


def leave_of(user: Any, cover: Any) -> int:
    """Record leave of somebody and return its key."""
    leave = accounts.record_leave(
        actor=user, user=user, cover=cover, since=SOON, until=SOON + timedelta(days=1)
    )
    return int(leave.pk)
