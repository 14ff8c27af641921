"""What can be done in the office, and the parts of a case that are shown or withheld."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """A part of a case that is shown or withheld as a whole."""

    CASE = "case"
    PARTIES = "parties"
    TIMELINE = "timeline"
    TASKS = "tasks"
    NOTES = "notes"
    ATTACHMENTS = "attachments"
    PEOPLE = "people"
    HISTORY = "history"
    CHARGING = "charging"
    EVIDENCE = "evidence"
    INQUIRIES = "inquiries"
    TECHNIQUES = "techniques"


class Action(StrEnum):
    """Something an actor does; the word that stands in the log."""

    OPEN_CASE = "case.open"
    EDIT_CASE = "case.edit"
    ASSIGN = "case.assign"
    HAND_OVER = "case.hand_over"
    LINK = "case.link"
    MERGE = "case.merge"
    SPLIT = "case.split"
    ADD_PARTY = "party.add"
    EDIT_PARTY = "party.edit"
    SCREEN_PARTY = "party.screen"
    ADD_COUNT = "count.add"
    STATE_CONDUCT = "conduct.state"
    ENTER_EVIDENCE = "evidence.enter"
    RECORD_CUSTODY = "custody.record"
    TIE_PASSAGE = "passage.tie"
    INQUIRE = "inquiry.keep"
    CLOSE_LINE = "line.close"
    ASK_TECHNIQUE = "technique.ask"
    DECIDE_TECHNIQUE = "technique.decide"
    RECORD_EVENT = "event.record"
    SET_TASK = "task.set"
    SET_DIRECTION = "direction.set"
    FINISH_TASK = "task.finish"
    ESCALATE_TASK = "task.escalate"
    WRITE_NOTE = "note.write"
    ATTACH = "attachment.add"
    READ_FILE = "attachment.read"
    IMPORT = "case.import"
    EXPORT = "case.export"
    KEEP_ACCOUNTS = "account.keep"
    KEEP_OWN_ACCOUNT = "account.own"
    KEEP_LEAVE = "leave.keep"
    KEEP_FILES = "files.keep"
    READ_LOG = "log.read"
    COUNT_CASES = "case.count"
