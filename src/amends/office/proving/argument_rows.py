"""Arguments and the questions on them, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.office.exhibits.models import Item
from amends.office.exhibits.words import element_word
from amends.office.proving.forms import AnswerForm
from amends.office.proving.models import Answered, Argument, CaseProposition, Premise
from amends.office.proving.services import is_of_defence
from amends.office.proving.words import adverse_words, claim_words, question_words, scheme_word
from amends.proof.graph import Proposition
from amends.proof.schemes import schemes


@dataclass(frozen=True)
class ArgumentRow:
    """One argument: what it is for, what it rests on and whose side it is on."""

    row: Argument
    about: str
    scheme: str
    items: tuple[Item, ...]
    propositions: tuple[CaseProposition, ...]
    of_defence: bool


@dataclass(frozen=True)
class QuestionRow:
    """A critical question, how it was answered, and what the other side can say where badly.

    Attributes:
        rebuttals: the arguments that answer a bad answer.
    """

    code: str
    ask: str
    adverse: str
    answered: Answered | None
    rebuttals: tuple[ArgumentRow, ...]
    form: AnswerForm


def argument_row(row: Argument) -> ArgumentRow:
    """Return one argument as a row."""
    premises: list[Premise] = row.resting_on  # type: ignore[attr-defined]  # prefetched
    return ArgumentRow(
        row,
        _about(row),
        scheme_word(row.scheme),
        tuple(one.item for one in premises if one.item is not None),
        tuple(one.proposition for one in premises if one.proposition is not None),
        is_of_defence(row),
    )


def question_rows(
    row: Argument,
    answers: Iterable[Answered],
    arguments: Iterable[Argument],
    bound: AnswerForm | None,
) -> list[QuestionRow]:
    """Return the critical questions on an argument, each with a form to answer it."""
    if row.scheme not in schemes():
        return []
    given = {one.question: one for one in answers}
    rebutting = [one for one in arguments if one.defeats_id == row.pk and one.question]
    sent = bound.data.get("question") if bound is not None else ""
    return [
        QuestionRow(
            code,
            question_words(code),
            adverse_words(code),
            given.get(code),
            tuple(argument_row(one) for one in rebutting if one.question == code),
            bound if bound is not None and sent == code else _form(code, given.get(code)),
        )
        for code in schemes()[row.scheme].questions
    ]


def _form(code: str, known: Answered | None) -> AnswerForm:
    return AnswerForm(
        initial={
            "question": code,
            "answer": known.answer if known else "",
            "reason": known.reason if known else "",
            "alike": True,
        },
        auto_id=f"{code}_%s",
    )


def _about(row: Argument) -> str:
    if row.proposition is not None:
        said = f"{row.proposition.key}: {row.proposition.words}"
        return _("Against: %(what)s") % {"what": said} if row.against else said
    if row.defeats is None:
        people = {party.key: party for party in (row.by, row.to) if party is not None}
        claim = Proposition(
            key="",
            element=row.element,
            word=row.word,
            defendant=row.by.key if row.by else "",
            victim=row.to.key if row.to else "",
        )
        said = claim_words(claim, people) if row.element else element_word(row.element)
        return _("Against: %(what)s") % {"what": said} if row.against else said
    named = {"key": row.defeats.key, "question": question_words(row.question)}
    if row.question:
        return _("Answers a question on %(key)s: %(question)s") % named
    return _("Against the argument %(key)s") % named
