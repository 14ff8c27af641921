"""The graph of a case, made of the rows that state it; nothing of it is kept but those rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from amends.law.counts import ChargeableCount
from amends.office.cases.models import Case
from amends.office.charging.counts import CaseCharging
from amends.office.exhibits.models import Item
from amends.office.proving.arguing import Arguing, is_for, own_key, premises_of
from amends.office.proving.models import Answered, Argument, CaseProposition, ProofStep
from amends.office.proving.saying import denials, said_drafts
from amends.office.proving.standing import Causes, Loss, causes_of, exhibit_of, losses_of
from amends.office.statements.models import Recantation, Statement
from amends.proof.drafting import Exhibit, draft
from amends.proof.graph import Argument as Step
from amends.proof.graph import Charge, CorroborationRule, Effect, Graph, Proposition
from amends.proof.to_prove import Asked, asked


@dataclass(frozen=True, eq=False)
class Rows:
    """Everything of a case that its graph is made of, as selectors bring it."""

    case: Case
    found: CaseCharging
    items: tuple[Item, ...]
    statements: tuple[Statement, ...]
    recantations: tuple[Recantation, ...]
    propositions: tuple[CaseProposition, ...]
    arguments: tuple[Argument, ...]
    answers: tuple[Answered, ...]
    steps: tuple[ProofStep, ...]


@dataclass(frozen=True)
class Draft:
    """What may follow from an item, and nobody decided yet.

    Attributes:
        statement: the statement that says so, where one does.
    """

    item: str
    claim: Proposition
    step: Step
    statement: Statement | None = None


@dataclass(frozen=True, eq=False)
class CaseGraph:
    """The graph of a case with what it was made of.

    Attributes:
        counts: the counts in it, by the name under which charging lists them.
        held: what these ask for.
        arguments: the row that each step of the graph was made of.
        said_in: the statement that each other step was made of.
        open_questions: of each step, the questions that nobody answered.
        causes: who and what had a hand in several items.
        spoken: what may be lost of statements that no item carries.
        unasked: arguments for something that no count asks for now.
    """

    rows: Rows
    graph: Graph
    counts: Mapping[str, ChargeableCount]
    arguments: Mapping[str, Argument]
    said_in: Mapping[str, Statement]
    held: Mapping[str, Proposition]
    exhibits: tuple[Exhibit, ...]
    open_questions: Mapping[str, tuple[str, ...]]
    causes: Causes
    spoken: Mapping[str, Loss]
    unasked: tuple[Argument, ...]

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Return what may follow from the items, and nobody decided yet."""
        return tuple(_undecided(self.rows, self.exhibits, self.held))

    @cached_property
    def losses(self) -> Mapping[str, Loss]:
        """Return what may be lost, by what it is called in the graph."""
        return {**self.spoken, **losses_of(self.rows.items, self.causes)}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Return the items of the case by their keys."""
        return {item.key: item for item in self.rows.items}

    @cached_property
    def propositions(self) -> Mapping[str, CaseProposition]:
        """Return the propositions of our own by what the graph calls them."""
        return own_propositions(self.rows)


def counts_to_prove(found: CaseCharging, *, every: bool = False) -> dict[str, ChargeableCount]:
    """Return the counts that were charged; before that, or if asked, all that can be charged."""
    here = {name: c for name, c in found.named.items() if found.is_under_its_laws(c)}
    charged = {name: count for name, count in here.items() if found.charged_as(count)}
    if charged and not every:
        return charged
    waiting = set(map(id, found.undecided))
    return {n: c for n, c in here.items() if n in charged or id(c) in waiting}


def graph_of(rows: Rows, *, every: bool = False) -> CaseGraph:
    """Return the graph of a case over the counts that were charged, or can be."""
    counts = counts_to_prove(rows.found, every=every)
    wanted = [asked(c, name, means=_means(rows.found, c)) for name, c in counts.items()]
    held = {each.key: each for one in wanted for each in one.propositions}
    causes = causes_of(rows.items)
    exhibits = tuple(exhibit_of(item, causes, held) for item in rows.items)
    denied = denials(rows.statements, rows.recantations, held)
    known = frozenset(each.key for each in exhibits)
    own = own_propositions(rows)
    argued = Arguing(rows.arguments, rows.answers, held, known, own).result()
    claims = (*held.values(), *argued.propositions, *denied.propositions)
    evidence = (*(each.evidence for each in exhibits), *denied.items)
    return CaseGraph(
        rows,
        Graph(
            items={each.key: each for each in evidence},
            propositions={each.key: each for each in claims},
            arguments=(*argued.arguments, *denied.arguments),
            charges=tuple(_charges(wanted, counts)),
        ),
        counts,
        argued.rows,
        denied.said_in,
        held,
        exhibits,
        argued.open_questions,
        causes,
        denied.losses,
        argued.unasked,
    )


def own_propositions(rows: Rows) -> dict[str, CaseProposition]:
    """Return the propositions of our own by what the graph calls them."""
    return {own_key(row): row for row in rows.propositions}


def _means(found: CaseCharging, count: ChargeableCount) -> Iterator[str]:
    """Yield every means that is alleged of the defendant towards the victim of a count."""
    for conduct in found.facts.conduct:
        if conduct.by == count.by and count.victim in conduct.victims:
            yield from conduct.means


def _charges(wanted: Sequence[Asked], counts: Mapping[str, ChargeableCount]) -> Iterator[Charge]:
    """Yield each count, with the rule of its law where a victim's word must be supported."""
    for one in wanted:
        count = counts[one.charge.key]
        rule = CorroborationRule(
            key="corroboration", triggered_by=frozenset({count.victim}), effect=Effect.BAR
        )
        required = count.corroboration.value is True
        yield replace(one.charge, corroboration=(rule,)) if required else one.charge


def _undecided(
    rows: Rows, exhibits: Iterable[Exhibit], held: Mapping[str, Proposition]
) -> Iterator[Draft]:
    """Yield what may follow from each item, once, as long as nobody decided on it."""
    decided = _Decided(rows.arguments)
    seen: set[tuple[str, str]] = set()
    by_statement = (
        Draft(step.premises[0], held[step.conclusion], step, one)
        for one, step in said_drafts(rows.statements, held)
    )
    by_item = (
        Draft(step.premises[0], held[step.conclusion], step)
        for step in draft(exhibits, held.values())
    )
    for one in (*by_statement, *by_item):
        named = one.item, one.claim.key
        if named not in seen and not decided.has(*named, held):
            seen.add(named)
            yield one


class _Decided:
    """What somebody decided on what may follow from items."""

    def __init__(self, arguments: Iterable[Argument]) -> None:
        """Sort arguments by the items they rest on; what the defence says decides nothing."""
        self._by_item: dict[str, list[Argument]] = {}
        ours = (row for row in arguments if not row.against and row.defeats_id is None)
        for row in ours:
            for key in premises_of(row):
                self._by_item.setdefault(key, []).append(row)

    def has(self, item: str, claim: str, held: Mapping[str, Proposition]) -> bool:
        """Say whether it was confirmed, or set aside, that something follows from an item."""
        return any(is_for(row, held[claim]) for row in self._by_item.get(item, ()))
