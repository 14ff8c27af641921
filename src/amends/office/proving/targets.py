"""What an argument is for, between its address, its row and the graph."""

from __future__ import annotations

from collections.abc import Mapping

from amends.office.parties.models import Party
from amends.office.proving.services import Target
from amends.proof.graph import Proposition


def target_of(claim: Proposition, people: Mapping[str, Party]) -> Target:
    """Return what is to be proved as a row of an argument names it."""
    return Target(claim.element, claim.word, people.get(claim.defendant), people.get(claim.victim))
