"""What the API tells of a statement: its circumstances, what it says, and what changes."""

from __future__ import annotations

from ninja import Schema

from amends.office.parties.models import Status as Established
from amends.office.statements.models import Position, Statement
from amends.proof.statements import Stance, Turn


class PositionOut(Schema):
    """What a statement says on one proposition; on every other one it is silent."""

    proposition: str
    stance: Stance
    words: str
    pages: str

    @staticmethod
    def resolve_proposition(row: Position) -> str:
        """Return the key of the proposition."""
        return row.proposition.key


class StatementOut(Schema):
    """What one person said on one occasion."""

    key: str
    person: str
    on: str
    place: str
    interviewers: list[str]
    interpreter: str
    interpreter_certified: bool | None
    language: str
    present: list[str]
    control: str
    control_of: str
    counsel: str
    paid_by: str
    warned: bool | None
    sworn: bool | None
    recorded: str
    item: str
    notes: str
    status: Established
    says: list[PositionOut]
    version: int
    removed: bool

    @staticmethod
    def resolve_person(row: Statement) -> str:
        """Return the key of whoever said it."""
        return row.person.key

    @staticmethod
    def resolve_control_of(row: Statement) -> str:
        """Return the key of whoever was in control, if a party."""
        return row.control_of.key if row.control_of else ""

    @staticmethod
    def resolve_item(row: Statement) -> str:
        """Return the key of the item it lies in, if it does."""
        return row.item.key if row.item else ""

    @staticmethod
    def resolve_removed(row: Statement) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class TurnOut(Schema):
    """One statement on a proposition, beside the last earlier one that spoke of it."""

    statement: str
    stance: Stance
    turn: Turn
    before: str


class ComparedOut(Schema):
    """One proposition through the statements of one person."""

    proposition: str
    steps: list[TurnOut]
