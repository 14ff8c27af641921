"""What parties are called: their keys, and a victim by a pseudonym only."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from amends.casefile.values import KEY_SHAPE, LONGEST_KEY
from amends.network.pseudonyms import is_pseudonym, next_pseudonym
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.validation import check_scripts, problem

ACCUSED = frozenset({Capacity.SUSPECT, Capacity.DEFENDANT})


def checked_key(key: str) -> str:
    """Refuse a key that could not stand in an address or a case file."""
    if key and (len(key) > LONGEST_KEY or not re.fullmatch(KEY_SHAPE, key)):
        raise problem(
            "key",
            _(
                "A key has up to %(most)d Latin letters, digits, hyphens and underscores, such as "
                "V1. Correct it or leave it empty."
            )
            % {"most": LONGEST_KEY},
        )
    return key


def next_key(case: Case, capacity: str) -> str:
    """Return the next free key of a case: V1 for a victim, D1 for an accused, P1 for others."""
    letter = "V" if capacity == Capacity.VICTIM else "D" if capacity in ACCUSED else "P"
    taken = set(Party._base_manager.filter(case=case).values_list("key", flat=True))
    return next(key for n in range(1, len(taken) + 2) if (key := f"{letter}{n}") not in taken)


def free_pseudonym(case: Case, capacity: str) -> str:
    """Return the next free pseudonym of a case for a victim; anybody else must be designated."""
    if capacity != Capacity.VICTIM:
        raise problem("designation", _("Say who this is: a name, or what the person did."))
    taken = Party._base_manager.filter(case=case).values_list("designation", flat=True)
    return next_pseudonym(taken)


def check_designation(party: Party) -> None:
    """Refuse a designation nobody would find again, or one that may be a victim's name."""
    check_scripts("designation", party.designation)
    if party.is_victim and not is_pseudonym(party.designation):
        raise problem(
            "designation",
            _(
                "A victim is shown by a pseudonym only, such as AAA or Victim B. No victim's name "
                "is stored. Leave this empty to get the next free pseudonym."
            ),
        )
