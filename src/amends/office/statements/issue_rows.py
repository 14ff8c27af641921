"""Evidential issues as pages and programs show them: why, what answers them, what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.office.desk.words import event_word, listed, when_words
from amends.office.parties.models import Party
from amends.office.statements.models import IssueMark
from amends.office.statements.recording import Held, record_of
from amends.office.statements.standing import prints_of
from amends.office.statements.words import element_word
from amends.proof.issues import Issue, Suggestion, declared, issues, suggestions
from amends.proof.record import Ref, RefKind
from amends.proof.signs import Ground

PLACE = re.compile(r"%\((\w+)\)s")
About = tuple[str, str]


@dataclass(frozen=True)
class Named:
    """One record by what it is called, with the address of its page if it has one."""

    ref: Ref
    label: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of a sentence: words of ours, the words of a case, or the records it rests on."""

    ours: str = ""
    theirs: str = ""
    records: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why an issue suggests itself, piece by piece, and whether it came after it was set aside."""

    parts: tuple[Part, ...]
    records: tuple[Named, ...]
    new: bool = False

    @property
    def sentence(self) -> str:
        """Return it as one line."""
        return "".join(
            part.ours or part.theirs or listed(one.label for one in part.records)
            for part in self.parts
        )


@dataclass(frozen=True)
class IssueRow:
    """An issue of a case, or of one person in it.

    Attributes:
        again: it was set aside, and new grounds came since.
    """

    code: str
    label: str
    person: Party | None
    reasons: tuple[Reason, ...]
    seek: tuple[str, ...]
    status: str
    marked: IssueMark | None = None
    accepted: IssueMark | None = None
    aside: IssueMark | None = None
    again: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether somebody has still to decide on it."""
        return self.accepted is None and (self.aside is None or self.again)


def issue_rows(held: Held, marks: Iterable[IssueMark]) -> tuple[IssueRow, ...]:
    """Return the issues that suggest themselves and those decided on, in the declared order."""
    people = {party.key: party for party in held.people}
    found = {(one.issue, one.person): one for one in suggestions(record_of(held))}
    stand: dict[About, list[IssueMark]] = {}
    for mark in marks:
        key = mark.person.key if mark.person else ""
        stand.setdefault((mark.issue, key), []).append(mark)
        if mark.person:
            people.setdefault(key, mark.person)
    names = names_in(held)
    abouts = sorted(found.keys() | stand.keys(), key=lambda a: (a[0], a[1]))
    return tuple(
        _row(about, found.get(about), stand.get(about, []), people, names)
        for about in abouts
        if about[0] in issues()
    )


def names_in(held: Held) -> dict[Ref, Named]:
    """Return what every record of a case is called, and where its page is."""
    return {one.ref: one for one in _named(held)}


def _row(
    about: About,
    found: Suggestion | None,
    marks: list[IssueMark],
    people: Mapping[str, Party],
    names: Mapping[Ref, Named],
) -> IssueRow:
    issue: Issue = issues()[about[0]]
    by_kind = {mark.kind: mark for mark in reversed(marks)}
    aside = by_kind.get(IssueMark.Decided.SET_ASIDE)
    known = (
        frozenset(aside.grounds) if aside else frozenset(prints_of(found.grounds if found else ()))
    )
    grounds = found.grounds if found else ()
    person = people.get(about[1])
    return IssueRow(
        code=about[0],
        label=_(issue.label),
        person=person,
        reasons=tuple(_reason(ground, person, names, known) for ground in grounds),
        seek=tuple(_(one) for one in issue.seek),
        status=issue.status,
        marked=by_kind.get(IssueMark.Decided.MARKED),
        accepted=by_kind.get(IssueMark.Decided.ACCEPTED),
        aside=aside,
        again=aside is not None and not known.issuperset(prints_of(grounds)),
    )


def _reason(
    ground: Ground, person: Party | None, names: Mapping[Ref, Named], known: frozenset[str]
) -> Reason:
    sign = declared().signs[ground.sign]
    records = tuple(names.get(ref) or Named(ref, _spoken(ref)) for ref in ground.records)
    filled = {
        "person": Part(theirs=person.designation if person else ""),
        "records": Part(records=records),
        "days": Part(ours=str(sign.after_days)),
    }
    pieces = PLACE.split(_(sign.because))
    parts = tuple(
        filled[piece] if number % 2 else Part(ours=piece)
        for number, piece in enumerate(pieces)
        if piece
    )
    return Reason(parts, records, new=not known.issuperset(prints_of([ground])))


def _spoken(ref: Ref) -> str:
    """Return what a record is called that is no row: an element of the offence, an origin."""
    return element_word(ref.key) if ref.kind is RefKind.ELEMENT else ref.key


def _named(held: Held) -> Iterator[Named]:
    at = held.case.reference
    for statement in held.statements:
        url = reverse("statement", args=[at, statement.key])
        yield Named(Ref(RefKind.STATEMENT, statement.key), statement.key, url)
    for item in held.items:
        url = reverse("item", args=[at, item.key])
        yield Named(Ref(RefKind.ITEM, item.key), item.key, url)
    for retreat in held.recantations:
        url = reverse("recantation", args=[at, retreat.pk])
        said = [retreat.person.designation, str(retreat), when_words(retreat.on)]
        yield Named(Ref(RefKind.RECANTATION, str(retreat.pk)), listed(filter(None, said)), url)
    for one in held.conduct:
        said = [one.by.designation, when_words(one.begun)]
        url = reverse("case-charging", args=[at])
        yield Named(Ref(RefKind.CONDUCT, str(one.pk)), listed(filter(None, said)), url)
    for event in held.events:
        said = [event_word(event.code), when_words(event.on)]
        url = reverse("case-timeline", args=[at])
        yield Named(Ref(RefKind.EVENT, str(event.pk)), listed(said), url)
    for party in held.people:
        url = reverse("case-parties", args=[at])
        yield Named(Ref(RefKind.PARTY, party.key), party.designation, url)
