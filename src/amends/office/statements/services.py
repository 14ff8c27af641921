"""Writes on statements: entering one, correcting it, and what it says on each proposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item, ItemCarrier
from amends.office.keyed_services import next_numbered_key, save_with_own_key
from amends.office.log.services import writing
from amends.office.parties.models import Party
from amends.office.parties.naming_services import checked_key
from amends.office.parties.services import when_text
from amends.office.policy import Action, Actor
from amends.office.statements.models import Position, Proposition, Statement
from amends.office.validation import check, each_once, problem, save, to_be_stored
from amends.office.version_services import current_of
from amends.proof.kinds import Label
from amends.proof.statement_words import controls, payers, recordings
from amends.proof.statements import Stance

MAKING = ("on", "place", "interviewers", "interpreter", "interpreter_certified", "language")
AROUND = ("present", "control", "control_of", "counsel", "paid_by", "warned", "sworn", "recorded")
EDITABLE = (*MAKING, *AROUND, "item", "notes", "status")
LISTS = ("interviewers", "present")
TESTIMONY, TESTIFIES, INTERPRETED = "testimony", "testifies", "interpreter_certified"


@dataclass(frozen=True)
class Said:
    """What a statement says on one proposition, in which words, and where."""

    proposition: Proposition
    stance: str
    words: str = ""
    pages: str = ""


def enter_statement(
    *,
    actor: Actor,
    case: Case,
    person: Party,
    key: str = "",
    as_item: bool = False,
    says: Sequence[Said] = (),
    **stated: Any,
) -> Statement:
    """Enter what one person said on one occasion.

    Args:
        actor: who enters it.
        case: the case.
        person: who said it, a party of the case.
        key: what it is called; the next free one if nobody says.
        as_item: enter it as an item of evidence as well, which falls with the witness.
        says: what it says on propositions; on every other one it is silent.
        stated: the circumstances, by the names in ``EDITABLE``.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=case) as entry:
        check_person(case, person)
        row = Statement(case=case, key=checked_key(key) or next_numbered_key(Statement, case, "S"))
        row.person = person
        _take(row, stated)
        save_with_own_key(row)
        if as_item and row.item is None:
            row.item = _as_item(actor, row)
            save(row)
        _rest_on_witness(row)
        _set_positions(row, says)
        entry.note(statement=row.key, party=person.key)
    return row


def edit_statement(*, actor: Actor, statement: Statement, version: int, **stated: Any) -> Statement:
    """Correct the circumstances of a statement; what is left out stays.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=statement.case) as entry:
        row = current_of(statement, version)
        before = {name: getattr(row, name) for name in EDITABLE}
        _take(row, stated)
        save(row)
        _rest_on_witness(row)
        changed = [name for name in EDITABLE if getattr(row, name) != before[name]]
        entry.note(statement=row.key, changed=changed)
    return row


def set_positions(
    *, actor: Actor, statement: Statement, version: int, says: Sequence[Said]
) -> Statement:
    """Say what a statement says on some propositions; on others it stays as it was.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=statement.case) as entry:
        row = current_of(statement, version)
        _set_positions(row, says)
        save(row)
        entry.note(statement=row.key, propositions=[one.proposition.key for one in says])
    return row


def remove_statement(*, actor: Actor, statement: Statement, removed: bool = True) -> Statement:
    """Take a statement out of view, or bring it back with all it says."""
    with writing(actor=actor, action=Action.ENTER_STATEMENT, case=statement.case) as entry:
        statement.removed_at = timezone.now() if removed else None
        statement.save(update_fields=["removed_at"])
        entry.note(statement=statement.key, removed=removed)
    return statement


def check_person(case: Case, person: Party) -> None:
    """Refuse somebody who is not a person in view in this case.

    Raises:
        ValidationError: the party is of another case, out of view or an organisation.
    """
    if person.case_id != case.pk or person.removed_at is not None:
        raise problem("person", _("Choose somebody of this case."))
    if person.kind != "natural":
        raise problem("person", _("An organisation says nothing itself. Choose who spoke for it."))


def check_circumstances(row: Any) -> None:
    """Put the day, the lists and the codes of a row's circumstances right, or refuse them.

    Raises:
        ValidationError: by field, what is wrong.
    """
    row.on = when_text("on", row.on)
    row.first_day = When.parse(row.on).first if row.on else None
    if row.first_day and row.first_day > timezone.localdate():
        raise problem("on", _("This lies in the future. Enter it when it has been said."))
    if row.control_of is not None and row.control_of.case_id != row.case_id:
        raise problem("control_of", _("Choose somebody of this case."))
    known_code("control", row.control, controls())
    known_code("paid_by", row.paid_by, payers())


def known_code(field: str, code: str, known: dict[str, Any] | dict[str, Label]) -> None:
    """Refuse a code that is not declared; an empty one says that it is not recorded.

    Raises:
        ValidationError: beside the field.
    """
    if code and code not in known:
        raise problem(field, _("%s is not one of the choices.") % code)


def _take(row: Statement, stated: dict[str, Any]) -> None:
    for name in EDITABLE:
        if name in stated:
            given = stated[name]
            setattr(row, name, each_once(given) if name in LISTS else given)
    check_circumstances(row)
    known_code("recorded", row.recorded, recordings())
    if row.item is not None and row.item.case_id != row.case_id:
        raise problem("item", _("Choose an item of this case."))


def _as_item(actor: Actor, row: Statement) -> Item:
    """Enter the item of evidence that a statement is, which its witness must come to."""
    carriers = [exhibits.Survivor(TESTIFIES, row.person)]
    if row.interpreter:
        carriers.append(exhibits.Survivor(INTERPRETED, about=row.interpreter))
    return exhibits.enter_item(
        actor=actor,
        case=row.case,
        kind=TESTIMONY,
        description=to_be_stored(
            _("Statement %(key)s of %(person)s")
            % {"key": row.key, "person": row.person.designation}
        ),
        origins=[row.person.designation],
        parties=[row.person],
        carriers=carriers,
        status=row.status,
    )


def _rest_on_witness(row: Statement) -> None:
    """Let the item that a statement lies in depend on who made it, if it does not yet."""
    if row.item is None:
        return
    there = ItemCarrier._base_manager.filter(
        item=row.item, kind=TESTIFIES, party=row.person, removed_at=None
    )
    if not there.exists():
        save(ItemCarrier(case=row.case, item=row.item, kind=TESTIFIES, party=row.person))


def _set_positions(row: Statement, says: Sequence[Said]) -> None:
    wait_for_others(row.case)
    there = Position._base_manager.filter(statement=row)
    known = {position.proposition_id: position for position in there}
    for said in says:
        if said.proposition.case_id != row.case_id:
            raise problem("says", _("Choose propositions of this case only."))
        if said.stance not in set(Stance):
            raise problem("says", _("%s is not one of the choices.") % said.stance)
        position = known.get(said.proposition.pk) or Position(
            case=row.case, statement=row, proposition=said.proposition
        )
        position.stance, position.words = said.stance, said.words.strip()
        position.pages = said.pages.strip()
        known[said.proposition.pk] = _kept(position) or position


def _kept(position: Position) -> Position | None:
    """Write a position; silence without a word to show for it needs none."""
    if position.stance == Stance.SILENT and not position.words and not position.pages:
        check(position)
        if position.pk:
            position.delete()
        return None
    save(position)
    return position
