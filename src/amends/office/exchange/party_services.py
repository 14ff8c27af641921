"""Adding the parties of a sheet, each by the service that adds any party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.exchange.entries import Entry
from amends.office.exchange.verdicts import Verdict, verdict_on
from amends.office.parties import services
from amends.office.parties.models import Party
from amends.office.policy import Actor
from amends.office.validation import problem

OnRow = Callable[[], None]
YES = "yes"
# What a cell says in another form than the service takes it.
READ_HERE = frozenset({"towards", "unable_to_protect"})


def add_parties(
    *, actor: Actor, case: Case, entries: Sequence[Entry], on_row: OnRow
) -> tuple[list[Verdict], list[int]]:
    """Add every party that can be added; return the verdict on each row, and the parties' keys.

    Victims come first, so that roles of others can name them wherever they stand in the sheet.
    """
    known = {p.key: p for p in Party._base_manager.filter(case=case, removed_at=None)}
    verdicts: dict[int, Verdict] = {}
    created: list[int] = []
    for entry in sorted(entries, key=_victims_first):
        refusal = None
        if not entry.problems:
            try:
                party = _add(actor, case, entry, known)
                known[party.key] = party
                created.append(party.pk)
            except ValidationError as refused:
                refusal = refused
        verdicts[entry.row] = verdict_on(entry, refusal)
        on_row()
    return [verdicts[entry.row] for entry in entries], created


def _victims_first(entry: Entry) -> bool:
    return entry.values.get("capacity") != Capacity.VICTIM


def _add(actor: Actor, case: Case, entry: Entry, known: dict[str, Party]) -> Party:
    given: dict[str, Any] = {
        name: value for name, value in entry.values.items() if value and name not in READ_HERE
    }
    with transaction.atomic():
        return services.add_party(
            actor=actor,
            case=case,
            towards=_victim(entry.values.get("towards", ""), known),
            unable_to_protect=entry.values.get("unable_to_protect") == YES,
            **given,
        )


def _victim(key: str, known: dict[str, Party]) -> Party | None:
    if key and key not in known:
        raise problem(
            "towards",
            _("No party of this case or sheet has the key %s. Correct it, or add the party first.")
            % key,
        )
    return known[key] if key else None
