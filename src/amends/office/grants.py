"""Which role may do what, and which part of a case it sees. What is not granted is refused."""

from __future__ import annotations

from amends.office.actions import Action, Layer
from amends.office.actors import Role

_RECEIVING = frozenset({Action.TAKE_REPORT, Action.SCREEN_REPORT, Action.IDENTIFY})
_DAILY_WORK = _RECEIVING | frozenset(
    {
        Action.EDIT_CASE,
        Action.LINK,
        Action.ADD_PARTY,
        Action.EDIT_PARTY,
        Action.SCREEN_PARTY,
        Action.STATE_CONDUCT,
        Action.ENTER_EVIDENCE,
        Action.RECORD_CUSTODY,
        Action.DECIDE_REPORT,
        Action.KEEP_RECRUITERS,
        Action.INQUIRE,
        Action.ASK_TECHNIQUE,
        Action.TIE_PASSAGE,
        Action.ENTER_STATEMENT,
        Action.PLAN_PROOF,
        Action.LIST_MATERIAL,
        Action.REDACT,
        Action.RECORD_EVENT,
        Action.SET_TASK,
        Action.FINISH_TASK,
        Action.WRITE_NOTE,
        Action.ATTACH,
        Action.IMPORT,
        Action.EXPORT,
        Action.ASK_EMERGENCY,
    }
)
_LEADING_A_CASE = _DAILY_WORK | {
    Action.OPEN_CASE,
    Action.ADD_COUNT,
    Action.CLOSE_LINE,
    Action.DECIDE_TECHNIQUE,
    Action.DECIDE_ISSUE,
    Action.ARGUE,
    Action.DISCLOSE,
    Action.HAND_OVER,
    Action.SPLIT,
    Action.MERGE,
}
_EVERYONE = frozenset({Action.KEEP_OWN_ACCOUNT, Action.KEEP_LEAVE, Action.DECLARE_INTEREST})
_KEEPING_BARS = frozenset({Action.BAR, Action.LIFT_BAR})
# Whoever has to reach a victim, and nobody for their rank alone.
_REACHING_VICTIMS = frozenset({Action.KEEP_VAULT, Action.REVEAL})
_OVERSEEING = _KEEPING_BARS | {Action.DECIDE_EMERGENCY}

GRANTS: dict[Role, frozenset[Action]] = {
    Role.PROSECUTOR: _EVERYONE | _LEADING_A_CASE | _REACHING_VICTIMS,
    Role.INVESTIGATOR: _EVERYONE | (_DAILY_WORK - {Action.EXPORT}) | {Action.OPEN_CASE},
    # Every case of the unit is open to its head, who has none to ask for.
    Role.HEAD: _EVERYONE
    | (_LEADING_A_CASE - {Action.ASK_EMERGENCY})
    | _OVERSEEING
    | {
        Action.LET_IN,
        Action.ASSIGN,
        Action.SET_DIRECTION,
        Action.KEEP_FILES,
        Action.READ_LOG,
        Action.COUNT_CASES,
        Action.COUNT_REPORTS,
    },
    Role.REGISTRAR: _EVERYONE | {Action.RECORD_EVENT, Action.SET_DIRECTION, Action.FINISH_TASK},
    Role.LIAISON: _EVERYONE
    | _RECEIVING
    | _REACHING_VICTIMS
    | {
        Action.RECORD_EVENT,
        Action.SET_TASK,
        Action.FINISH_TASK,
        Action.WRITE_NOTE,
        Action.ATTACH,
        Action.SCREEN_PARTY,
        Action.ASK_EMERGENCY,
    },
    Role.OMBUDSMAN: _EVERYONE
    | _OVERSEEING
    | {
        Action.LET_IN,
        Action.READ_LOG,
        Action.COUNT_REPORTS,
        Action.KEEP_BOX,
        Action.REVIEW_EMERGENCY,
    },
    Role.RAPPORTEUR: _EVERYONE | {Action.COUNT_CASES, Action.COUNT_REPORTS},
    Role.ADMINISTRATOR: _EVERYONE | {Action.LET_IN, Action.KEEP_ACCOUNTS, Action.KEEP_FILES},
    # Not even at the command line are reports on officials counted or the vault read, nor is it a
    # second person.
    Role.SYSTEM: frozenset(Action) - {Action.KEEP_BOX, Action.REVEAL, Action.DECIDE_EMERGENCY},
}

_ALL_LAYERS = frozenset(Layer)
_OF_WORKERS = _ALL_LAYERS - {Layer.BARS, Layer.EMERGENCIES}
LAYERS: dict[Role, frozenset[Layer]] = {
    Role.PROSECUTOR: _OF_WORKERS - {Layer.CONTACT},
    Role.INVESTIGATOR: _OF_WORKERS - {Layer.VAULT},
    Role.HEAD: _ALL_LAYERS - {Layer.VAULT},
    Role.LIAISON: _OF_WORKERS
    - {
        Layer.CHARGING,
        Layer.EVIDENCE,
        Layer.INQUIRIES,
        Layer.STATEMENTS,
        Layer.PROOF,
        Layer.TECHNIQUES,
        Layer.DISCLOSURE,
        Layer.SERVED,
    },
    Role.REGISTRAR: frozenset(
        {
            Layer.CASE,
            Layer.PARTIES,
            Layer.TIMELINE,
            Layer.TASKS,
            Layer.PEOPLE,
            Layer.SERVED,
        }
    ),
    Role.OMBUDSMAN: frozenset(
        {
            Layer.CASE,
            Layer.TIMELINE,
            Layer.TASKS,
            Layer.PEOPLE,
            Layer.HISTORY,
            Layer.BARS,
            Layer.EMERGENCIES,
        }
    ),
    Role.RAPPORTEUR: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
    Role.SYSTEM: _ALL_LAYERS,
}
