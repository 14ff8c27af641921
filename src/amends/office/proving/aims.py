"""What an argument that is being stated is for, as its address says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.pages import actor_of
from amends.office.parties.models import Party
from amends.office.proving import selectors
from amends.office.proving.finding import proof_found
from amends.office.proving.models import Argument, CaseProposition
from amends.office.proving.selectors import CaseProof
from amends.office.proving.services import Target, target_of
from amends.office.proving.words import claim_words, question_words
from amends.proof.graph import MEANS, Proposition


@dataclass(frozen=True)
class Aim:
    """What an argument is for.

    Attributes:
        claim: what is to be proved; nothing where it is still to be chosen, or where the argument
            is against another one.
        defeats: the argument it speaks against, or answers a question on.
        item: the item that it rests on to begin with.
        own: the proposition of our own that it rests on to begin with.
    """

    held: CaseProof
    claim: Proposition | None = None
    against: bool = False
    defeats: Argument | None = None
    question: str = ""
    item: Item | None = None
    own: CaseProposition | None = None

    @property
    def hears_consent(self) -> bool:
        """Say whether consent can be heard here."""
        return self.against and self.claim is not None and self.claim.element == MEANS

    @property
    def said(self) -> str:
        """Return what it is for, in words."""
        if self.question:
            return question_words(self.question)
        if self.defeats is not None:
            return f"{self.defeats.key}: {self.defeats.generalisation}"
        return claim_words(self.claim, self._people) if self.claim else ""

    @cached_property
    def choices(self) -> list[tuple[str, str]]:
        """Return what can be chosen, where nothing is chosen yet."""
        if self.claim is not None or self.defeats is not None:
            return []
        return [(key, claim_words(claim, self._people)) for key, claim in self._claims.items()]

    def chosen(self, key: str) -> Target | None:
        """Return what it is for as its row names it; nothing if nothing was chosen."""
        claim = self.claim or self._claims.get(key)
        if claim is None:
            return None
        own = self.held.made_of.propositions.get(claim.key)
        return Target("", proposition=own) if own else target_of(claim, self._people)

    @property
    def _people(self) -> Mapping[str, Party]:
        return self.held.made_of.rows.found.parties

    @cached_property
    def _claims(self) -> Mapping[str, Proposition]:
        graph = self.held.made_of.graph
        asked = dict.fromkeys(key for charge in graph.charges for key in charge.propositions)
        return {key: graph.propositions[key] for key in (*asked, *self.held.made_of.propositions)}


def aim_of(request: HttpRequest, case: Case) -> Aim | None:
    """Return what an argument is for; nothing if the address names what is not there."""
    held = proof_found(request, case)
    asked = request.GET
    item = held.made_of.items.get(asked.get("item", ""))
    if defeats := asked.get("defeats", "").replace("\0", ""):
        return _against_another(request, case, held, defeats)
    own = asked.get("own", "")
    key = asked.get("for") or asked.get("against") or ""
    if not key:
        return Aim(held, item=item, own=held.made_of.propositions.get(f"proposition {own}"))
    claim = held.made_of.graph.propositions.get(key)
    if claim is None or not claim.contraries:
        return None
    return Aim(held, claim, against="against" in asked, item=item)


def _against_another(request: HttpRequest, case: Case, held: CaseProof, key: str) -> Aim | None:
    try:
        defeats = selectors.argument(actor=actor_of(request), case=case, key=key)
    except ObjectDoesNotExist:
        return None
    return Aim(held, defeats=defeats, question=request.GET.get("question", ""))
