"""Entering what a case file says of statements, through the same services as everything else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.casefile.model import CaseFile
from amends.casefile.said import RecantationEntry, StatementEntry
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.parties.models import Count, Party
from amends.office.statements import proposition_services, recantation_services, services
from amends.office.statements.models import Proposition, Statement

InCase = Mapping[str, Party]


@dataclass(frozen=True)
class Held:
    """What the case holds already, by the keys of the file."""

    case: Case
    people: InCase
    items: Mapping[str, Item]


def enter_said(*, actor: User, case: Case, casefile: CaseFile, in_case: InCase) -> None:
    """Enter the propositions, statements and recantations of a case file.

    Its counts and its evidence must be entered already.
    """
    items = {row.key: row for row in Item._base_manager.filter(case=case)}
    held = Held(case, in_case, items)
    stated = _add_propositions(actor, case, casefile, in_case)
    made = {entry.key: _enter(actor, held, entry, stated) for entry in casefile.statements}
    for entry in casefile.recantations:
        _record(actor, held, entry, made)


def _add_propositions(
    actor: User, case: Case, casefile: CaseFile, in_case: InCase
) -> dict[str, Proposition]:
    counts = {row.number: row for row in Count._base_manager.filter(case=case)}
    return {
        entry.key: proposition_services.add_proposition(
            actor=actor,
            case=case,
            key=entry.key,
            text=entry.text,
            element=entry.element,
            word=entry.word,
            count=counts.get(entry.count or 0),
            party=in_case.get(entry.party),
        )
        for entry in casefile.propositions
    }


def _enter(
    actor: User,
    held: Held,
    entry: StatementEntry,
    stated: Mapping[str, Proposition],
) -> Statement:
    given = _plain(entry, "person", "key", "says", "item", "control_of")
    return services.enter_statement(
        actor=actor,
        case=held.case,
        key=entry.key,
        person=held.people[entry.person],
        control_of=held.people.get(entry.control_of),
        item=held.items.get(entry.item),
        says=[
            services.Said(stated[one.proposition], one.stance, one.words, one.pages)
            for one in entry.says
        ],
        **given,
    )


def _record(
    actor: User,
    held: Held,
    entry: RecantationEntry,
    made: Mapping[str, Statement],
) -> None:
    given = _plain(entry, "person", "statement", "control_of", "explanations")
    row = recantation_services.record_recantation(
        actor=actor,
        case=held.case,
        person=held.people[entry.person],
        control_of=held.people.get(entry.control_of),
        statement=made.get(entry.statement),
        **given,
    )
    for version, one in enumerate(entry.explanations, start=row.version):
        recantation_services.weigh_explanation(
            actor=actor,
            recantation=row,
            version=version,
            **_plain(one, "item"),
            item=held.items.get(one.item),
        )


def _plain(entry: Any, *without: str) -> dict[str, Any]:
    """Return the fields of an entry as services take them, less those given apart."""
    return {
        field.name: getattr(entry, field.name)
        for field in dataclasses.fields(entry)
        if field.name not in without
    }
