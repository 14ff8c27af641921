"""What becomes of what was argued when cases are merged, and when that is undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.cases.moves import rows_of
from amends.office.cases.row_services import KEYED
from amends.office.proving.models import Answered, Argument, Premise, ProofStep, TakenUp
from amends.office.proving.services import is_of_defence

Before = dict[str, dict[str, Any]]
# What a weakness is named by; what is said in statements and sets of disclosure are none of it.
NAMED = ("keys", "item_keys", "statement_keys", "argument_keys", "own_proposition_keys")
LONGEST = 300


def rename_taken_up(case: Case, target: Case, renamed: Mapping[str, Mapping[str, str]]) -> Before:
    """Let weaknesses that go to another case name what they are about by its new keys.

    One that was taken up in both is undone here, and its task stays. Return what each was before.
    """
    names = _new_names(case, renamed)
    there = set(
        TakenUp._base_manager.filter(case=target, undone_at=None).values_list(
            "kind", "about", "detail"
        )
    )
    before = {}
    for row in TakenUp._base_manager.filter(case=case):
        was = {"about": row.about, "detail": row.detail}
        row.about, row.detail = _said(row.about, names), _said(row.detail, names)
        if row.undone_at is None and (row.kind, row.about, row.detail) in there:
            was["undone_at"] = ""
            row.undone_at = timezone.now()
        if "undone_at" in was or was != {"about": row.about, "detail": row.detail}:
            row.save(update_fields=["about", "detail", "undone_at"])
            before[str(row.pk)] = was
    return before


def put_taken_up_back(case: Case, before: Before) -> None:
    """Let weaknesses that came back say what they said before."""
    for pk, was in before.items():
        more = {"undone_at": None} if "undone_at" in was else {}
        TakenUp._base_manager.filter(pk=pk, case=case).update(**{**was, **more})


def part_arguments(case: Case, target: Case) -> None:
    """Let what was argued since a merge go back with those of whom it is argued.

    Nothing rests on what is of two cases: what did keeps those of its own, and is out of view until
    somebody looks at it. What speaks for the defence stays in view without them.
    """
    going = _argued_since(case, target)
    Argument._base_manager.filter(pk__in=going).update(case=case)
    for kind in (Premise, Answered):
        kind._base_manager.filter(case=target, argument__case=case).update(case=case)
    ProofStep._base_manager.filter(case=target, item__case=case).update(case=case)
    for side in (case, target):
        whole = Q(item__case=F("case")) | Q(proposition__case=F("case"))
        kept = Premise._base_manager.filter(whole, case=side).values("pk")
        torn = Premise._base_manager.filter(case=side).exclude(pk__in=kept)
        for argument in Argument._base_manager.filter(premises__in=torn).distinct():
            if not is_of_defence(argument):
                argument.removed_at = argument.removed_at or timezone.now()
                argument.save(update_fields=["removed_at"])
        torn.delete()


def _argued_since(case: Case, target: Case) -> set[int]:
    """Return what stands in one case and is argued of those who stand in another."""
    rows = Argument._base_manager.filter(case=target)
    of_theirs = Q(by__case=case) | Q(by=None, to__case=case) | Q(defeats__case=case)
    of_theirs |= Q(proposition__case=case)
    of_nobody = Q(by=None, to=None, defeats=None, proposition=None)
    on_theirs = of_nobody & (Q(premises__item__case=case) | Q(premises__proposition__case=case))
    going = set(rows.filter(of_theirs | on_theirs).values_list("pk", flat=True))
    while more := set(
        rows.filter(defeats__in=going).exclude(pk__in=going).values_list("pk", flat=True)
    ):
        going |= more
    return going


def _new_names(case: Case, renamed: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the new key of each row by its old one."""
    found = {}
    for name in NAMED:
        old = renamed.get(name, {})
        now = rows_of(KEYED[name], case).filter(pk__in=old).values_list("pk", "key")
        found.update({old[str(pk)]: key for pk, key in now})
    return found


def _said(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[\w-]+", lambda found: names.get(found[0], found[0]), text)[:LONGEST]
