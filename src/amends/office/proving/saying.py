"""What statements bring into the graph of a case: denials by themselves, the rest as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from amends.office.exhibits.models import Item
from amends.office.parties.naming_services import ACCUSED
from amends.office.proving.standing import TESTIFIES, Loss, loss_key
from amends.office.statements.models import Explanation as ExplanationRow
from amends.office.statements.models import Proposition as Said
from amends.office.statements.models import Recantation, Statement
from amends.office.statements.standing import positions_of, statement_of
from amends.proof.changed_accounts import TESTIMONY, Explanation, accounts
from amends.proof.graph import Admission, Argument, Evidence, Force, Proposition
from amends.proof.schemes import schemes
from amends.proof.statements import Stance


@dataclass(frozen=True)
class Denials:
    """What statements say against what is to be proved.

    Attributes:
        items: statements that no item of evidence carries, each as one.
        said_in: the statement behind each argument.
    """

    items: tuple[Evidence, ...]
    propositions: tuple[Proposition, ...]
    arguments: tuple[Argument, ...]
    losses: Mapping[str, Loss]
    said_in: Mapping[str, Statement]


def denials(
    statements: Iterable[Statement],
    recantations: Iterable[Recantation],
    held: Mapping[str, Proposition],
) -> Denials:
    """Return every denial of something that is to be proved, and what explains it.

    They are there whoever confirms what: what speaks for the defence does not wait for us.
    """
    denying = {one.key: (one, _said(one, held, Stance.DENIES)) for one in statements}
    denying = {key: pair for key, pair in denying.items() if pair[1]}
    rows = [one for one, _against in denying.values()]
    spoken = [_alone(one) for one in rows if _item_of(one) is None]
    found = accounts(
        [
            replace(statement_of(one), says=dict.fromkeys(against, Stance.DENIES))
            for one, against in denying.values()
        ],
        {one.key: _carried_by(one) for one in rows},
        {one.person.key: one.person.key for one in rows},
        _explained(recantations),
    )
    said_in = {
        argument.key: one
        for argument in found.arguments
        for one in rows
        if argument.key.startswith(f"{one.key} against ")
    }
    return Denials(
        tuple(item for item, _loss in spoken),
        found.propositions,
        tuple(_weighed(argument, said_in.get(argument.key)) for argument in found.arguments),
        {loss.event: loss for _item, loss in spoken},
        said_in,
    )


def _weighed(argument: Argument, said_in: Statement | None) -> Argument:
    """Return a denial with its force: that the accused deny is to be expected, and no more."""
    if said_in is not None and said_in.person.capacity in ACCUSED:
        return replace(argument, force=Force.WEAK)
    return argument


def _item_of(one: Statement) -> Item | None:
    """Return the item that a statement is, if it is in view."""
    return one.item if one.item is not None and one.item.removed_at is None else None


def said_drafts(
    statements: Iterable[Statement], held: Mapping[str, Proposition]
) -> Iterator[tuple[Statement, Argument]]:
    """Yield what statements assert of what is to be proved, as drafts from the items they are."""
    scheme = schemes()[TESTIMONY]
    for one in statements:
        item = _item_of(one)
        if item is None:
            continue
        for key in _said(one, held, Stance.ASSERTS):
            yield (
                one,
                Argument(
                    key=f"{one.key} for {key}",
                    conclusion=key,
                    premises=(item.key,),
                    force=scheme.starts_at,
                    scheme=TESTIMONY,
                    generalisation=scheme.generalisation,
                ),
            )


def _said(one: Statement, held: Mapping[str, Proposition], stance: Stance) -> list[str]:
    """Return what is to be proved that a statement takes a stance on."""
    taken = [row.proposition for row in positions_of(one) if row.stance == stance]
    return [
        key
        for key, claim in held.items()
        if claim.contraries and any(_is_about(said, claim) for said in taken)
    ]


def _is_about(said: Said, claim: Proposition) -> bool:
    """Say whether something that was said is about what is to be proved."""
    if said.element != claim.element or (claim.word and said.word not in {"", claim.word}):
        return False
    people = {claim.defendant, claim.victim} - {""}
    return said.party is None or not people or said.party.key in people


def _carried_by(one: Statement) -> str:
    item = _item_of(one)
    return item.key if item is not None else f"statement {one.key}"


def _alone(one: Statement) -> tuple[Evidence, Loss]:
    """Return a statement that no item carries as an item: it falls with the person."""
    who = one.person
    event = loss_key(TESTIFIES, who.key, "")
    item = Evidence(
        key=_carried_by(one),
        needs=(frozenset({event}),),
        origins=frozenset({who.key}),
        admission=Admission.COLLECTED,
    )
    return item, Loss(event, TESTIFIES, who.key, who, (item.key,))


def _explained(recantations: Iterable[Recantation]) -> Iterator[Explanation]:
    """Yield the explanations of a statement that evidence supports."""
    for row in recantations:
        weighed: list[ExplanationRow] = row.weighed  # type: ignore[attr-defined]  # prefetched
        shown = tuple(
            one.item.key
            for one in weighed
            if one.found == ExplanationRow.Result.SUPPORTED
            and one.item is not None
            and one.item.removed_at is None
        )
        if row.statement is not None and shown:
            yield Explanation(row.statement.key, shown)
