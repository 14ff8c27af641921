"""Any order of entering, confirming, opposing and answering: no step helps the wrong side."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.cases import services as cases
from amends.office.charging import services as charging
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.parties import services as parties
from amends.office.proving import (
    own_proposition_services,
    question_services,
    selectors,
    services,
)
from amends.office.proving.arguing import is_for, premises_of
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.marks import is_current
from amends.office.proving.models import Answered, Argument, CaseProposition
from amends.office.proving.selectors import CaseProof
from amends.office.proving.services import Target, target_of
from amends.office.statements import proposition_services
from amends.office.statements import services as statements
from amends.proof.acceptance import loss_event
from amends.proof.matrix import Place, matrix
from amends.proof.proving import Proof, Reading, digest
from amends.proof.states import Charged, Proved, State
from amends.proof.status import RANK, Status
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run
from tests.office.proving.conftest import TODAY

KINDS = ("message", "testimony", "photograph", "expert")
ELEMENTS = ("act", "means", "purpose", "identity", "age")
ADMISSION = ("proposed", "collected", "authenticated", "challenged", "admitted", "excluded")
NUMBER, FORCE = st.integers(0, 7), st.integers(1, 3)
WHICH, WHO = st.sampled_from(("means", "act")), st.integers(0, 3)
# How every cell and count stands, in each reading.
Stands = dict[Place | str, Mapping[Reading, Status]]


class Proofs(OfficeMachine):
    """A case with one count, and whatever is said for it and against it."""

    _known: tuple[int, CaseProof] | None = None

    def begin(self) -> None:
        """Open a case in which the conduct of one person towards another is stated."""
        actor = self.office.prosecutor
        self.case = cases.open_case(
            actor=actor,
            title="Machine",
            unit=self.office.unit,
            jurisdiction="PH",
            opened_on=datetime.date(2026, 1, 12),
        )
        self.victim = parties.add_party(actor=actor, case=self.case, capacity="victim")
        self.suspect = parties.add_party(
            actor=actor,
            case=self.case,
            capacity="suspect",
            designation="Owner",
            screen_finding="no_sign",
            screen_reasons="Kept the takings.",
        )
        charging.state_conduct(
            actor=actor,
            case=self.case,
            by=self.suspect,
            victims=[self.victim],
            begun="2025-11-01",
            ended="2025-12-01",
            acts=["recruitment"],
            means=["threat"],
            ends=["prostitution_of_others"],
            places=["PH"],
            mental="purpose",
        )
        self.proposition = proposition_services.add_proposition(
            actor=actor, case=self.case, text="She was threatened.", element="means", word="threat"
        )

    @rule(
        kind=st.sampled_from(KINDS),
        goes_to=st.lists(st.sampled_from(ELEMENTS), max_size=3, unique=True),
        about=WHO,
        admissibility=st.sampled_from(ADMISSION),
        origins=st.lists(st.sampled_from(["V1", "A bystander"]), max_size=2, unique=True),
    )
    def enter(self, about: int, **stated: Any) -> None:
        """Enter an item about both, one or nobody: nothing counts before it is confirmed."""
        people = [p for n, p in enumerate((self.suspect, self.victim)) if about & (1 << n)]
        before = self.stands()
        self.attempt(
            lambda: exhibits.enter_item(
                actor=self.office.prosecutor,
                case=self.case,
                description="Something",
                parties=people,
                **stated,
            )
        )
        assert self.stands() == before

    @rule(which=NUMBER, force=FORCE, undone=st.booleans())
    def confirm(self, which: int, force: int, *, undone: bool) -> None:
        """Confirm all that may follow from an item, and perhaps take it back at once."""
        before = self.stands()
        rows = self.decide(which, force=force)
        if rows:
            not_worse(before, self.stands())
            if undone:
                self.take_back(rows)
                assert self.stands() == before

    @rule(which=NUMBER, undone=st.booleans())
    def set_aside(self, which: int, *, undone: bool) -> None:
        """Say that nothing follows from an item: that changes nothing."""
        before = self.stands()
        rows = self.decide(which, nothing=True)
        if rows and undone:
            self.take_back(rows)
        assert self.stands() == before

    @rule(element=WHICH, force=FORCE, items=st.integers(0, 1), which=NUMBER)
    def oppose(self, element: str, force: int, items: int, which: int) -> None:
        """State what the defence may say, on an item or on none."""
        word = {"means": "threat", "act": "recruitment"}[element]
        resting = self.items(which)[:items]
        before = self.stands()
        target = Target(element, word, self.suspect, self.victim)
        self.state(force, resting, target=target, against=True)
        not_worse(self.stands(), before)

    @rule(element=WHICH, force=FORCE, which=NUMBER)
    def support(self, element: str, force: int, which: int) -> None:
        """State by hand what speaks for an element."""
        word = {"means": "threat", "act": "recruitment"}[element]
        before = self.stands()
        target = Target(element, word, self.suspect, self.victim)
        self.state(force, self.items(which)[:2], target=target)
        not_worse(before, self.stands())

    @rule(which=NUMBER, force=FORCE, item=NUMBER, standard=st.sampled_from(["SE", "PE", "BRD"]))
    def go_by_way(self, which: int, force: int, item: int, standard: str) -> None:
        """Argue for a means by way of a proposition of our own, which may rest on itself too."""
        before = self.stands()
        own = self.own(which)
        if own is None or which % 3 == 0:
            own = self.attempt(
                lambda: own_proposition_services.state_proposition(
                    actor=self.office.prosecutor,
                    case=self.case,
                    words="The telephone was his.",
                    standard=standard,
                )
            )
        self.state(force, self.items(item)[:1], target=Target("", proposition=own))
        means = Target("means", "threat", self.suspect, self.victim)
        self.state(force, [], target=means, propositions=[own])
        self.state(force, [], target=Target("", proposition=own), propositions=[own])
        not_worse(before, self.stands())

    @rule(which=NUMBER, force=FORCE, from_it=st.booleans())
    def oppose_on_the_way(self, which: int, force: int, *, from_it: bool) -> None:
        """State what the defence may say against a proposition of our own, or draw from one."""
        own, before = self.own(which), self.stands()
        if own is None:
            return
        if from_it:
            target = Target("means", "threat", self.suspect, self.victim)
            self.state(force, [], target=target, propositions=[own], against=True)
        else:
            self.state(force, [], target=Target("", proposition=own), against=True)
        not_worse(self.stands(), before)

    @rule(which=NUMBER, undone=st.booleans())
    def take_out_on_the_way(self, which: int, *, undone: bool) -> None:
        """Take a proposition of our own out, which nothing may rest on: nothing changes by it."""
        own, before = self.own(which), self.stands()
        if own is None:
            return
        for removed in (True, False) if undone else (True,):
            self.attempt(
                lambda removed=removed: own_proposition_services.remove_proposition(  # type: ignore[misc]  # bound where it stands
                    actor=self.office.prosecutor, proposition=own, removed=removed
                )
            )
        assert self.stands() == before

    @rule(which=NUMBER, force=FORCE, item=NUMBER)
    def defeat(self, which: int, force: int, item: int) -> None:
        """Take the ground from under an argument of either side."""
        rows = self.rows()
        if not rows:
            return
        before, defeated = self.stands(), rows[which % len(rows)]
        row = self.state(force, self.items(item)[:1], defeats=defeated)
        if row is not None:
            worse, better = (self.stands(), before)[:: 1 if services.is_of_defence(row) else -1]
            not_worse(worse, better)

    @rule(which=NUMBER, question=NUMBER, answer=st.sampled_from(["good", "adverse", ""]))
    def answer(self, which: int, question: int, answer: str) -> None:
        """Answer a question on an argument: a bad answer never helps, another never harms."""
        asked = self.asked(which, question)
        if asked is None:
            return
        before, (row, code) = self.stands(), asked
        self.attempt(
            lambda: question_services.answer_question(
                actor=self.office.prosecutor,
                argument=row,
                question=code,
                answer=answer,
                reason="Seen.",
            )
        )
        worse, better = (self.stands(), before)[:: 1 if answer == "adverse" else -1]
        not_worse(worse, better)

    @rule(which=NUMBER, force=FORCE, item=NUMBER)
    def rebut(self, which: int, force: int, item: int) -> None:
        """State what answers a question that was answered badly."""
        bad = Answered._base_manager.filter(case=self.case, answer="adverse").order_by("pk")
        open_ones = [one for one in bad if one.argument.removed_at is None]
        if not open_ones:
            return
        one, before = open_ones[which % len(open_ones)], self.stands()
        on = {"defeats": one.argument, "question": one.question}
        self.state(force, self.items(item)[:1], **on)
        not_worse(before, self.stands())

    @rule(which=NUMBER, undone=st.booleans())
    def remove(self, which: int, *, undone: bool) -> None:
        """Take an argument out, and perhaps bring it back; the defence's stay."""
        rows = self.rows()
        if not rows:
            return
        row, before = rows[which % len(rows)], self.stands()
        done = self.attempt(
            lambda: services.remove_argument(actor=self.office.prosecutor, argument=row)
        )
        stays = services.is_of_defence(row) or services.serves_defence(row)
        assert (done is None) == stays
        not_worse(self.stands(), before)
        if done is not None and undone:
            self.attempt(
                lambda: services.remove_argument(
                    actor=self.office.prosecutor, argument=row, removed=False
                )
            )
            assert self.stands() == before

    @rule(stance=st.sampled_from(["asserts", "denies", "silent"]), as_item=st.booleans())
    def tell(self, stance: str, *, as_item: bool) -> None:
        """Enter what the victim says on a means: a denial counts at once, the rest as a draft."""
        before = self.stands()
        done = self.attempt(
            lambda: statements.enter_statement(
                actor=self.office.prosecutor,
                case=self.case,
                person=self.victim,
                as_item=as_item,
                says=[statements.Said(self.proposition, stance)],
            )
        )
        if done is not None and as_item:
            self.entries += 1  # entering the item is an entry of its own
        not_worse(self.stands(), before)

    @rule(which=NUMBER, admissibility=st.sampled_from(ADMISSION))
    def admit(self, which: int, admissibility: str) -> None:
        """Bring an item further on its way into the trial, or back, or have it excluded."""
        for item in self.items(which)[:1]:
            self.attempt(
                lambda item=item: exhibits.edit_item(  # type: ignore[misc]  # bound where it stands
                    actor=self.office.prosecutor,
                    item=item,
                    version=item.version,
                    admissibility=admissibility,
                )
            )

    @invariant()
    def a_wider_reading_is_never_worse(self) -> None:
        """Where more evidence is let in, nothing stands worse."""
        for stands in self.stands().values():
            admitted, authenticated, pending = (RANK[stands[reading]] for reading in Reading)
            assert admitted >= authenticated >= pending

    @invariant()
    def what_is_kept_is_what_would_be_compiled(self) -> None:
        """What is read back says the same as what is compiled anew."""
        kept = selectors.proof_of(actor=self.office.prosecutor, case=self.case, today=TODAY)
        assert stands_of(kept.proof) == self.stands()

    @invariant()
    def what_was_decided_does_not_wait(self) -> None:
        """Nothing waits to be confirmed that somebody confirmed or set aside."""
        made_of = self.held().made_of
        for one in made_of.drafts:
            on_it = [row for row in made_of.rows.arguments if one.item in premises_of(row)]
            ours = [row for row in on_it if row.defeats is None and not row.against]
            assert not any(is_for(row, one.claim) for row in ours)

    @invariant()
    def every_step_was_stated_by_somebody(self) -> None:
        """Each step of the graph was made of an argument or of a statement."""
        made_of = self.held().made_of
        known = made_of.arguments.keys() | made_of.said_in.keys()
        assert {step.key for step in made_of.graph.arguments} <= known

    @invariant()
    def no_loss_proves_more(self) -> None:
        """Without one thing that can be lost, nothing is proved that is not with it."""
        held = self.held()
        graph = held.made_of.graph
        asked = [key for charge in graph.charges for key in charge.propositions]
        everything: list[State] = [Charged(charge.key) for charge in graph.charges]
        everything += [Proved(key, graph.propositions[key].standard) for key in asked]
        now = held.proof.picture(Reading.PENDING)
        for event in held.made_of.losses:
            then = held.proof.picture(Reading.PENDING, [loss_event(event)])
            assert all(now.holds(state) for state in everything if then.holds(state))

    def held(self) -> CaseProof:
        """Return how the proof of the case stands, looked up once after each write."""
        if self._known is None or self._known[0] != self.entries:
            told = CompiledProof._base_manager.filter(is_current(TODAY), case=self.case).first()
            held = selectors.proof_of(actor=self.office.prosecutor, case=self.case, today=TODAY)
            # Whatever is told of a caseload without looking is what looking would tell.
            assert told is None or told.digest == digest(held.made_of.graph, held.policy)
            self._known = self.entries, held
        return self._known[1]

    def stands(self) -> Stands:
        """Return how every cell and count stands."""
        return stands_of(self.held().proof)

    def items(self, first: int) -> list[Item]:
        """Return the items of the case, from one of them on."""
        rows = list(Item._base_manager.filter(case=self.case, removed_at=None).order_by("pk"))
        start = first % len(rows) if rows else 0
        return rows[start:] + rows[:start]

    def rows(self) -> list[Argument]:
        """Return the arguments that stand."""
        actor = self.office.prosecutor
        rows = selectors.arguments(actor=actor, case=self.case)
        return [row for row in rows if row.state == Argument.State.CONFIRMED]

    def own(self, which: int) -> CaseProposition | None:
        """Return one of the propositions of our own that stand, if there are any."""
        rows = list(selectors.propositions(actor=self.office.prosecutor, case=self.case))
        return rows[which % len(rows)] if rows else None

    def decide(self, which: int, *, nothing: bool = False, force: int = 2) -> list[Argument]:
        """Decide on all that may follow from one of the items that wait."""
        held = self.held()
        waiting = sorted({one.item for one in held.made_of.drafts})
        if not waiting:
            return []
        key, people = waiting[which % len(waiting)], held.made_of.rows.found.parties
        targets = [target_of(d.claim, people) for d in held.made_of.drafts if d.item == key]
        return (
            self.attempt(
                lambda: services.decide_drafts(
                    actor=self.office.prosecutor,
                    case=self.case,
                    item=held.made_of.items[key],
                    follows=[] if nothing else targets,
                    nothing=targets if nothing else [],
                    scheme="chat",
                    force=force,
                )
            )
            or []
        )

    def take_back(self, rows: list[Argument]) -> None:
        """Undo a decision on what follows from an item."""
        keys = [row.key for row in rows]
        services.undo_drafts(actor=self.office.prosecutor, case=self.case, keys=keys)
        self.entries += 1

    def state(self, force: int, items: list[Item], **on: Any) -> Argument | None:
        """State an argument by hand."""
        stating: Callable[[], Argument] = lambda: services.state_argument(  # noqa: E731
            actor=self.office.prosecutor,
            case=self.case,
            items=items,
            force=force,
            generalisation="So it is.",
            **on,
        )
        done: Argument | None = self.attempt(stating)
        return done

    def asked(self, which: int, question: int) -> tuple[Argument, str] | None:
        """Return one of the questions on an argument, answered or not."""
        held = self.held()
        open_on = {held.made_of.arguments[k]: q for k, q in held.made_of.open_questions.items()}
        rows = [row for row, codes in open_on.items() if codes]
        if not rows:
            return None
        row = rows[which % len(rows)]
        answered = Answered._base_manager.filter(argument=row).values_list("question", flat=True)
        codes = [*answered, *open_on[row]]
        return row, codes[question % len(codes)]


def stands_of(proof: Proof) -> Stands:
    """Return how every cell and count stands."""
    found = matrix(proof)
    stands: Stands = {place: cell.stands for place, cell in found.cells.items()}
    return stands | dict(found.counts)


def not_worse(before: Stands, after: Stands) -> None:
    """Hold that nothing stands worse after than before."""
    assert before.keys() == after.keys()
    for key, stood in before.items():
        for reading, status in stood.items():
            assert RANK[after[key][reading]] <= RANK[status], (key, reading)


def test_no_step_helps_a_wrong_side(office: Office) -> None:
    run(Proofs, office, examples=6, steps=16)
