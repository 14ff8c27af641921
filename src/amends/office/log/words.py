"""The words for what a log entry says of itself: what was read, and the details of a write."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from amends.office.desk.words import event_word, listed

READ = {
    "attachments": _("attachments"),
    "authorisations": _("authorisations"),
    "authorisations of all cases": _("authorisations of all cases"),
    "bodies asked": _("bodies asked"),
    "calendar feed": _("calendar feed"),
    "case": _("case"),
    "case list": _("case list"),
    "cases charged otherwise": _("cases charged otherwise"),
    "case on paper": _("case on paper"),
    "cases before the court": _("cases before the court"),
    "cases without a matching specialism": _("cases without a matching specialism"),
    "cases without a step": _("cases without a step"),
    "clocks": _("clocks"),
    "clocks of all cases": _("clocks of all cases"),
    "coming events of all cases": _("coming events of all cases"),
    "contents": _("contents"),
    "charging decisions": _("charging decisions"),
    "conduct": _("conduct alleged"),
    "counts": _("counts"),
    "evidence": _("evidence"),
    "escalated tasks": _("escalated tasks"),
    "figures of the digest": _("figures of the digest"),
    "figures over all cases": _("figures over all cases"),
    "hand-overs": _("hand-overs"),
    "history": _("history"),
    "imports": _("imports"),
    "inquiries": _("inquiries"),
    "inquiries of all cases": _("inquiries of all cases"),
    "lines closed": _("lines of inquiry closed"),
    "links": _("links"),
    "log": _("log"),
    "moves": _("merges and splits"),
    "notes": _("notes"),
    "open tasks of all cases": _("open tasks of all cases"),
    "own tasks": _("own tasks"),
    "parties": _("parties"),
    "passages": _("passages"),
    "people": _("people at work"),
    "stored files": _("stored files"),
    "search": _("search"),
    "search results": _("what a search found"),
    "tasks": _("tasks"),
    "texts of attachments": _("texts of attachments"),
    "timeline": _("timeline"),
    "victims of all cases": _("victims of all cases"),
    "workload": _("workload"),
}
DETAILS = {
    "active": _("open"),
    "attachment": _("attachment"),
    "authorisation": _("authorisation"),
    "before": _("before"),
    "cancelled": _("cancelled"),
    "capacity": _("capacity"),
    "carrier": _("what must survive"),
    "case": _("case"),
    "casefile": _("case file"),
    "changed": _("changed"),
    "charged": _("charged"),
    "closed": _("closed"),
    "code": _("event type"),
    "decision": _("decision"),
    "reported_as": _("first reported as"),
    "count": _("count"),
    "countries": _("laws of"),
    "cover": _("cover"),
    "day": _("day"),
    "defendants": _("defendants"),
    "deleted": _("deleted"),
    "damaged": _("files damaged"),
    "delivery": _("delivery"),
    "digest_to": _("digest to"),
    "document": _("document"),
    "drafted": _("drafted"),
    "dropped": _("files removed"),
    "due": _("due"),
    "element": _("element"),
    "ended": _("ended"),
    "encrypted": _("files encrypted"),
    "event": _("event"),
    "events": _("events"),
    "failed": _("failed"),
    "healed": _("damaged copy replaced"),
    "finding": _("finding"),
    "inquiry": _("inquiry"),
    "item": _("item of evidence"),
    "kind": _("kind"),
    "kept": _("kept"),
    "language": _("language"),
    "law": _("offence"),
    "line": _("line of inquiry"),
    "note": _("note"),
    "now": _("now"),
    "on": _("on"),
    "other": _("other case"),
    "owner": _("owner"),
    "parties": _("parties"),
    "pages": _("pages"),
    "party": _("party"),
    "passage": _("passage"),
    "passages_lost": _("passages no longer found"),
    "read": _("rows read"),
    "read_again": _("to be read again"),
    "reason": _("reason"),
    "recharged": _("charged otherwise"),
    "refused": _("rows refused"),
    "reminded": _("reminded on"),
    "removed": _("removed"),
    "reopened": _("reopened"),
    "replied": _("reply"),
    "resumed": _("resumed"),
    "rewrapped": _("files under the new key"),
    "role": _("role"),
    "scopes": _("scopes"),
    "seen": _("looked at"),
    "sent": _("sent on"),
    "since": _("since"),
    "size": _("bytes"),
    "state": _("state"),
    "step": _("step of custody"),
    "struck": _("struck out"),
    "taken": _("rows taken"),
    "taken_up": _("alternatives taken up"),
    "target": _("target"),
    "task": _("task"),
    "tasks_cancelled": _("tasks cancelled"),
    "tasks_moved": _("tasks moved"),
    "tasks_reopened": _("tasks reopened"),
    "technique": _("technique"),
    "to": _("to"),
    "token": _("token"),
    "tried": _("tried"),
    "undone": _("undone"),
    "unreadable": _("files that do not open"),
    "unit": _("unit"),
    "until": _("until"),
    "used": _("carried out on"),
    "user": _("user"),
    "verdict": _("verdict"),
    "verified": _("files verified"),
    "victim": _("victim"),
    "victims": _("victims"),
    "view": _("saved view"),
    "withdrawn": _("withdrawn"),
}


def said_in(data: str) -> str:
    """Return what a log entry says of itself as a line to read, in the reader's language."""
    said: dict[str, Any] = json.loads(data)
    if set(said) == {"what"}:
        return listed(str(READ.get(what, what)) for what in said["what"])
    return "; ".join(f"{_name(name)}: {_plain(name, value)}" for name, value in said.items())


def _name(detail: str) -> str:
    return str(DETAILS.get(detail, detail.replace("_", " ")))


def _plain(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return listed(map(str, value))
    return event_word(value) if name == "code" and isinstance(value, str) else str(value)
