"""What must hold within a set of facts: words that exist, keys that lead somewhere, real dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from amends.base.countries import wrong_country
from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.problems import CORRECT_ONE, Wrong, named_once, not_among, one_of, shown
from amends.law.facts import Conduct, Facts
from amends.law.screen import Finding, PersonKind
from amends.law.terms import Vocabulary, terms
from amends.law.victims import VictimFacts

WORDS = {
    "acts": Vocabulary.ACTS,
    "means": Vocabulary.MEANS,
    "ends": Vocabulary.ENDS,
    "occurred": Vocabulary.ENDS,
    "circumstances": Vocabulary.CIRCUMSTANCES,
}
OLDEST = 120


def wrong_facts(facts: Facts, at: str = "$") -> list[Wrong]:
    """Return everything wrong within facts of the right shape, which stand at a place."""
    return [
        *named_once(f"{at}.victims", [victim.key for victim in facts.victims]),
        *named_once(f"{at}.culpable_parties", [person.key for person in facts.culpable_parties]),
        *_nothing_alleged(at, facts),
        *(wrong for n, v in enumerate(facts.victims) for wrong in _victim(f"{at}.victims[{n}]", v)),
        *wrong_words(f"{at}.indicators", facts.indicators, Vocabulary.INDICATORS),
        *_countries(at, facts),
        *_births(at, facts),
        *_held(at, facts),
        *_screens(at, facts),
        *(
            wrong
            for number, conduct in enumerate(facts.conduct)
            for wrong in _conduct(f"{at}.conduct[{number}]", conduct, facts)
        ),
    ]


def still_ahead(facts: Facts, on: date) -> list[Wrong]:
    """Return the conduct that begins after a day: nobody is charged with what has not happened."""
    message = Message("The conduct begins after the day that is asked about.")
    remedy = Message("Correct the date, or ask about a later day.")
    return [
        Wrong(f"$.conduct[{number}].begun", message, remedy)
        for number, conduct in enumerate(facts.conduct)
        if conduct.first_day > on
    ]


def _nothing_alleged(at: str, facts: Facts) -> Iterator[Wrong]:
    for name in ("victims", "culpable_parties", "conduct"):
        if not getattr(facts, name):
            message = Message("Nothing stands here.")
            yield Wrong(f"{at}.{name}", message, Message("Give at least one."))


def _victim(path: str, victim: VictimFacts) -> Iterator[Wrong]:
    yield from _date(f"{path}.born", victim.born)
    if victim.age is not None and not 0 <= victim.age <= OLDEST:
        message = Message("%(given)s is out of range.", {"given": shown(victim.age)})
        limits = {"least": 0, "most": OLDEST}
        yield Wrong(
            f"{path}.age", message, Message("Give a number from %(least)d to %(most)d.", limits)
        )


def _births(at: str, facts: Facts) -> Iterator[Wrong]:
    for number, victim in enumerate(facts.victims):
        yield from _born(f"{at}.victims[{number}]", victim, facts)


def _born(path: str, victim: VictimFacts, facts: Facts) -> Iterator[Wrong]:
    """Yield a birth after the conduct, or an age that no conduct bears out."""
    if not victim.born or list(_date("", victim.born)):
        return
    conduct = [c for c in facts.conduct if victim.key in c.victims and not list(_period("", c))]
    for each in conduct:
        if When.parse(victim.born).first > each.last_day:
            message = Message("The victim was born after the conduct.")
            yield Wrong(f"{path}.born", message, CORRECT_ONE)
            return
    if (
        victim.age is not None
        and conduct
        and not any(victim.can_be_so_old(each.begun) for each in conduct)
    ):
        message = Message("The age does not go with the date of birth.")
        yield Wrong(f"{path}.age", message, CORRECT_ONE)


def _countries(at: str, facts: Facts) -> Iterator[Wrong]:
    people = [("victims", facts.victims), ("culpable_parties", facts.culpable_parties)]
    for name, entries in people:
        for number, person in enumerate(entries):
            for field in ("nationality", "resident", "present"):
                if given := getattr(person, field, ""):
                    yield from wrong_country(f"{at}.{name}[{number}].{field}", given, or_part=True)


def _held(at: str, facts: Facts) -> Iterator[Wrong]:
    for number, party in enumerate(facts.culpable_parties):
        yield from _date(f"{at}.culpable_parties[{number}].held_since", party.held_since)


def _screens(at: str, facts: Facts) -> Iterator[Wrong]:
    """Yield a victim who is also said to have shown no sign, and an organisation found a victim."""
    victims = {victim.key for victim in facts.victims}
    for number, party in enumerate(facts.culpable_parties):
        path = f"{at}.culpable_parties[{number}].screen"
        if party.key in victims and party.screen is Finding.NO_SIGN:
            message = Message("%(key)s is a victim here, too.", {"key": shown(party.key)})
            yield Wrong(path, message, Message("Write victim, or pursue, or another key."))
        if party.kind is PersonKind.LEGAL and party.screen in {Finding.VICTIM, Finding.PURSUE}:
            message = Message("An organisation is not screened.")
            yield Wrong(path, message, Message("Leave it out, or name the person."))


def _conduct(path: str, conduct: Conduct, facts: Facts) -> Iterator[Wrong]:
    known = [person.key for person in facts.culpable_parties]
    if conduct.by not in known:
        message = Message("There is no culpable party %(given)s.", {"given": shown(conduct.by)})
        yield Wrong(f"{path}.by", message, one_of(conduct.by, known))
    victims = [victim.key for victim in facts.victims]
    for key in conduct.victims:
        if key not in victims:
            message = Message("There is no victim %(given)s.", {"given": shown(key)})
            yield Wrong(f"{path}.victims", message, one_of(key, victims))
    if not conduct.victims:
        message = Message("Nothing stands here.")
        yield Wrong(f"{path}.victims", message, Message("Give at least one."))
    if conduct.by in conduct.victims:
        message = Message("%(key)s cannot do it to the same person.", {"key": shown(conduct.by)})
        yield Wrong(f"{path}.victims", message, Message("Name the victim or the other person."))
    yield from wrong_conduct(path, conduct)


def wrong_conduct(path: str, conduct: Conduct) -> Iterator[Wrong]:
    """Yield everything wrong within one conduct, leaving aside who its parties are."""
    for field, vocabulary in WORDS.items():
        yield from wrong_words(f"{path}.{field}", getattr(conduct, field), vocabulary)
    stated = {*conduct.acts, *conduct.means, *conduct.ends, *conduct.occurred}
    for word in conduct.contested:
        if word not in stated:
            message = Message("%(given)s is contested and not alleged.", {"given": shown(word)})
            yield Wrong(f"{path}.contested", message, one_of(word, stated))
    for place in conduct.places:
        yield from wrong_country(f"{path}.places", place, or_part=True)
    yield from _period(path, conduct)


def wrong_words(path: str, given: Iterable[str], vocabulary: Vocabulary) -> Iterator[Wrong]:
    """Yield the words that are not in a list of the vocabulary."""
    yield from not_among(path, given, terms(vocabulary))


def _period(path: str, conduct: Conduct) -> Iterator[Wrong]:
    wrong = [
        *_date(f"{path}.begun", conduct.begun, needed=True),
        *_date(f"{path}.ended", conduct.ended),
    ]
    yield from wrong
    if not wrong and conduct.last_day < conduct.first_day:
        message = Message("The conduct ended before it began.")
        yield Wrong(f"{path}.ended", message, CORRECT_ONE)


def _date(path: str, text: str, *, needed: bool = False) -> Iterator[Wrong]:
    if not text and not needed:
        return
    try:
        When.parse(text)
    except Refusal as refusal:
        yield Wrong(path, refusal.message)
