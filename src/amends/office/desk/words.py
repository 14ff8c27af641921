"""The words for codes: stages, standings, capacities and whatever else pages show to a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from amends.base.dates import Precision, When
from amends.base.spans import Span
from amends.court.events import event_types
from amends.court.stages import Stage, Standing
from amends.network.roles import Capacity, roles
from amends.office.policy import RESTRICTED_READ, Action

STAGES = {
    Stage.REPORT: _("Report"),
    Stage.INVESTIGATION: _("Investigation"),
    Stage.CHARGED: _("Charged"),
    Stage.PRETRIAL: _("Pre-trial"),
    Stage.TRIAL: _("Trial"),
    Stage.JUDGMENT: _("Judgment"),
    Stage.SENTENCING: _("Sentencing"),
    Stage.APPEAL: _("Appeal"),
    Stage.FINAL: _("Final"),
}
STANDINGS = {
    Standing.ACTIVE: _("At liberty"),
    Standing.DETAINED: _("Detained"),
    Standing.ON_BAIL: _("On bail"),
    Standing.AT_LARGE: _("At large"),
    Standing.CONVICTED: _("Convicted"),
    Standing.ACQUITTED: _("Acquitted"),
    Standing.DISCONTINUED: _("Discontinued"),
    Standing.DECEASED: _("Deceased"),
}
CAPACITIES = {
    Capacity.VICTIM: _("Victim"),
    Capacity.WITNESS: _("Witness"),
    Capacity.SUSPECT: _("Suspect"),
    Capacity.DEFENDANT: _("Defendant"),
    Capacity.COUNSEL: _("Counsel"),
    Capacity.INTERPRETER: _("Interpreter"),
    Capacity.GUARDIAN: _("Guardian"),
    Capacity.OFFICIAL: _("Official"),
    Capacity.EXPERT: _("Expert"),
    Capacity.ORGANISATION: _("Organisation"),
    Capacity.OTHER: _("Other"),
}
CATEGORIES = {
    "report": _("Report"),
    "investigation": _("Investigation"),
    "victim": _("Victims and witnesses"),
    "custody": _("Arrest and custody"),
    "charge": _("Charge"),
    "court": _("Court"),
    "outcome": _("Outcome"),
}
SIDES = {
    "police": _("Police"),
    "prosecution": _("Prosecution"),
    "defence": _("Defence"),
    "court": _("Court"),
    "laboratory": _("Laboratory"),
    "other_state": _("Other State"),
    "nobody": _("Nobody"),
    "liaison": _("Victim liaison"),
    "prosecutor": _("Prosecutor"),
    "investigator": _("Investigator"),
    "head": _("Head of unit"),
    "registrar": _("Court registrar"),
}

VERDICTS = {
    "convicted": _("Convicted"),
    "acquitted": _("Acquitted"),
    "dismissed": _("Dismissed"),
}
TABLES = {
    "parties": _("Parties"),
    "roles": _("Roles"),
    "screens": _("Non-punishment screens"),
    "counts": _("Counts"),
    "count_parties": _("Places in counts"),
    "conduct": _("Conduct alleged"),
    "conduct_victims": _("Victims of conduct"),
    "decisions": _("Charging decisions"),
    "proof_labels": _("Labels on the standard of proof"),
    "evidence": _("Items of evidence"),
    "item_parties": _("Parties beside evidence"),
    "carriers": _("What must survive"),
    "custody_steps": _("Steps of custody"),
    "item_files": _("Files of evidence"),
    "inquiries": _("Inquiries"),
    "reminders": _("Reminders"),
    "replies": _("Replies"),
    "lines": _("Lines of inquiry closed"),
    "propositions": _("Propositions"),
    "case_propositions": _("Own propositions"),
    "statements": _("Statements"),
    "positions": _("Positions of statements"),
    "recantations": _("Recantations"),
    "explanations": _("Explanations"),
    "issue_marks": _("Decisions on issues"),
    "material_decisions": _("Decisions on material"),
    "material_changes": _("Changes of decisions on material"),
    "redaction_marks": _("Marks for redaction"),
    "redactions": _("Redacted copies"),
    "disclosure_sets": _("Disclosure sets"),
    "set_entries": _("Entries of disclosure sets"),
    "bundles": _("Bundles"),
    "bound_pieces": _("Material in bundles"),
    "services": _("Services on the defence"),
    "events": _("Events"),
    "event_parties": _("Places in events"),
    "tasks": _("Tasks"),
    "notes": _("Notes"),
    "attachments": _("Attachments"),
    "report_decisions": _("Reports that belong to it"),
    "identifications": _("Identifications of victims"),
}
ACTIONS = {
    "case.read": _("case read"),
    Action.OPEN_CASE: _("case opened"),
    Action.EDIT_CASE: _("case edited"),
    Action.ASSIGN: _("assignment"),
    Action.HAND_OVER: _("hand-over"),
    Action.LINK: _("link"),
    Action.MERGE: _("merge"),
    Action.SPLIT: _("split"),
    Action.ADD_PARTY: _("party added"),
    Action.EDIT_PARTY: _("party edited"),
    Action.SCREEN_PARTY: _("non-punishment screen"),
    Action.ADD_COUNT: _("count"),
    Action.STATE_CONDUCT: _("conduct alleged"),
    Action.ENTER_EVIDENCE: _("evidence"),
    Action.RECORD_CUSTODY: _("custody"),
    Action.INQUIRE: _("inquiry"),
    Action.CLOSE_LINE: _("line of inquiry"),
    Action.ASK_TECHNIQUE: _("technique"),
    Action.DECIDE_TECHNIQUE: _("decision on a technique"),
    RESTRICTED_READ: _("techniques read"),
    Action.TIE_PASSAGE: _("passage tied or changed"),
    Action.ENTER_STATEMENT: _("statement"),
    Action.DECIDE_ISSUE: _("evidential issue"),
    Action.TAKE_REPORT: _("report taken in"),
    Action.SCREEN_REPORT: _("report screened"),
    Action.DECIDE_REPORT: _("report decided"),
    Action.COUNT_REPORTS: _("reports counted"),
    Action.KEEP_RECRUITERS: _("register of recruiters"),
    Action.IDENTIFY: _("identification of a victim"),
    Action.LIST_MATERIAL: _("schedule of material"),
    Action.REDACT: _("redaction"),
    Action.DISCLOSE: _("disclosure"),
    Action.RECORD_EVENT: _("event"),
    Action.SET_TASK: _("task set"),
    Action.SET_DIRECTION: _("direction set"),
    Action.FINISH_TASK: _("task closed or reopened"),
    Action.ESCALATE_TASK: _("task escalated"),
    Action.WRITE_NOTE: _("note"),
    Action.ATTACH: _("attachment"),
    Action.IMPORT: _("import"),
    Action.EXPORT: _("export"),
    Action.KEEP_ACCOUNTS: _("accounts"),
    Action.LET_IN: _("let in again"),
    Action.KEEP_FILES: _("stored files"),
    Action.KEEP_OWN_ACCOUNT: _("own account"),
    Action.KEEP_LEAVE: _("leave"),
    Action.BAR: _("bar entered"),
    Action.LIFT_BAR: _("bar lifted"),
    Action.DECLARE_INTEREST: _("interest declared"),
    Action.KEEP_VAULT: _("vault changed"),
    Action.REVEAL: _("vault revealed"),
    Action.KEEP_VAULT_KEY: _("key of the vault"),
    Action.ASK_EMERGENCY: _("emergency access asked for"),
    Action.DECIDE_EMERGENCY: _("emergency access decided"),
    Action.REVIEW_EMERGENCY: _("emergency access reviewed"),
    Action.KEEP_BOX: _("reports on officials"),
    Action.READ_LOG: _("log read"),
    Action.BACK_UP: _("backup taken"),
    Action.SIGN_LOG: _("log signed"),
    Action.COUNT_CASES: _("cases counted"),
}


def span_words(span: Span) -> str:
    """Return a stretch of custody in years and months; none if there is none."""
    years, months = span.parts
    in_years = ngettext("%(count)d year", "%(count)d years", years) % {"count": years}
    in_months = ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    if years and months:
        return gettext("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
    return in_years if years else in_months if months else pgettext("custody", "none")


def event_word(code: str) -> str:
    """Return what an event type is called."""
    kind = event_types().get(code)
    return gettext(kind.label) if kind else code


def value_words(value: object) -> object:
    """Return what fills a sentence as a reader sees it: events by name, days written out."""
    if isinstance(value, str) and value in event_types():
        return event_word(value)
    if isinstance(value, When):
        return when_words(str(value))
    return when_words(value.isoformat()) if isinstance(value, date) else value


def role_word(code: str) -> str:
    """Return what a role is called."""
    role = roles().get(code)
    return gettext(role.label) if role else code


def when_words(text: str) -> str:
    """Return a date as its source gives it, written for a reader: "about August 2002"."""
    if not text:
        return ""
    when = When.parse(text)
    pattern = {
        Precision.DAY: get_format("DATE_FORMAT"),
        Precision.MONTH: get_format("YEAR_MONTH_FORMAT"),
        Precision.YEAR: "Y",
    }[when.precision]
    said = format_date(when.first, pattern)
    return gettext("about %(date)s") % {"date": said} if when.about else said


def listed(names: Iterable[str]) -> str:
    """Return words as a list in the reader's language; each keeps its own direction."""
    return f"{comma()} ".join(f"\u2068{name}\u2069" for name in names)


def either(names: Iterable[str]) -> str:
    """Return words of which one is enough, in the reader's language."""
    between = pgettext("between words of which one is enough", "or")
    return f" {between} ".join(f"\u2068{name}\u2069" for name in names)


def arrow(*, right_to_left: bool) -> str:
    """Return an arrow to what is read next; no program turns one around by itself."""
    return "\N{LEFTWARDS ARROW}" if right_to_left else "\N{RIGHTWARDS ARROW}"


def comma() -> str:
    """Return the comma of the reader's language."""
    return pgettext("between words of a list", ",")
