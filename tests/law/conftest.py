"""Facts that any lawyer could state, drawn from the vocabulary."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from amends.law.facts import Conduct, CulpableParty, Facts, Moved
from amends.law.library import countries
from amends.law.screen import Finding, PersonKind
from amends.law.terms import MensRea, Mode, Vocabulary, terms
from amends.law.victims import VictimFacts

COUNTRIES = st.sampled_from(countries())


def words(vocabulary: Vocabulary) -> st.SearchStrategy[tuple[str, ...]]:
    """Return some words of a list of the vocabulary."""
    some = st.lists(st.sampled_from(sorted(terms(vocabulary))), max_size=4, unique=True)
    return some.map(tuple)


@st.composite
def conducts(draw: st.DrawFn) -> Conduct:
    """Return what D1 did to V1 in some period since 1995."""
    begun = draw(st.dates(date(1995, 1, 1), date(2026, 1, 1)))
    days = draw(st.integers(0, 4000))
    return Conduct(
        by="D1",
        victims=("V1",),
        begun=begun.isoformat(),
        ended=date.fromordinal(begun.toordinal() + days).isoformat(),
        mode=draw(st.sampled_from(list(Mode))),
        acts=draw(words(Vocabulary.ACTS)),
        means=draw(words(Vocabulary.MEANS)),
        ends=draw(words(Vocabulary.ENDS)),
        occurred=draw(words(Vocabulary.ENDS)),
        circumstances=draw(words(Vocabulary.CIRCUMSTANCES)),
        places=draw(st.lists(COUNTRIES, max_size=2, unique=True).map(tuple)),
        moved=draw(st.sampled_from(list(Moved))),
        mental=draw(st.sampled_from([None, *MensRea])),
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Return facts with one conduct towards one victim, whose age may be unknown."""
    victim = VictimFacts(
        key="V1",
        age=draw(st.none() | st.integers(5, 60)),
        unable_to_protect=draw(st.booleans()),
        nationality=draw(st.just("") | COUNTRIES),
    )
    by = CulpableParty(
        key="D1",
        kind=draw(st.sampled_from(list(PersonKind))),
        screen=Finding.NO_SIGN,
        nationality=draw(st.just("") | COUNTRIES),
        present=draw(st.just("") | COUNTRIES),
    )
    return Facts(
        told="Drawn.", victims=(victim,), culpable_parties=(by,), conduct=(draw(conducts()),)
    )


SOME_FACTS = Facts(
    told="A woman was recruited by deception.",
    victims=(VictimFacts(key="V1", age=30),),
    culpable_parties=(CulpableParty(key="D1", screen=Finding.NO_SIGN),),
    conduct=(
        Conduct(
            by="D1",
            victims=("V1",),
            begun="2020-01-01",
            acts=("recruitment",),
            means=("deception",),
            ends=("forced_labour",),
            places=("ZW",),
            mental=MensRea.PURPOSE,
        ),
    ),
)
