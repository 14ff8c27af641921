"""What must hold of the rows of a case archive before they are taken, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, UniqueConstraint
from django.utils.translation import gettext as _

from amends.base.dates import When
from amends.base.fields import Field, check_fields
from amends.base.messages import Refusal
from amends.law.terms import Mode
from amends.network.roles import Capacity, roles
from amends.office.archives.tables import Table, refers_to
from amends.office.charging.services import check_at_large, check_stated
from amends.office.evidence.services import safe_name
from amends.office.exhibits.custody_services import check_step
from amends.office.exhibits.objection_services import check_fate
from amends.office.exhibits.services import check_item
from amends.office.exhibits.standing import form_of
from amends.office.parties.count_services import check_law
from amends.office.parties.naming_services import ACCUSED, check_designation, checked_key
from amends.office.parties.services import check_period, when_text
from amends.office.proving.rules import (
    check_put,
    check_reason,
    check_rests,
    check_target,
    on_side,
)
from amends.office.timeline.new_events import declared
from amends.office.validation import check, problem, translated
from amends.proof.custody import StepKind
from amends.proof.kinds import carrier_kinds
from amends.proof.objections import grounds
from amends.proof.particulars import fields_of_item, fields_of_step
from amends.proof.schemes import questions
from amends.proof.stamps import is_of
from amends.proof.weaknesses import WeaknessKind


def check_row(table: Table, row: Any) -> None:
    """Check one row as the service that writes such rows would have.

    Raises:
        ValidationError: by column, what is wrong.
    """
    CHECKS.get(table.name, lambda _: None)(row)
    elsewhere = {column.name for column in table.fields if refers_to(column)}
    check(row, without={"case", *elsewhere})


def doubled(table: Table, rows: Sequence[Any]) -> set[int]:
    """Return the places of the rows that repeat what may stand once in a case."""
    found: set[int] = set()
    for constraint in (*table.model._meta.constraints, *_unique_columns(table)):
        if isinstance(constraint, UniqueConstraint):
            seen: set[tuple[object, ...]] = set()
            for place, row in enumerate(rows):
                key = _identity(constraint, row)
                if key in seen:
                    found.add(place)
                seen.add(key)
    return found


def _unique_columns(table: Table) -> Iterator[UniqueConstraint]:
    """Yield the columns in which a value stands once, each as a constraint."""
    for name in (column.name for column in table.fields if column.unique):
        there = Q(**{f"{name}__isnull": False})
        yield UniqueConstraint(fields=[name], condition=there, name=name)


def _identity(constraint: UniqueConstraint, row: Any) -> tuple[object, ...]:
    """Return what may stand once; what was undone or taken out may stand beside another."""
    if constraint.condition is not None and not _fulfils(constraint.condition, row):
        return (id(row),)
    values = (getattr(row, name) for name in constraint.fields if name != "case")
    return tuple(id(value) if isinstance(value, Model) else value for value in values)


def _fulfils(condition: Q, row: Any) -> bool:
    """Say whether a row fulfils all parts of the condition under which something stands once."""
    parts = [part for part in condition.children if isinstance(part, tuple)]
    return all(
        (getattr(row, name) is None) is value if asked else getattr(row, name) == value
        for lookup, value in parts
        for name, _dot, asked in [lookup.partition("__")]
    )


def unscreened(parties: Sequence[Any], screens: Sequence[Any]) -> set[int]:
    """Return the places of the accused for whom no non-punishment screen is there."""
    screened = {id(screen.party) for screen in screens}
    return {
        place
        for place, party in enumerate(parties)
        if party.capacity in ACCUSED and party.kind == "natural" and id(party) not in screened
    }


def unsound(
    arguments: Mapping[int, Any], defeated: Mapping[int, int], premises: Iterable[Any]
) -> dict[int, ValidationError]:
    """Return what is wrong with arguments beside each other, by their numbers.

    What speaks against another one stands behind it; so none speaks against itself at any remove.
    """
    rest = {id(premise.argument) for premise in premises}
    found: dict[int, ValidationError] = {}
    of_defence: dict[int, bool] = {}
    for number, row in arguments.items():
        other = defeated.get(number)
        try:
            if other is None:
                check_target(row)
                of_defence[number] = row.against
            elif other in of_defence:
                of_defence[number] = on_side(row, defeated_is_of_defence=of_defence[other])
            else:
                raise problem("defeats", _("Choose one of this case."))
            if row.removed_at is None:
                check_rests(on_something=id(row) in rest, of_defence=of_defence[number])
        except ValidationError as refusal:
            found[number] = refusal
    return found


def _argument(row: Any) -> None:
    if not checked_key(row.key):
        raise problem("key", _("This is needed. Fill it in."))
    if row.question:
        _question(row)
    check_put(row)


def _premise(row: Any) -> None:
    if (row.item is None) is (row.proposition is None):
        raise problem("item", _("An argument rests on an item or on a proposition of our own."))


def _own_proposition(row: Any) -> None:
    if not checked_key(row.key):
        raise problem("key", _("This is needed. Fill it in."))


def _answer(row: Any) -> None:
    _question(row)
    check_reason(row)


def _question(row: Any) -> None:
    """Refuse what is asked of no argument; which kind it is of may have been corrected since."""
    if row.question not in questions():
        raise problem("question", _("This is not asked of such an argument."))


def _weakness(row: Any) -> None:
    if row.kind not in set(WeaknessKind):
        raise problem("kind", _("%s is not one of the choices.") % row.kind)


def _party(row: Any) -> None:
    if row.capacity not in set(Capacity):
        raise problem("capacity", _("Choose what this party is in the case."))
    if not row.key:
        raise problem("key", _("This is needed. Fill it in."))
    # The key of a party whose import was undone bears the number of that import.
    checked_key(row.key.partition("~")[0] if row.removed_at else row.key)
    check_designation(row)
    when_text("born", row.born)


def _role(row: Any) -> None:
    if row.role not in roles():
        raise problem("role", _("There is no such role."))
    _victim("victim", row.victim)
    check_period(when_text("since", row.since), when_text("until", row.until), "until")


def _count(row: Any) -> None:
    check_law(row.law, row.mode)
    ends = when_text("conduct_from", row.conduct_from), when_text("conduct_to", row.conduct_to)
    check_period(*ends, "conduct_to")


def _decision(row: Any) -> None:
    _victim("victim", row.victim)
    if row.mode not in set(Mode):
        raise problem("mode", _("Choose a mode of participation."))


def _conduct_victim(row: Any) -> None:
    _victim("party", row.party)


def _victim(column: str, party: Any) -> None:
    if party is not None and not party.is_victim:
        raise problem(column, _("Choose a victim of this case."))


def _event(row: Any) -> None:
    kind = declared(row.code)
    try:
        when = When.parse(row.on)
    except Refusal as refusal:
        raise problem("on", translated(refusal.message)) from None
    if when.first != row.first_day:
        raise problem("first_day", _("This is not the first day of what the date says."))
    _stated("details", kind.fields, row.details)


def _stated(column: str, fields: Iterable[Field], given: Any) -> None:
    if not isinstance(given, dict):
        raise problem(column, _("Details stand as a group of texts."))
    if wrong := check_fields(fields, given):
        said = [f"{name}: {translated(message)}" for name, message in wrong.items()]
        raise ValidationError({column: said})


def _item(row: Any) -> None:
    check_item(row)
    _stated("particulars", fields_of_item(form_of(row)), row.particulars)


def _objection(row: Any) -> None:
    if row.ground not in grounds():
        raise problem("ground", _("Choose a ground from the list."))
    check_fate(row)


def _carrier(row: Any) -> None:
    if row.kind not in carrier_kinds():
        raise problem("kind", _("Choose what must survive."))


def _file(row: Any) -> None:
    if row.copy == row.Copy.WORKING and row.made_from is None:
        raise problem("made_from", _("Say from which evidentiary copy it was made."))


def _attachment(row: Any) -> None:
    if safe_name(row.filename) != row.filename:
        raise problem("filename", _("This is no plain name of a file."))
    if not 0 < row.size <= settings.FILE_SIZE_LIMIT:
        raise problem("size", _("This file is empty, or larger than this office takes."))


def _step(row: Any) -> None:
    check_step(row, row.item)
    _stated("details", fields_of_step(StepKind(row.kind)), row.details)


def _stamp(row: Any) -> None:
    """Refuse an answer that is no stamp of what stands beside it; whom to trust is asked later."""
    if row.stamped_at is not None and not is_of(bytes(row.answer), row.statement):
        raise problem("answer", _("This is no time-stamp of what stands beside it."))


def _bound_piece(row: Any) -> None:
    if row.part >= len(row.bundle.parts):
        raise problem("part", _("The bundle has no such part."))


CHECKS: Mapping[str, Callable[[Any], None]] = {
    "parties": _party,
    "roles": _role,
    "counts": _count,
    "conduct": check_stated,
    "conduct_victims": _conduct_victim,
    "decisions": _decision,
    "facts": check_at_large,
    "events": _event,
    "evidence": _item,
    "objections": _objection,
    "carriers": _carrier,
    "custody_steps": _step,
    "bound_pieces": _bound_piece,
    "item_files": _file,
    "attachments": _attachment,
    "stamps": _stamp,
    "arguments": _argument,
    "premises": _premise,
    "case_propositions": _own_proposition,
    "argument_answers": _answer,
    "weaknesses_taken_up": _weakness,
}
