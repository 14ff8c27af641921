"""Answering the critical questions on arguments."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.office.cases.waiting_services import wait_for_others
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.proving.models import Answered, Argument, Premise
from amends.office.proving.rules import check_reason
from amends.office.validation import problem, save
from amends.proof.schemes import schemes


def answer_question(
    *,
    actor: Actor,
    argument: Argument,
    question: str,
    answer: str,
    reason: str = "",
    alike: bool = False,
) -> Argument:
    """Answer a critical question on an argument; without an answer it is open again.

    If asked, on every argument like it: what is true of an item is true wherever it is used.

    Raises:
        ValidationError: by field, what is wrong, such as that no reason is given.
    """
    with writing(actor=actor, action=Action.ARGUE, case=argument.case) as entry:
        wait_for_others(argument.case)
        asked = schemes()[argument.scheme].questions if argument.scheme in schemes() else ()
        if question not in asked:
            raise problem("question", _("This is not asked of such an argument."))
        answered = [argument, *(arguments_like(argument) if alike else ())]
        for row in answered:
            _answer(actor, row, question, answer, reason.strip())
        keys = [row.key for row in answered]
        entry.note(arguments=keys, question=question, answer=answer)
    return argument


def arguments_like(argument: Argument) -> list[Argument]:
    """Return the other arguments of a kind that rest on just the same."""
    if not argument.scheme:
        return []
    rows = Argument._base_manager.filter(
        case=argument.case_id, scheme=argument.scheme, state=argument.state, removed_at=None
    ).exclude(pk=argument.pk)
    wanted = _premises_of(argument)
    return [row for row in rows.order_by("pk") if _premises_of(row) == wanted]


def _premises_of(argument: Argument) -> set[tuple[int | None, int | None]]:
    found = Premise._base_manager.filter(argument=argument)
    return set(found.values_list("item", "proposition"))


def _answer(actor: Actor, argument: Argument, question: str, answer: str, reason: str) -> None:
    about = {"case": argument.case, "argument": argument, "question": question}
    row = Answered._base_manager.filter(**about).first() or Answered(**about)
    if not answer:
        if row.pk:
            row.delete()
        return
    row.answer, row.reason, row.made_by_id = answer, reason, actor.pk
    check_reason(row)
    save(row)
