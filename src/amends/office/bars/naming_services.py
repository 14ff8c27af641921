"""Keeping from a case whoever of the office is named as a party to it, at once.

A party names an account if the designation holds every word of the account's full name, in whatever
order and with whatever between them; of a name of one word it must hold nothing else. Words are
compared folded, so that capitals, accents and forms of Arabic letters make no difference. Nobody is
matched by another spelling, another script, a nickname or initials, nor by what free text says.
Victims bear pseudonyms and organisations are no persons; neither is matched. To take the name away
again lifts nothing: two persons do.
"""

from __future__ import annotations

from django.db.models import QuerySet

from amends.finding.letters import cleaned
from amends.finding.words import words_in
from amends.network.roles import Capacity
from amends.office.accounts.models import User
from amends.office.bars.services import bar_the_named
from amends.office.cases.models import Case
from amends.office.parties.models import Party, PartyKind


def bar_named_parties(case: Case, *parties: Party) -> None:
    """Bar from a case the accounts whose names these parties bear; of none given, all parties."""
    persons = [party for party in parties or _persons().filter(case=case) if _is_person(party)]
    if persons:
        words = [_words(party.designation) for party in persons]
        everybody = [(account, _words(account.name)) for account in User.objects.all()]
        named = [account for account, name in everybody if any(_names(one, name) for one in words)]
        bar_the_named(case=case, accounts=named)


def bar_where_named(account: User, before: str = "") -> None:
    """Bar an account that is new, or was renamed, from the cases to which it is a party."""
    name = _words(account.name)
    if name == _words(before):
        return
    rows = _persons().filter(case__merged_into=None).values_list("case", "designation")
    cases = {case for case, said in rows.iterator() if _names(_words(said), name)}
    for case in Case._base_manager.filter(pk__in=cases):
        bar_the_named(case=case, accounts=[account])


def _persons() -> QuerySet[Party]:
    rows = Party._base_manager.filter(kind=PartyKind.NATURAL, removed_at=None)
    return rows.exclude(capacity=Capacity.VICTIM)


def _is_person(party: Party) -> bool:
    return party.kind == PartyKind.NATURAL and not party.is_victim


def _words(name: str) -> frozenset[str]:
    return frozenset(words_in(cleaned(name)))


def _names(said: frozenset[str], name: frozenset[str]) -> bool:
    return said == name if len(name) == 1 else bool(name) and name <= said
