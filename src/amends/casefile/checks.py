"""What must hold within a case file: codes that exist, references that lead somewhere, order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from amends.base.amounts import Amount
from amends.base.countries import wrong_country
from amends.base.fields import check_fields
from amends.base.messages import Message, Refusal
from amends.base.problems import CORRECT_ONE, Wrong, one_of, shown
from amends.base.texts import mixed_scripts
from amends.casefile.days import day_of, wrong_date, wrong_period
from amends.casefile.kept import wrong_custody
from amends.casefile.model import CaseFile, CountEntry, PartyEntry
from amends.casefile.said_checks import speakers_in, wrong_code, wrong_words_said
from amends.casefile.stated import wrong_statements
from amends.court.events import event_types
from amends.law.screen import Finding, PersonKind
from amends.network.pseudonyms import is_pseudonym
from amends.network.roles import Capacity, roles
from amends.proof.kinds import carrier_kinds, elements, kinds

ACCUSED = frozenset({Capacity.SUSPECT, Capacity.DEFENDANT})
NO_PARTY = Message("There is no party %(given)s.")
NO_VICTIM = Message("There is no victim %(given)s.")
NO_ACCUSED = Message("There is no suspect or defendant %(given)s.")


@dataclass(frozen=True)
class People:
    """The keys of a case file's parties, and those of entries that are wrong in themselves.

    A reference to a ``doubtful`` party is not called wrong: mending that party may mend it.
    """

    parties: frozenset[str]
    victims: frozenset[str]
    accused: frozenset[str]
    doubtful: frozenset[str]

    @classmethod
    def of(cls, casefile: CaseFile, doubtful: frozenset[str]) -> People:
        """Return the people of a case file."""
        victims = casefile.of_capacity(Capacity.VICTIM)
        return cls(
            frozenset(party.key for party in casefile.parties),
            frozenset(party.key for party in victims),
            frozenset(party.key for party in casefile.of_capacity(*ACCUSED)),
            doubtful,
        )


def wrong_in(casefile: CaseFile, doubtful: frozenset[str] = frozenset()) -> list[Wrong]:
    """Return everything wrong within a case file of the right shape."""
    people = People.of(casefile, doubtful)
    checks: tuple[Callable[[CaseFile, People], Iterator[Wrong]], ...] = (
        *(_head, _parties, _roles, _conduct, _counts, _events, _evidence, _said),
        *(_outcomes, _awards, _decisions, _tasks),
    )
    return [wrong for check in checks for wrong in check(casefile, people)]


def _head(casefile: CaseFile, _: People) -> Iterator[Wrong]:
    yield from wrong_country("$.jurisdiction", casefile.jurisdiction)
    if not casefile.sources:
        message = Message("No source is named.")
        yield Wrong("$.sources", message, Message("Say where the facts come from."))
    yield from wrong_date("$.opened_on", casefile.opened_on, needed=True)


def _parties(casefile: CaseFile, _: People) -> Iterator[Wrong]:
    yield from _repeated("$.parties", [party.key for party in casefile.parties])
    for index, party in enumerate(casefile.parties):
        path = f"$.parties[{index}]"
        yield from wrong_date(f"{path}.born", party.born)
        for name in ("nationality", "resident", "present"):
            if given := getattr(party, name):
                yield from wrong_country(f"{path}.{name}", given)
        yield from _designation(f"{path}.designation", party)
        yield from _screen(path, party)


def _designation(path: str, party: PartyEntry) -> Iterator[Wrong]:
    if not party.designation.strip():
        message = Message("This party has no designation.")
        yield Wrong(path, message, Message("Say who this is, by role or pseudonym."))
    elif party.capacity is Capacity.VICTIM and not is_pseudonym(party.designation):
        message = Message("This could be a victim's name.")
        yield Wrong(path, message, Message("Write a pseudonym, such as AAA or Victim B."))
    if scripts := mixed_scripts(party.designation):
        named = {"scripts": ", ".join(scripts)}
        message = Message("One word mixes letters that look alike: %(scripts)s.", named)
        yield Wrong(path, message, Message("Write each word in one script."))


def _screen(path: str, party: PartyEntry) -> Iterator[Wrong]:
    if party.capacity not in ACCUSED or party.kind is not PersonKind.NATURAL:
        return
    if party.screen is None:
        message = Message("A suspect or defendant needs a non-punishment screen.")
        remedy = Message("Ask whether this person was made to offend, and add it as 'screen'.")
        yield Wrong(path, message, remedy)
    elif party.screen.finding is Finding.VICTIM:
        message = Message("The screen found a victim: this party cannot be a suspect.")
        yield Wrong(path, message, Message("Enter the party as a victim, or record a new screen."))


def _roles(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    screened = {party.key for party in casefile.parties if party.screen}
    for index, edge in enumerate(casefile.roles):
        path = f"$.roles[{index}]"
        yield from _known(f"{path}.party", edge.party, people.parties, NO_PARTY, people)
        if edge.victim:
            yield from _known(f"{path}.victim", edge.victim, people.victims, NO_VICTIM, people)
        yield from wrong_period(path, ("since", edge.since), ("until", edge.until))
        role = roles().get(edge.role)
        if role is None:
            message = Message("There is no role %(given)s.", {"given": shown(edge.role)})
            yield Wrong(f"{path}.role", message, one_of(edge.role, roles()))
        elif role.needs_screen and edge.party not in screened | people.doubtful:
            message = Message("Nobody is entered in this role without a non-punishment screen.")
            yield Wrong(path, message, Message("Add 'screen' to the party first."))


def _conduct(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    for index, conduct in enumerate(casefile.conduct):
        path = f"$.conduct[{index}]"
        yield from _known(f"{path}.by", conduct.by, people.parties, NO_PARTY, people)
        yield from _keys(f"{path}.victims", conduct.victims, people.victims, NO_VICTIM, people)
    yield from wrong_statements(casefile)


def _counts(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    numbers = [count.number for count in casefile.counts]
    yield from _repeated("$.counts", numbers)
    for index, count in enumerate(casefile.counts):
        path = f"$.counts[{index}]"
        if not count.defendants:
            message = Message("This count is against nobody.")
            yield Wrong(f"{path}.defendants", message, Message("Name at least one defendant."))
        for name, keys, known, no in (
            ("defendants", count.defendants, people.accused, NO_ACCUSED),
            ("victims", count.victims, people.victims, NO_VICTIM),
        ):
            yield from _keys(f"{path}.{name}", keys, known, no, people)
        ends = ("conduct_from", count.conduct_from), ("conduct_to", count.conduct_to)
        yield from wrong_period(path, *ends)
        yield from _unborn(path, count, casefile)
        if count.alternative_to not in {None, *numbers} - {count.number}:
            message = Message("There is no other count of this number.")
            place = f"{path}.alternative_to"
            yield Wrong(place, message, Message("Name the count to which this is the alternative."))


def _unborn(path: str, count: CountEntry, casefile: CaseFile) -> Iterator[Wrong]:
    """Yield a victim who was born only after the conduct had ended."""
    ended = day_of(count.conduct_to) or day_of(count.conduct_from)
    for key in count.victims:
        victim = casefile.party(key)
        born = day_of(victim.born) if victim else None
        if ended and born and born.first > ended.last:
            named = {"victim": key, "born": born, "ended": ended}
            message = Message(
                "%(victim)s was born (%(born)s) after the conduct ended (%(ended)s).", named
            )
            yield Wrong(f"{path}.victims", message, CORRECT_ONE)


def _events(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    types = event_types()
    for index, event in enumerate(casefile.events):
        path = f"$.events[{index}]"
        yield from wrong_date(f"{path}.on", event.on, needed=True)
        yield from _keys(f"{path}.parties", event.parties, people.parties, NO_PARTY, people)
        if event.code not in types:
            message = Message("There is no type of event %(given)s.", {"given": shown(event.code)})
            yield Wrong(f"{path}.code", message, one_of(event.code, types))
            continue
        for field, said in check_fields(types[event.code].fields, event.details).items():
            known = {declared.name for declared in types[event.code].fields}
            remedy = None if field in known else one_of(field, known)
            yield Wrong(f"{path}.details.{field}", said, remedy)


def _evidence(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    yield from _repeated("$.evidence", [item.key for item in casefile.evidence])
    for index, item in enumerate(casefile.evidence):
        path = f"$.evidence[{index}]"
        yield from _keys(f"{path}.victims", item.victims, people.victims, NO_VICTIM, people)
        yield from wrong_code(f"{path}.kind", item.kind, kinds())
        for number, element in enumerate(item.goes_to):
            yield from wrong_code(f"{path}.goes_to[{number}]", element, elements())
        for number, carrier in enumerate(item.carriers):
            place = f"{path}.carriers[{number}]"
            yield from wrong_code(f"{place}.kind", carrier.kind, carrier_kinds())
            if carrier.party:
                yield from _known(f"{place}.party", carrier.party, people.parties, NO_PARTY, people)
        yield from wrong_custody(f"{path}.custody", item.custody)


def _said(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    for name in ("propositions", "statements"):
        yield from _repeated(f"$.{name}", [entry.key for entry in getattr(casefile, name)])
    for path, named in speakers_in(casefile):
        yield from _known(path, named, people.parties, NO_PARTY, people)
    for name in ("statements", "recantations"):
        for index, entry in enumerate(getattr(casefile, name)):
            yield from wrong_date(f"$.{name}[{index}].on", entry.on)
    yield from wrong_words_said(casefile)


def _outcomes(casefile: CaseFile, _: People) -> Iterator[Wrong]:
    charged = {(count.number, key) for count in casefile.counts for key in count.defendants}
    seen: set[tuple[int, str]] = set()
    for index, outcome in enumerate(casefile.outcomes):
        path, about = f"$.outcomes[{index}]", (outcome.count, outcome.defendant)
        named = {"party": shown(outcome.defendant), "count": outcome.count}
        if about not in charged:
            message = Message("%(party)s does not stand in a count %(count)d.", named)
            yield Wrong(path, message, Message("Name a count and a defendant charged in it."))
        elif about in seen:
            message = Message("%(party)s has two outcomes on count %(count)d.", named)
            yield Wrong(path, message, Message("Keep the last; earlier ones are events."))
        seen.add(about)


def _awards(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    for index, award in enumerate(casefile.awards):
        path = f"$.awards[{index}]"
        yield from _keys(f"{path}.defendants", award.defendants, people.accused, NO_ACCUSED, people)
        if award.victim:
            yield from _known(f"{path}.victim", award.victim, people.victims, NO_VICTIM, people)
        if award.amount:
            try:
                Amount.parse(award.amount)
            except Refusal as refusal:
                yield Wrong(f"{path}.amount", refusal.message)


def _decisions(casefile: CaseFile, people: People) -> Iterator[Wrong]:
    for index, decision in enumerate(casefile.decisions):
        path = f"$.decisions[{index}]"
        yield from _known(f"{path}.by", decision.by, people.parties, NO_PARTY, people)
        yield from _known(f"{path}.victim", decision.victim, people.victims, NO_VICTIM, people)
        yield from wrong_date(f"{path}.since", decision.since)


def _tasks(casefile: CaseFile, _: People) -> Iterator[Wrong]:
    for index, task in enumerate(casefile.tasks):
        yield from wrong_date(f"$.tasks[{index}].due", task.due, needed=True)


def _keys(
    path: str, keys: Sequence[str], known: frozenset[str], no: Message, people: People
) -> Iterator[Wrong]:
    yield from _repeated(path, keys)
    for index, key in enumerate(keys):
        yield from _known(f"{path}[{index}]", key, known, no, people)


def _known(
    path: str, given: str, known: frozenset[str], no: Message, people: People
) -> Iterator[Wrong]:
    if given not in known | people.doubtful:
        yield Wrong(
            path, Message(no.sentence, {"given": shown(given)}), one_of(given, sorted(known))
        )


def _repeated(path: str, given: Iterable[str | int]) -> Iterator[Wrong]:
    for value, times in Counter(given).items():
        if times > 1:
            named = {"given": shown(value), "times": times}
            message = Message("%(given)s stands here %(times)d times.", named)
            yield Wrong(path, message, Message("Let each stand once."))
