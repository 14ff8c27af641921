"""Arguments of a case, and the critical questions on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import Page, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.argument_shapes import (
    AnswerIn,
    ArgumentEdit,
    ArgumentIn,
    ArgumentOut,
    ArgumentQuery,
    Put,
    QuestionOut,
)
from amends.api.resources.own_propositions import named_propositions
from amends.api.resources.proof_matrix import TargetIn, target_in
from amends.api.tokens import WRITES, Call
from amends.api.values import Code
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.exhibits.models import Item
from amends.office.policy import Action, Layer, require
from amends.office.proving import question_services, selectors, services
from amends.office.proving.models import Argument
from amends.office.proving.services import Target
from amends.office.proving.words import question_words
from amends.office.validation import problem
from amends.proof.schemes import schemes

router = Router(tags=["proof"])


@router.get("/{reference}/proof/arguments", response=answers(Page[ArgumentOut]))
def list_arguments(request: Call, reference: Code, query: Annotated[ArgumentQuery, Query()]) -> Any:
    """List the arguments of a case, those of the defence and those set aside too."""
    case = case_of(request.auth, reference, Layer.PROOF)
    return page(selectors.arguments(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/proof/arguments", response=answers(ArgumentOut, 201), auth=WRITES)
def state_argument(request: Call, reference: Code, given: ArgumentIn) -> Any:
    """State an argument: for something, against it, or about another argument."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PROOF)
    require(actor, Action.ARGUE, case)
    row = services.state_argument(
        actor=actor,
        case=case,
        items=_items(actor, case, given.items),
        propositions=named_propositions(actor, case, "propositions", given.propositions),
        target=_target(actor, case, given),
        against=given.against,
        defeats=_defeated(actor, case, given.defeats),
        question=given.question,
        **_put(given),
    )
    return Status(201, selectors.argument(actor=actor, case=case, key=row.key))


@router.get("/{reference}/proof/arguments/{key}", response=answers(ArgumentOut))
def read_argument(request: Call, reference: Code, key: Code) -> Any:
    """Read one argument."""
    return _argument(request.auth, reference, key)


@router.patch("/{reference}/proof/arguments/{key}", response=answers(ArgumentOut), auth=WRITES)
def edit_argument(request: Call, reference: Code, key: Code, given: ArgumentEdit) -> Any:
    """Change how an argument is put or what it rests on, unless somebody else was quicker."""
    actor, row = request.auth, _argument(request.auth, reference, key)
    require(actor, Action.ARGUE, row.case)
    items = None if given.items is None else _items(actor, row.case, given.items)
    own = None
    if given.propositions is not None:
        own = named_propositions(actor, row.case, "propositions", given.propositions)
    with showing_what_stands(lambda: ArgumentOut.from_orm(_argument(actor, reference, key))):
        services.edit_argument(
            actor=actor,
            argument=row,
            version=given.version,
            items=items,
            propositions=own,
            **_put(given),
        )
    return _argument(actor, reference, key)


@router.post(
    "/{reference}/proof/arguments/{key}/remove", response=answers(ArgumentOut), auth=WRITES
)
def remove_argument(request: Call, reference: Code, key: Code) -> Any:
    """Take an argument out of view; what speaks for the defence stays."""
    row = _argument(request.auth, reference, key)
    return services.remove_argument(actor=request.auth, argument=row)


@router.post(
    "/{reference}/proof/arguments/{key}/restore", response=answers(ArgumentOut), auth=WRITES
)
def restore_argument(request: Call, reference: Code, key: Code) -> Any:
    """Bring an argument back into view."""
    row = _argument(request.auth, reference, key)
    return services.remove_argument(actor=request.auth, argument=row, removed=False)


@router.get("/{reference}/proof/arguments/{key}/questions", response=answers(list[QuestionOut]))
def list_questions(request: Call, reference: Code, key: Code) -> Any:
    """List the critical questions on an argument, and how each was answered."""
    return _questions(request.auth, _argument(request.auth, reference, key))


@router.put(
    "/{reference}/proof/arguments/{key}/questions/{question}",
    response=answers(list[QuestionOut]),
    auth=WRITES,
)
def answer_question(
    request: Call, reference: Code, key: Code, question: Code, given: AnswerIn
) -> Any:
    """Answer a critical question on an argument, or take the answer back."""
    row = _argument(request.auth, reference, key)
    answer = given.answer.value if given.answer else ""
    question_services.answer_question(
        actor=request.auth,
        argument=row,
        question=question,
        answer=answer,
        reason=given.reason,
        alike=given.alike,
    )
    return _questions(request.auth, row)


def _target(actor: User, case: Case, given: ArgumentIn) -> Target | None:
    """Return what an argument is for: an element, or a proposition of our own beside none."""
    own = named_propositions(actor, case, "proposition", filter(None, [given.proposition]))
    if not given.element and not own:
        return None
    aim = TargetIn(element=given.element, word=given.word, by=given.by, to=given.to)
    return target_in(actor, case, aim)._replace(proposition=own[0] if own else None)


def _argument(actor: User, reference: str, key: str) -> Argument:
    case = case_of(actor, reference, Layer.PROOF)
    return selectors.argument(actor=actor, case=case, key=key)


def _questions(actor: User, row: Argument) -> list[dict[str, str]]:
    rows = selectors.answers(actor=actor, case=row.case).filter(argument=row)
    given = {one.question: one for one in rows}
    asked = schemes()[row.scheme].questions if row.scheme in schemes() else ()
    return [
        {
            "question": code,
            "ask": question_words(code),
            "answer": given[code].answer if code in given else "",
            "reason": given[code].reason if code in given else "",
        }
        for code in asked
    ]


def _items(actor: User, case: Case, keys: Sequence[str]) -> list[Item]:
    known = {item.key: item for item in exhibits.items(actor=actor, case=case)}
    if any(key not in known for key in keys):
        raise problem("items", _("There is no item with this key in the case."))
    return [known[key] for key in dict.fromkeys(keys)]


def _defeated(actor: User, case: Case, key: str) -> Argument | None:
    if not key:
        return None
    found = selectors.arguments(actor=actor, case=case).filter(key=key).first()
    if found is None:
        raise problem("defeats", _("Choose one of this case."))
    return found


def _put(given: Put) -> dict[str, Any]:
    return given.model_dump(include=set(Put.model_fields), exclude_none=True)
