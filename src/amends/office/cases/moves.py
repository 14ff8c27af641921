"""What moves when cases are merged or split, table by table, so that it can move back."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet

from amends.office.cases.models import Case, Note
from amends.office.charging.models import Conduct, ConductVictim, Decision, ProofLabel
from amends.office.disclosure.models import (
    BoundPiece,
    Bundle,
    Change,
    DisclosureSet,
    Entry,
    Mark,
    Redaction,
    Service,
)
from amends.office.disclosure.models import Decision as MaterialDecision
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import (
    CustodyStep,
    Item,
    ItemCarrier,
    ItemFile,
    ItemParty,
    Objection,
)
from amends.office.inquiries.models import Inquiry, Line, Reminder, Reply
from amends.office.intake.models import Identification, ReportDecision
from amends.office.parties.models import Count, CountParty, Party, PartyRole, Screen
from amends.office.passages.models import Passage
from amends.office.proving.models import (
    Answered,
    Argument,
    CaseProposition,
    Premise,
    ProofStep,
    TakenUp,
)
from amends.office.stamps.models import Stamp
from amends.office.statements.models import (
    Explanation,
    IssueMark,
    Position,
    Proposition,
    Recantation,
    Statement,
)
from amends.office.tasks.models import Task
from amends.office.techniques.models import Authorisation, Extension, Product
from amends.office.timeline.models import EventParty, TimelineEvent

TABLES: dict[str, type[Model]] = {
    "parties": Party,
    "roles": PartyRole,
    "screens": Screen,
    "counts": Count,
    "count_parties": CountParty,
    "conduct": Conduct,
    "conduct_victims": ConductVictim,
    "decisions": Decision,
    "proof_labels": ProofLabel,
    "evidence": Item,
    "item_parties": ItemParty,
    "carriers": ItemCarrier,
    "custody_steps": CustodyStep,
    "item_files": ItemFile,
    "objections": Objection,
    "inquiries": Inquiry,
    "reminders": Reminder,
    "replies": Reply,
    "lines": Line,
    "authorisations": Authorisation,
    "extensions": Extension,
    "products": Product,
    "propositions": Proposition,
    "statements": Statement,
    "positions": Position,
    "recantations": Recantation,
    "explanations": Explanation,
    "issue_marks": IssueMark,
    "stamps": Stamp,
    "material_decisions": MaterialDecision,
    "material_changes": Change,
    "redaction_marks": Mark,
    "redactions": Redaction,
    "disclosure_sets": DisclosureSet,
    "set_entries": Entry,
    "bundles": Bundle,
    "bound_pieces": BoundPiece,
    "services": Service,
    "events": TimelineEvent,
    "event_parties": EventParty,
    "tasks": Task,
    "case_propositions": CaseProposition,
    "arguments": Argument,
    "premises": Premise,
    "argument_answers": Answered,
    "proof_steps": ProofStep,
    "weaknesses_taken_up": TakenUp,
    "notes": Note,
    "attachments": Attachment,
    "passages": Passage,
    "report_decisions": ReportDecision,
    "identifications": Identification,
}
# What nobody is told of who works on a case only: not even how many there are.
RESTRICTED_TABLES = frozenset({"authorisations", "extensions", "products"})
Moved = dict[str, list[int]]


def rows_of(table: str, case: Case) -> QuerySet[Any]:
    """Return a table's rows that belong to a case."""
    return TABLES[table]._base_manager.filter(case=case)


def everything_in(case: Case) -> Moved:
    """Return the keys of everything that belongs to a case."""
    return {table: list(rows_of(table, case).values_list("pk", flat=True)) for table in TABLES}


def told_in(case: Case) -> Moved:
    """Return the same, less what is secret within the unit."""
    return told(everything_in(case))


def told(rows: Moved) -> Moved:
    """Return rows less those of which nobody else is told."""
    return {table: keys for table, keys in rows.items() if table not in RESTRICTED_TABLES}
