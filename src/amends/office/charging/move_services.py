"""What becomes of what is alleged of a case as a whole when cases are merged or split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amends.office.cases.models import Case
from amends.office.charging.models import CaseFacts, Conduct
from amends.office.charging.services import at_large_row
from amends.office.validation import save

SCALARS, LISTS = ("reported_as", "paid_for_journey"), ("indicators", "countries")
STATED = (*SCALARS, *LISTS)
Facts = dict[str, Any]


def copy_facts(case: Case, target: Case) -> Facts:
    """State in a case that is split off what is alleged of the whole, and return it.

    Nobody has looked at its counts there yet.
    """
    row = at_large_row(case)
    if row.pk is not None:
        save(CaseFacts(case=target, version=1, **_stated(row)))
    return _stated(row)


def bring_back_facts(case: Case, split_off: Case, copied: Facts) -> None:
    """Keep in the first case what was changed in the one split off since.

    Splits of earlier versions copied nothing.
    """
    row = CaseFacts._base_manager.filter(case=split_off).first()
    base = copied or _stated(CaseFacts(case=split_off, countries=[split_off.jurisdiction]))
    if row is not None and _stated(row) != base:
        there = at_large_row(case)
        _write(there, _changed_onto(_stated(there), base, _stated(row)))


def merge_facts(case: Case, target: Case) -> Facts:
    """Add what is alleged of one case as a whole to another; return what has to be undone.

    Signs and countries are joined. What a case was first reported as stays that of the target, if
    it says so; its own stays with the case that is merged.
    """
    mine = CaseFacts._base_manager.filter(case=case).first()
    there = at_large_row(target)
    if mine is None and not Conduct._base_manager.filter(case=case).exists():
        return {}
    before = {**_stated(there), "is_new": there.pk is None}
    joined = _joined(mine or at_large_row(case), there, is_new=there.pk is None)
    if joined == _stated(there):
        return {}
    _write(there, joined)
    return {"before": before, "after": joined}


def unmerge_facts(target: Case, merged: Facts) -> None:
    """Take back what a merge added, and keep what was stated since."""
    row = CaseFacts._base_manager.filter(case=target).first()
    if not merged or row is None:
        return
    before, after, now = dict(merged["before"]), merged["after"], _stated(row)
    is_new = before.pop("is_new")
    if is_new and now == after and not row.seen:
        row.delete()
        return
    _write(row, _changed_onto(before, after, now))


def _joined(mine: CaseFacts, there: CaseFacts, *, is_new: bool) -> Facts:
    takes_word = is_new and mine.pk is not None
    return {
        "reported_as": mine.reported_as if takes_word else there.reported_as,
        "paid_for_journey": mine.paid_for_journey or there.paid_for_journey,
        "indicators": _both(there.indicators, mine.indicators),
        "countries": _both(there.charged_under, mine.charged_under),
    }


def _changed_onto(here: Facts, base: Facts, changed: Facts) -> Facts:
    """Return what is stated here, with all that was changed elsewhere since both said the same."""
    scalars = {n: changed[n] if changed[n] != base[n] else here[n] for n in SCALARS}
    lists = {}
    for name in LISTS:
        gone = set(base[name]) - set(changed[name])
        added = [word for word in changed[name] if word not in base[name]]
        lists[name] = _both([word for word in here[name] if word not in gone], added)
    return {**scalars, **lists}


def _both(first: Sequence[str], then: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*first, *then]))


def _stated(row: CaseFacts) -> Facts:
    return {name: getattr(row, name) for name in STATED}


def _write(row: CaseFacts, stated: Facts) -> None:
    for name, value in stated.items():
        setattr(row, name, value)
    row.version += 1
    save(row)
