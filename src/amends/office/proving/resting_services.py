"""Writes on what an argument rests on."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amends.office.exhibits.models import Item
from amends.office.proving.models import Argument, CaseProposition, Premise
from amends.office.proving.rules import check_rests
from amends.office.validation import problem, save


def rest_on(
    row: Argument,
    items: Iterable[Item] | None,
    propositions: Iterable[CaseProposition] | None,
    *,
    of_defence: bool,
) -> bool:
    """Let an argument rest on some things, and say whether that is new; None leaves what stands.

    Only what the defence says may rest on nothing.

    Raises:
        ValidationError: it rests on nothing, or on something of another case.
    """
    there = list(Premise._base_manager.filter(argument=row).select_related("item", "proposition"))
    wanted: dict[tuple[str, int], Item | CaseProposition] = {}
    for name, given in (("item", items), ("proposition", propositions)):
        stands = [getattr(one, name) for one in there if getattr(one, name) is not None]
        rows: Iterable[Item | CaseProposition] = stands if given is None else given
        wanted |= {(name, one.pk): one for one in rows}
    check_rests(on_something=bool(wanted), of_defence=of_defence)
    if any(one.case_id != row.case_id for one in wanted.values()):
        raise problem("items", _("Choose one of this case."))
    known = {_identity(premise): premise for premise in there}
    for key in known.keys() - wanted.keys():
        known[key].delete()
    for key in [key for key in wanted if key not in known]:
        save(Premise(case=row.case, argument=row, **{key[0]: wanted[key]}))
    return known.keys() != wanted.keys()


def _identity(premise: Premise) -> tuple[str, int]:
    if premise.proposition_id is not None:
        return "proposition", premise.proposition_id
    return "item", premise.item_id or 0
