"""What the API gives of arguments, and what it takes of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from ninja import Schema
from pydantic import Field

from amends.api.paging import Window
from amends.api.values import Code, Given, Number, Text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.proving import selectors
from amends.office.proving.argument_rows import argument_row
from amends.office.proving.models import Answered, Argument
from amends.office.proving.services import is_of_defence

# A shape is kept by its name, and files have a state too.
ArgumentState = Annotated[str, Field(json_schema_extra={"enum": list(Argument.State.values)})]
Force = Annotated[int, Field(ge=1, le=3, description="1 weak, 2 moderate, 3 strong")]
Sentence500 = Annotated[Text, Field(max_length=500)]
Note = Annotated[Text, Field(max_length=2_000)]
Items = Annotated[list[Code], Field(max_length=200, description="keys of items")]
Propositions = Annotated[
    list[Code], Field(max_length=200, description="keys of propositions of our own")
]


class ArgumentOut(Schema):
    """One argument: what it is for or speaks against, what it rests on, whose side it is on.

    ``proposition`` is the key of the proposition of our own that it is for, if it is for one.
    """

    key: str
    state: ArgumentState
    element: str
    word: str
    by: str
    to: str
    proposition: str
    against: bool
    consent: bool
    defeats: str
    question: str
    scheme: str
    generalisation: str
    force: int
    note: str
    items: list[str]
    propositions: list[str]
    of_defence: bool
    made_by: str
    version: int
    removed: bool

    @staticmethod
    def resolve_by(row: Argument) -> str:
        """Return the key of who did it, if the argument is about anybody."""
        return row.by.key if row.by else ""

    @staticmethod
    def resolve_to(row: Argument) -> str:
        """Return the key of whom it was done to, if the argument is about anybody."""
        return row.to.key if row.to else ""

    @staticmethod
    def resolve_defeats(row: Argument) -> str:
        """Return the key of the argument it is about, if it is about one."""
        return row.defeats.key if row.defeats else ""

    @staticmethod
    def resolve_items(row: Argument) -> list[str]:
        """Return the keys of the items it rests on."""
        return [item.key for item in argument_row(row).items]

    @staticmethod
    def resolve_propositions(row: Argument) -> list[str]:
        """Return the keys of the propositions of our own that it rests on."""
        return [own.key for own in argument_row(row).propositions]

    @staticmethod
    def resolve_proposition(row: Argument) -> str:
        """Return the key of the proposition of our own that it is for, if it is for one."""
        return row.proposition.key if row.proposition else ""

    @staticmethod
    def resolve_of_defence(row: Argument) -> bool:
        """Say whether it speaks against the prosecution, at whatever remove."""
        return is_of_defence(row)

    @staticmethod
    def resolve_made_by(row: Argument) -> str:
        """Return the user name of who stated it."""
        return row.made_by.username if row.made_by else ""

    @staticmethod
    def resolve_removed(row: Argument) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class QuestionOut(Schema):
    """A critical question on an argument, and how it was answered; open if it was not."""

    question: str
    ask: str
    answer: str
    reason: str


class ArgumentQuery(Window):
    """Whether arguments out of view are listed too."""

    removed: bool = False


class Put(Given):
    """How an argument is put; what is left out stays."""

    scheme: Code | None = None
    generalisation: Sentence500 | None = None
    force: Force | None = None
    note: Note | None = None
    consent: bool | None = None


class ArgumentIn(Put):
    """An argument: for an element or against it; or about another argument, named by its key.

    In the place of an element it may name a proposition of our own. With a question it answers what
    was said against that argument on it.
    """

    element: Code = ""
    word: Code = ""
    by: Code = ""
    to: Code = ""
    proposition: Code = ""
    against: bool = False
    defeats: Code = ""
    question: Code = ""
    items: Items = []
    propositions: Propositions = []


class ArgumentEdit(Put):
    """Changes of an argument, knowing which version was read."""

    version: Number
    items: Items | None = None
    propositions: Propositions | None = None


class AnswerIn(Given):
    """An answer to a critical question; without one it is open again.

    ``alike``: also on the other arguments of this kind on the same items.
    """

    answer: Answered.How | None = None
    reason: Annotated[Text, Field(max_length=1_000)] = ""
    alike: bool = False


def arguments_of(actor: User, case: Case, keys: Collection[str]) -> list[Argument]:
    """Return some arguments of a case as they are given."""
    return list(selectors.arguments(actor=actor, case=case, removed=True).filter(key__in=keys))
