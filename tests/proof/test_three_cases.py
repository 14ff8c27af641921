"""What three kinds of case bear to lose, as the courts that decided such cases saw them.

A girl offered to decoys, women held under debt contracts, and a servant kept for many years. The
keys are invented, nobody is named, and the counts are those that charging finds on the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from amends.law.bars import BarKind
from amends.law.charging import charge
from amends.law.counts import ChargeableCount
from amends.law.facts import Conduct, CulpableParty, Facts, Moved
from amends.law.screen import Finding
from amends.law.terms import MensRea
from amends.law.victims import VictimFacts
from amends.proof.drafting import Exhibit, answered, draft
from amends.proof.force_policy import policy_for
from amends.proof.graph import Argument, Evidence, Force, Graph, Proposition
from amends.proof.proving import Proof, prove
from amends.proof.resilience import corroboration, resilience, stands_without
from amends.proof.schemes import Answer
from amends.proof.states import Charged
from amends.proof.to_prove import asked, denial

POLICY = policy_for("", date(2026, 11, 28))
ABOUT_VICTIM = "about_victim"


def counts(
    conduct: Conduct, country: str, law: str, on: date, *, ages: Iterable[int]
) -> list[ChargeableCount]:
    """Return the counts under one offence on one conduct, the victims being of some ages."""
    victims = zip(conduct.victims, ages, strict=True)
    facts = Facts(
        told="invented",
        victims=tuple(VictimFacts(key=key, age=age) for key, age in victims),
        culpable_parties=(CulpableParty(key="D1", resident=country, screen=Finding.NO_SIGN),),
        conduct=(conduct,),
    )
    return [each for each in charge(facts, [country], on).counts if each.key == law]


def exhibit(key: str, kind: str, goes_to: str, about: str = "", *, needs: str = "") -> Exhibit:
    """Return an item of an origin of its own that falls with one thing, or with itself."""
    evidence = Evidence(
        key=key, needs=(frozenset({needs or key}),), origins=frozenset({needs or key})
    )
    return Exhibit(
        evidence=evidence,
        kind=kind,
        goes_to=frozenset(goes_to.split()),
        about=frozenset(about.split()),
    )


def proved(
    charged: Sequence[ChargeableCount],
    exhibits: Iterable[Exhibit],
    *more: Argument,
    force: Force | None = None,
    nameless: frozenset[str] = frozenset(),
) -> Proof:
    """Return counts proved by what is drafted from exhibits, each count under its victim's key.

    A lawyer may set the force of the drafts, and takes out those from what speaks of another
    victim. Of an item that names nobody it is answered badly whether it speaks of this one.
    """
    held = [asked(count, count.victim) for count in charged]
    propositions = {each.key: each for one in held for each in one.propositions}
    items = {each.key: each for each in exhibits}
    victims = {count.victim for count in charged}
    arguments = [*more]
    for drafted in draft(items.values(), propositions.values()):
        (item,) = drafted.premises
        named = items[item].about & victims
        if named and propositions[drafted.conclusion].victim not in {"", *named}:
            continue
        adverse = {ABOUT_VICTIM: Answer.ADVERSE} if item in nameless else {}
        found = answered(replace(drafted, force=force or drafted.force), adverse)
        arguments += [found.argument, *(word for _, word in found.attacks)]
        propositions |= {attack.key: attack for attack, _ in found.attacks}
    graph = Graph(
        items={key: each.evidence for key, each in items.items()},
        propositions=propositions,
        arguments=tuple(arguments),
        charges=tuple(one.charge for one in held),
    )
    return prove(graph, POLICY)


def lost_alone(proof: Proof, count: str) -> set[str]:
    """Return everything that un-proves a count if it alone is lost."""
    cuts = resilience(proof, Charged(count)).cuts
    return {name for cut in cuts if len(cut) == 1 for name in cut}


OFFERED = Conduct(
    by="D1",
    victims=("GIRL", "WOMAN"),
    begun="2008-05-03",
    acts=("recruitment",),
    ends=("prostitution_of_others",),
    places=("PH",),
    moved=Moved.WITHIN,
    mental=MensRea.PURPOSE,
)
SEEN = "identity jurisdiction act purpose mental"
OPERATION = (
    exhibit("decoy 1", "observation", SEEN, "D1 GIRL"),
    exhibit("decoy 2", "observation", SEEN, "D1 GIRL"),
    exhibit("leader", "observation", "act jurisdiction", "D1"),
    exhibit("her account", "testimony", f"{SEEN} age", "D1 GIRL", needs="GIRL"),
    exhibit("marked money", "cash", "act purpose", "D1", needs="search"),
)
BIRTH = exhibit("birth certificate", "birth_record", "age", "GIRL")
SCHOOL = exhibit("school register", "school_record", "age", "GIRL")


def offered() -> ChargeableCount:
    """Return the count for the girl."""
    found = counts(OFFERED, "PH", "ph-ra9208.s4a", date(2008, 5, 5), ages=(17, 20))
    return next(count for count in found if count.victim == "GIRL")


def test_of_the_child_no_means_is_asked_for_and_of_the_adult_one_is() -> None:
    found = counts(OFFERED, "PH", "ph-ra9208.s4a", date(2008, 5, 5), ages=(17, 20))
    elements = {
        count.victim: {each.element for each in asked(count, "count").propositions}
        for count in found
    }
    assert "means" not in elements["GIRL"]
    assert "means" in elements["WOMAN"]


def test_the_decoys_carry_the_case_without_the_girl_and_nothing_carries_her_age() -> None:
    proof = proved([offered()], (*OPERATION, BIRTH))
    count = Charged("GIRL")
    assert proof.picture().holds(count)
    assert stands_without(proof, count, ["GIRL"])
    assert stands_without(proof, count, ["GIRL", "search"])
    assert not stands_without(proof, count, ["birth certificate"])
    assert lost_alone(proof, "GIRL") == {"birth certificate"}
    assert not stands_without(proof, count, ["decoy 1", "decoy 2"])


def test_her_own_word_does_not_prove_her_age_and_a_second_record_makes_the_case_safer() -> None:
    assert not proved([offered()], OPERATION).picture().holds(Charged("GIRL"))
    safer = proved([offered()], (*OPERATION, BIRTH, SCHOOL))
    assert stands_without(safer, Charged("GIRL"), ["birth certificate"])
    assert resilience(safer, Charged("GIRL")).number == 2


@pytest.mark.parametrize("matter", ["act recruitment", "purpose prostitution_of_others"])
def test_that_she_agreed_is_no_answer(matter: str) -> None:
    key = denial(f"{matter} by D1 of GIRL")
    said = Argument(
        key="agreed", conclusion=key, premises=("her account",), force=Force.STRONG, consent=True
    )
    proof = proved([offered()], (*OPERATION, BIRTH), said)
    assert proof.picture().holds(Charged("GIRL"))
    denied = proved([offered()], (*OPERATION, BIRTH), replace(said, consent=False))
    assert not denied.picture().holds(Charged("GIRL"))


WOMEN = ("W1", "W2", "W3", "W4", "W5")
HELD = Conduct(
    by="D1",
    victims=WOMEN,
    begun="2002-08",
    ended="2003-05",
    acts=("buying", "holding"),
    means=("debt_bondage_means", "documents_held"),
    ends=("slavery",),
    occurred=("slavery",),
    contested=("slavery",),
    places=("AU",),
    moved=Moved.ACROSS_BORDER,
    mental=MensRea.PURPOSE,
)
CONTROL = "act holding by D1 of {}"
ENTRIES = frozenset({"books"})


def owned() -> list[ChargeableCount]:
    """Return the counts of slavery, one for each woman."""
    return counts(HELD, "AU", "au-criminal-code.s270_3", date(2004, 1, 1), ages=[25] * len(WOMEN))


def accounts(*women: str) -> list[Exhibit]:
    """Return what some of the women say, and the arrival of each in the records of the border."""
    said = [exhibit(f"account of {w}", "testimony", SEEN, f"D1 {w}", needs=w) for w in women]
    arrived = [exhibit(f"arrival of {w}", "border_record", "age jurisdiction", w) for w in women]
    return [*said, *arrived]


def books(about: str = "") -> Exhibit:
    """Return the ledger of what was set off against the debts, about somebody or nobody."""
    return exhibit("books", "debt_ledger", "identity act purpose mental jurisdiction", about)


@pytest.mark.parametrize("woman", WOMEN)
def test_identity_and_control_rest_on_one_woman_where_the_books_name_nobody(woman: str) -> None:
    charged = [count for count in owned() if count.victim == woman]
    given = (*accounts(woman), books())
    proof = proved(charged, given, force=Force.STRONG, nameless=ENTRIES)
    assert proof.picture().holds(Charged(woman))
    assert woman in lost_alone(proof, woman)
    for key in ("identity by D1", CONTROL.format(woman)):
        found = corroboration(proof, key)
        assert found.kappa == 1
        assert found.fewest == {woman}


@pytest.mark.parametrize("woman", WOMEN)
def test_with_her_name_in_the_books_the_count_stands_without_her(woman: str) -> None:
    charged = [count for count in owned() if count.victim == woman]
    proof = proved(charged, (*accounts(woman), books(f"D1 {woman}")), force=Force.STRONG)
    assert stands_without(proof, Charged(woman), [woman])
    for key in ("identity by D1", CONTROL.format(woman)):
        assert corroboration(proof, key).kappa == 2


def test_the_other_women_show_who_it_was_and_not_that_this_one_was_held() -> None:
    given = (*accounts(*WOMEN), books())
    proof = proved(owned(), given, force=Force.STRONG, nameless=ENTRIES)
    assert corroboration(proof, "identity by D1", most=len(WOMEN)).kappa == len(WOMEN)
    for woman in WOMEN:
        assert proof.picture().holds(Charged(woman))
        assert lost_alone(proof, woman) >= {woman}
        assert stands_without(proof, Charged(woman), set(WOMEN) - {woman})


FORCED, IN_FORCE = "us-18usc77.s1589a", date(2000, 10, 28)
KEPT = Conduct(
    by="D1",
    victims=("SERVANT",),
    begun="1985",
    ended="2004-09-29",
    acts=("harbouring", "obtaining"),
    means=("legal_process", "scheme"),
    ends=("forced_labour",),
    occurred=("forced_labour",),
    circumstances=("unlawful_stay",),
    places=("US",),
    mental=MensRea.KNOWLEDGE,
)
FOUND = date(2004, 11, 1)


def test_what_was_done_before_the_law_is_outside_of_the_count() -> None:
    (count,) = counts(KEPT, "US", FORCED, FOUND, ages=[19])
    assert (count.since, count.until) == (IN_FORCE, date(2004, 9, 29))
    assert count.is_available
    (older,) = counts(KEPT, "US", "us-18usc77.s1324", FOUND, ages=[19])
    assert older.since == date(1985, 1, 1)


@pytest.mark.parametrize(("ended", "lies"), [("2000-10-27", False), ("2000-10-28", True)])
def test_the_day_on_which_the_law_begins_is_the_first_of_the_count(ended: str, lies: bool) -> None:
    (count,) = counts(replace(KEPT, ended=ended), "US", FORCED, date(2001, 1, 1), ages=[19])
    assert count.is_available is lies
    assert [bar.kind for bar in count.bars] == [BarKind.NOT_YET_IN_FORCE] * (not lies)
    if lies:
        assert (count.since, count.until) == (IN_FORCE, IN_FORCE)


HOUSE = (
    exhibit("her account", "testimony", f"{SEEN} means result", "D1 SERVANT", needs="SERVANT"),
    exhibit("agents", "observation", "identity jurisdiction act result", "D1 SERVANT"),
    exhibit("bank", "bank_record", "result mental", "D1 SERVANT"),
)


def test_agents_and_records_carry_the_count_without_her_only_if_something_shows_the_threat() -> (
    None
):
    (count,) = counts(KEPT, "US", FORCED, FOUND, ages=[19])
    proof = proved([count], HOUSE, force=Force.STRONG)
    assert lost_alone(proof, "SERVANT") == {"SERVANT"}
    assert corroboration(proof, "means legal_process by D1 of SERVANT").fewest == {"SERVANT"}
    letters = exhibit("letters", "message", "means", "D1 SERVANT")
    shown = proved([count], (*HOUSE, letters), force=Force.STRONG)
    assert stands_without(shown, Charged("SERVANT"), ["SERVANT"])


def test_propositions_of_the_counts_are_those_of_the_law() -> None:
    (kept,) = counts(KEPT, "US", FORCED, FOUND, ages=[19])
    held: dict[str, Proposition] = {each.key: each for each in asked(kept, "c").propositions}
    assert "result forced_labour by D1 of SERVANT" in held
    assert "act harbouring by D1 of SERVANT" not in held
