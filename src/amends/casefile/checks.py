"""What must hold within a case file: codes that exist, references that lead somewhere, order."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.casefile.model import CaseFile, Finding, Kind
from amends.court.events import check_details, event_types
from amends.network.pseudonyms import is_pseudonym
from amends.network.roles import Capacity, roles

Found = Iterator[tuple[str, str]]
ACCUSED = frozenset({Capacity.SUSPECT, Capacity.DEFENDANT})


def problems_in(casefile: CaseFile) -> list[tuple[str, str]]:
    """Return everything wrong in a case file that has the right shape, each with its place."""
    checks = (_head, _parties, _roles, _counts, _events, _evidence, _outcomes, _awards)
    return [problem for check in checks for problem in check(casefile)]


def nearest(given: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known word, or nothing."""
    close = difflib.get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f" Did you mean {close[0]!r}?" if close else ""


def mixed_scripts(text: str) -> tuple[str, ...]:
    """Return the scripts a single word mixes, such as look-alike Latin and Cyrillic letters."""
    for word in text.split():
        scripts = {_script(c) for c in word if c.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return tuple(sorted(scripts))
    return ()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _head(casefile: CaseFile) -> Found:
    if not (len(casefile.jurisdiction) == 2 and casefile.jurisdiction.isalpha()):
        yield "$.jurisdiction", "Give the country as two letters, such as PH."
    if not casefile.sources:
        yield "$.sources", "Say where the facts come from."
    yield from _date("$.opened_on", casefile.opened_on, needed=True)


def _parties(casefile: CaseFile) -> Found:
    yield from _repeated("$.parties", "key", [party.key for party in casefile.parties])
    for index, party in enumerate(casefile.parties):
        path = f"$.parties[{index}]"
        yield from _date(f"{path}.born", party.born)
        if not party.designation.strip():
            yield f"{path}.designation", "Say who this is, by role or pseudonym."
        if party.capacity is Capacity.VICTIM and not is_pseudonym(party.designation):
            yield f"{path}.designation", "A victim is shown by a pseudonym only, such as AAA."
        if scripts := mixed_scripts(party.designation):
            message = f"One word mixes {' and '.join(scripts)} letters. Write it in one script."
            yield f"{path}.designation", message
        if party.capacity in ACCUSED and party.kind is Kind.NATURAL and party.screen is None:
            yield path, "A suspect or defendant needs a non-punishment screen. Add `screen`."
        if party.capacity in ACCUSED and party.screen and party.screen.finding is Finding.VICTIM:
            yield path, "The screen found a victim. This party cannot be a suspect."


def _roles(casefile: CaseFile) -> Found:
    victims = _keys(casefile, Capacity.VICTIM)
    screened = {party.key for party in casefile.parties if party.screen}
    for index, edge in enumerate(casefile.roles):
        path = f"$.roles[{index}]"
        yield from _known(f"{path}.party", edge.party, _keys(casefile), "party")
        yield from _known(f"{path}.role", edge.role, roles(), "role")
        if edge.victim:
            yield from _known(f"{path}.victim", edge.victim, victims, "victim")
        yield from _period(path, ("since", edge.since), ("until", edge.until))
        role = roles().get(edge.role)
        if role and role.needs_screen and edge.party not in screened:
            yield path, "This role needs a non-punishment screen of the party first."


def _counts(casefile: CaseFile) -> Found:
    numbers = [count.number for count in casefile.counts]
    yield from _repeated("$.counts", "number", numbers)
    accused = _keys(casefile, *ACCUSED)
    for index, count in enumerate(casefile.counts):
        path = f"$.counts[{index}]"
        if not count.defendants:
            yield f"{path}.defendants", "Name at least one defendant."
        for key in count.defendants:
            yield from _known(f"{path}.defendants", key, accused, "suspect or defendant")
        for key in count.victims:
            yield from _known(f"{path}.victims", key, _keys(casefile, Capacity.VICTIM), "victim")
        ends = ("conduct_from", count.conduct_from), ("conduct_to", count.conduct_to)
        yield from _period(path, *ends)
        if count.alternative_to is not None and (
            count.alternative_to not in numbers or count.alternative_to == count.number
        ):
            yield f"{path}.alternative_to", "There is no other count of this number."


def _events(casefile: CaseFile) -> Found:
    types = event_types()
    for index, event in enumerate(casefile.events):
        path = f"$.events[{index}]"
        yield from _known(f"{path}.code", event.code, types, "event type")
        yield from _date(f"{path}.on", event.on, needed=True)
        for key in event.parties:
            yield from _known(f"{path}.parties", key, _keys(casefile), "party")
        if event.code in types:
            wrong = check_details(types[event.code], event.details)
            for field, message in wrong.items():
                yield f"{path}.details.{field}", str(message)


def _evidence(casefile: CaseFile) -> Found:
    yield from _repeated("$.evidence", "key", [item.key for item in casefile.evidence])
    for index, item in enumerate(casefile.evidence):
        for key in item.victims:
            yield from _known(
                f"$.evidence[{index}].victims", key, _keys(casefile, Capacity.VICTIM), "victim"
            )


def _outcomes(casefile: CaseFile) -> Found:
    charged = {(count.number, key) for count in casefile.counts for key in count.defendants}
    for index, outcome in enumerate(casefile.outcomes):
        if (outcome.count, outcome.defendant) not in charged:
            message = f"{outcome.defendant!r} does not stand in a count {outcome.count}."
            yield f"$.outcomes[{index}]", message


def _awards(casefile: CaseFile) -> Found:
    for index, award in enumerate(casefile.awards):
        path = f"$.awards[{index}]"
        for key in award.defendants:
            yield from _known(f"{path}.defendants", key, _keys(casefile, *ACCUSED), "defendant")
        if award.victim:
            victims = _keys(casefile, Capacity.VICTIM)
            yield from _known(f"{path}.victim", award.victim, victims, "victim")
        if award.amount:
            try:
                Amount.parse(award.amount)
            except ValueError as refusal:
                yield f"{path}.amount", str(refusal)


def _keys(casefile: CaseFile, *capacities: Capacity) -> set[str]:
    parties = casefile.of_capacity(*capacities) if capacities else casefile.parties
    return {party.key for party in parties}


def _known(path: str, given: str, known: Iterable[str], what: str) -> Found:
    if given not in set(known):
        yield path, f"There is no {what} {given!r}.{nearest(given, known)}"


def _repeated(path: str, name: str, given: list[str] | list[int]) -> Found:
    for value, times in Counter(given).items():
        if times > 1:
            yield path, f"The {name} {value!r} stands here {times} times. Each must be unique."


def _date(path: str, text: str, *, needed: bool = False) -> Found:
    if not text:
        if needed:
            yield path, "A date is needed. Write 2008-05-03, 2008-05 or 2008."
        return
    try:
        When.parse(text)
    except ValueError as refusal:
        yield path, str(refusal)


def _period(path: str, since: tuple[str, str], until: tuple[str, str]) -> Found:
    wrong = [*_date(f"{path}.{since[0]}", since[1]), *_date(f"{path}.{until[0]}", until[1])]
    yield from wrong
    if wrong or not since[1] or not until[1]:
        return
    if When.parse(until[1]).last < When.parse(since[1]).first:
        yield f"{path}.{until[0]}", "The end lies before the beginning. Correct one of them."
