"""Where records of a case state differently when somebody was born, what came first, or how much.

Compared are, of each person, the date of birth and the age that stand with the party, and those
that items state; with these, when conduct by or towards that person is alleged to have begun. Of an
item, the day it is dated or was published, and the day it was taken. Of a statement, its day, and
when the count or the conduct that it asserts is alleged to have begun. And the amounts that items
state of one debt, wage or payment of the same people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.office.charging.models import Conduct
from amends.office.desk.words import when_words
from amends.office.exhibits.models import Item
from amends.office.exhibits.standing import standing_steps
from amends.office.parties.models import Party, PartyKind
from amends.office.proving.cell_rows import Named
from amends.office.proving.disclosing import said_in
from amends.office.proving.graphs import Rows
from amends.office.proving.selectors import CaseProof
from amends.office.proving.warning import EarlyWarning, item_record
from amends.office.statements.models import Proposition, Statement
from amends.office.statements.standing import positions_of
from amends.proof.conflicts import Span, Sum, apart, born_of_age, unequal
from amends.proof.custody import BEGINNINGS, StepKind
from amends.proof.statements import Stance

BORN, AGE, AGE_ON = "states.born", "states.age", "states.age_on"
SUM, SUM_OF = "states.sum", "states.sum_of"
MADE = ("states.dated", "online.published")
DIFFERENT_BIRTHS = gettext_lazy("%(what)s: records differ on the birth")
BORN_LATER = gettext_lazy("%(what)s: born after conduct is alleged to have begun")
MADE_LATER = gettext_lazy("%(what)s: dated later than the day on which it was taken")
TOLD_EARLIER = gettext_lazy("%(what)s: tells what is alleged to have begun later")
DIFFERENT_SUMS = gettext_lazy("%(what)s: records differ on the amount")


def conflicts(held: CaseProof) -> Iterator[EarlyWarning]:
    """Yield every two records that cannot both be true, with what each of them states."""
    return _Comparing(held.made_of.rows).all()


class _Comparing:
    """Compares the records of one case; what each of them states is kept to be shown."""

    def __init__(self, rows: Rows) -> None:
        """Say of which case."""
        self._rows = rows
        self._stated: dict[str, Named] = {}
        self._items: dict[str, tuple[str, ...]] = {}

    def all(self) -> Iterator[EarlyWarning]:
        """Yield every conflict."""
        for key, spans in self._births.items():
            who = self._rows.found.parties[key].designation
            for one, other in apart(spans):
                yield self._warning(DIFFERENT_BIRTHS, who, one, other, key)
            for begun in self._begun_of(key):
                later = next((one for one in spans if one.is_surely_after(begun)), None)
                if later is not None:
                    yield self._warning(BORN_LATER, who, later, begun, key)
        yield from self._made_later()
        yield from self._told_earlier()
        for one_sum, other_sum in unequal(self._sums()):
            yield self._warning(DIFFERENT_SUMS, one_sum.of, one_sum, other_sum)

    @cached_property
    def _births(self) -> dict[str, list[Span]]:
        """Return when each person can have been born, as each record has it."""
        found: dict[str, list[Span]] = {}
        for key, party in self._rows.found.parties.items():
            if party.kind == PartyKind.NATURAL:
                found[key] = list(self._own(party))
        for item in self._rows.items:
            person = _person_of(item)
            if person is not None and person.key in found:
                found[person.key] += self._born_in(item)
        return found

    def _own(self, party: Party) -> Iterator[Span]:
        """Yield what stands with a party: the birth, and what the age leaves of it.

        It is the age when the conduct began; with several conducts it is not said which.
        """
        url = reverse("party", args=[self._rows.case.reference, party.key])
        if party.born:
            named = Named(party.key, url, when_words(party.born))
            yield from self._span(named, party.born)
        aged = [
            born_of_age("", party.age, begun)
            for begun in self._begun_of(party.key)
            if party.age is not None
        ]
        if aged:
            age = _("%(years)s when the conduct began") % {"years": _years(party.age or 0)}
            record = self._keep(Named(party.key, url, age))
            yield Span(record, min(one.first for one in aged), max(one.last for one in aged))

    def _born_in(self, item: Item) -> Iterator[Span]:
        stated = item.particulars
        if stated.get(BORN):
            yield from self._span(self._item(item, when_words(stated[BORN])), stated[BORN])
        if stated.get(AGE) and stated.get(AGE_ON):
            named = {"years": _years(int(stated[AGE])), "day": when_words(stated[AGE_ON])}
            told = self._item(item, _("%(years)s on %(day)s") % named)
            for then in self._span(told, stated[AGE_ON]):
                yield born_of_age(then.record, int(stated[AGE]), then)

    def _begun_of(self, key: str) -> Iterator[Span]:
        """Yield when the conduct by or towards somebody is alleged to have begun."""
        for row in self._rows.found.conduct:
            if key in {row.by.key, *_victims(row)}:
                yield from self._begun(row)

    def _begun(self, row: Conduct) -> Iterator[Span]:
        url = f"{reverse('case-charging', args=[self._rows.case.reference])}#conduct"
        named = Named(_("Conduct alleged"), url, when_words(row.begun))
        return self._span(named, row.begun)

    def _made_later(self) -> Iterator[EarlyWarning]:
        for item in self._rows.items:
            taken = [s.at for s in standing_steps(item) if StepKind(s.kind) in BEGINNINGS]
            for made in (item.particulars.get(name, "") for name in MADE if taken):
                day = timezone.localtime(min(taken)).date()
                record = self._keep(self._item(item, date_format(day)))
                for one in self._span(self._item(item, when_words(made)), made):
                    if one.is_surely_after(Span(record, day, day)):
                        yield self._warning(MADE_LATER, item.key, one, Span(record, day, day))

    def _told_earlier(self) -> Iterator[EarlyWarning]:
        for said in self._rows.statements:
            url = reverse("statement", args=[self._rows.case.reference, said.key])
            self._items[url] = said_in(said)
            for one in self._span(Named(said.key, url, when_words(said.on)), said.on):
                begun = [b for b in self._asserted(said) if b.is_surely_after(one)]
                if begun:  # one thing told too early is enough to look at the day
                    yield self._warning(TOLD_EARLIER, said.key, one, begun[0])

    def _asserted(self, said: Statement) -> Iterator[Span]:
        """Yield of each thing that a statement asserts when it is first alleged to have begun."""
        for row in positions_of(said):
            alleged = [*self._alleged(row.proposition)] if row.stance == Stance.ASSERTS else []
            if alleged:
                yield min(alleged, key=lambda one: one.first)

    def _alleged(self, proposition: Proposition) -> Iterator[Span]:
        for count in self._rows.found.counts:
            if count.pk == proposition.count_id:
                url = reverse("case-counts", args=[self._rows.case.reference])
                named = Named(str(count), url, when_words(count.conduct_from))
                yield from self._span(named, count.conduct_from)
                return
        for row in self._rows.found.conduct:
            words = {*row.acts, *row.means, *row.ends, *row.occurred}
            if row.by_id == proposition.party_id and proposition.word in {"", *words}:
                yield from self._begun(row)

    def _sums(self) -> Iterator[Sum]:
        for item in self._rows.items:
            stated = item.particulars
            if stated.get(SUM) and stated.get(SUM_OF):
                record = self._keep(self._item(item, stated[SUM]))
                whose = frozenset(party.key for party in _whose(item))
                yield Sum(record, stated[SUM_OF], whose, Amount.parse(stated[SUM]))

    def _item(self, item: Item, said: str) -> Named:
        """Return an item with what it states."""
        named = item_record(self._rows.case, item.key, said)
        self._items[named.url] = (item.key,)
        return named

    def _span(self, named: Named, text: str) -> Iterator[Span]:
        """Yield the days of a date that a record states, if it states one that is not "about"."""
        found = Span.of("", When.parse(text)) if text else None
        if found is not None:
            yield Span(self._keep(named), found.first, found.last)

    def _keep(self, named: Named) -> str:
        """Keep what a record states, and return by what it is found again."""
        record = str(len(self._stated))
        self._stated[record] = named
        return record

    def _warning(
        self, said: str | Promise, what: str, one: Span | Sum, other: Span | Sum, whose: str = ""
    ) -> EarlyWarning:
        records = (self._stated[one.record], self._stated[other.record])
        items = tuple(key for record in records for key in self._items.get(record.url, ()))
        people = (whose,) if whose else ()
        return EarlyWarning(str(said) % {"what": what}, "", records, items, people)


def _person_of(item: Item) -> Party | None:
    """Return whose birth an item states: of its one victim, or else of the one person."""
    people = _whose(item)
    return people[0] if len(people) == 1 else None


def _whose(item: Item) -> list[Party]:
    """Return the victims whom an item is about; where it is about none, everybody."""
    people = [entry.party for entry in item.people]  # type: ignore[attr-defined]  # prefetched
    return [party for party in people if party.is_victim] or people


def _victims(row: Conduct) -> Iterable[str]:
    return (entry.party.key for entry in row.entries)  # type: ignore[attr-defined]  # prefetched


def _years(number: int) -> str:
    return ngettext("%(number)d year old", "%(number)d years old", number) % {"number": number}
