"""What becomes of the arguments of a case when some defendants go on in a case of their own.

What is argued of somebody who leaves goes along. What is argued of nobody who is accused, such as
the age of a victim, is copied, and so is every proposition of our own: both cases have to show it.
What is said against an argument goes where that one goes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain

from amends.office.cases.models import Case, CaseMove
from amends.office.cases.row_services import copy_row
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.proving.models import (
    Answered,
    Argument,
    CaseProposition,
    Premise,
    ProofStep,
    TakenUp,
)

Rows = dict[str, list[int]]
NAMES = re.compile(r"[\w-]+")


def arguments_on(case: Case, leaving: Collection[int]) -> Rows:
    """Return what is argued of those who leave, with all that belongs to it."""
    gone = [row.pk for row, first in _with_first(case) if first.by_id in leaving]
    return {
        "arguments": gone,
        "premises": _keys(Premise, case, argument__in=gone),
        "argument_answers": _keys(Answered, case, argument__in=gone),
        **_taken_up_on(case, leaving, gone),
    }


def items_needed(case: Case, gone: Collection[int]) -> set[int]:
    """Return the items that arguments rest on which do not leave: those items are shared."""
    staying = Premise._base_manager.filter(case=case, item__isnull=False)
    staying = staying.exclude(argument__in=gone)
    return set(staying.values_list("item", flat=True))


def steps_to(case: Case, items: Collection[int]) -> Rows:
    """Return what it takes to obtain some items."""
    return {"proof_steps": _keys(ProofStep, case, item__in=items)}


def copy_named(
    case: Case, target: Case, leaving: Collection[int], copied: Mapping[int, Party]
) -> dict[int, Party]:
    """Copy whom arguments name that leave or are copied, and who are out of view."""
    going = [row for row, first in _with_first(case) if first.by_id in {None, *leaving, *copied}]
    named = {pk for row in going for pk in (row.by_id, row.to_id) if pk} - {*leaving, *copied}
    rows = Party._base_manager.filter(case=case, pk__in=named).order_by("pk")
    return {row.pk: copy_row(row, case=target) for row in rows}


def copy_propositions(case: Case, target: Case) -> None:
    """Copy the propositions of our own: what rests on one, on either side, finds it there."""
    for row in CaseProposition._base_manager.filter(case=case):
        copy_row(row, case=target)


def copy_shared_arguments(case: Case, target: Case, copied: Collection[int]) -> None:
    """Copy what is argued of no accused, and what it takes to obtain the items that are copied.

    The copies still point to rows of the first case.
    """
    for row, first in _with_first(case):
        if first.by_id is None or first.by_id in copied:
            copy = copy_row(row, case=target)
            for kind in (Premise, Answered):
                for one in kind._base_manager.filter(argument=row):
                    copy_row(one, case=target, argument=copy)
    items = {item.key: item for item in Item._base_manager.filter(case=target)}
    for step in ProofStep._base_manager.filter(case=case, item__key__in=items):
        copy_row(step, case=target, item=items[step.item.key])


def left_in_shell(move: CaseMove) -> Rows:
    """Return what was added to copies since a split and cannot be brought back beside the first.

    That is what a copy was let rest on; and where both sides answered one question or planned to
    obtain one item, it stays as the first case has it.
    """
    copies, case = move.moved["copies"], move.case
    answered = _pairs(Answered, case, "argument__key", "question")
    planned = _pairs(ProofStep, case, "item__key")
    copied = copies.get("arguments", [])
    return {
        "premises": _keys(Premise, move.target, argument__in=copied),
        "argument_answers": [
            row.pk
            for row in Answered._base_manager.filter(case=move.target, argument__in=copied)
            if (row.argument.key, row.question) in answered
        ],
        "proof_steps": [
            row.pk
            for row in ProofStep._base_manager.filter(item__in=copies["evidence"])
            if (row.item.key,) in planned
        ],
    }


def _with_first(case: Case) -> list[tuple[Argument, Argument]]:
    """Return each argument with the one at whose end it stands: what it says is said of that."""
    rows = {row.pk: row for row in Argument._base_manager.filter(case=case)}

    def first(row: Argument) -> Argument:
        return first(rows[row.defeats_id]) if row.defeats_id else row

    return [(row, first(row)) for row in rows.values()]


def _taken_up_on(case: Case, leaving: Collection[int], gone: Collection[int]) -> Rows:
    """Return the weaknesses taken up that name somebody who leaves or what is argued of them."""
    parties = Party._base_manager.filter(pk__in=leaving).values_list("key", flat=True)
    arguments = Argument._base_manager.filter(pk__in=gone).values_list("key", flat=True)
    named = set(chain(parties, arguments))
    return {
        "weaknesses_taken_up": [
            row.pk
            for row in TakenUp._base_manager.filter(case=case)
            if not named.isdisjoint(NAMES.findall(f"{row.about} {row.detail}"))
        ]
    }


def _pairs(kind: type[Answered | ProofStep], case: Case, *names: str) -> set[tuple[str, ...]]:
    return set(kind._base_manager.filter(case=case).values_list(*names))


def _keys(kind: type[Premise | Answered | ProofStep], case: Case, **among: object) -> list[int]:
    return sorted(kind._base_manager.filter(case=case, **among).values_list("pk", flat=True))
