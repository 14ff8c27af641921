"""Whether a case is ready for trial: what blocks it, in words, and where that is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy

from amends.court.stages import Stage
from amends.office.desk.words import listed
from amends.office.parties.models import Party
from amends.office.proving.cell_rows import Named, item_named
from amends.office.proving.disclosing import Disclosed
from amends.office.proving.matrix_rows import cell_url
from amends.office.proving.selectors import CaseProof
from amends.office.proving.words import claim_words, name_of
from amends.proof.readiness import Blocker, blockers

AT_A_GLANCE = 5
AFTER_TRIAL = frozenset({Stage.JUDGMENT, Stage.SENTENCING, Stage.APPEAL, Stage.FINAL})
SAID: dict[Blocker, str | Promise] = {
    Blocker.UNKNOWN: ngettext_lazy(
        "%(number)d count as charged rests on nothing that is alleged under a law held here",
        "%(number)d counts as charged rest on nothing that is alleged under a law held here",
        "number",
    ),
    Blocker.NOT_PROVED: ngettext_lazy(
        "%(number)d count is not proved on the evidence admitted",
        "%(number)d counts are not proved on the evidence admitted",
        "number",
    ),
    Blocker.UNDISCLOSED: ngettext_lazy(
        "%(number)d item that speaks for the defence was not served on every defendant",
        "%(number)d items that speak for the defence were not served on every defendant",
        "number",
    ),
    Blocker.UNTRIAGED: ngettext_lazy(
        "Of %(number)d item to be disclosed nobody has said whether it may help the defence",
        "Of %(number)d items to be disclosed nobody has said whether they may help the defence",
        "number",
    ),
    Blocker.UNANSWERED: ngettext_lazy(
        "%(number)d argument has a critical question that nobody has answered",
        "%(number)d arguments have critical questions that nobody has answered",
        "number",
    ),
    Blocker.UNATTACKED: ngettext_lazy(
        "Of %(number)d thing to be proved nobody has considered what the defence may say",
        "Of %(number)d things to be proved nobody has considered what the defence may say",
        "number",
    ),
}


@dataclass(frozen=True)
class Block:
    """One kind of thing that stands between a case and its trial, with all that it is about."""

    kind: Blocker
    said: str
    about: tuple[Named, ...]

    @property
    def first(self) -> tuple[Named, ...]:
        """Return as many as are read at a glance."""
        return self.about[:AT_A_GLANCE]

    @property
    def more(self) -> tuple[Named, ...]:
        """Return the others."""
        return self.about[AT_A_GLANCE:]


@dataclass(frozen=True)
class Readiness:
    """Whether a case is ready for trial: it is where nothing blocks it."""

    blocks: tuple[Block, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether nothing blocks it."""
        return not self.blocks


def readiness(held: CaseProof, disclosed: Disclosed) -> Readiness | None:
    """Return whether a case is ready for trial; nothing before a charge and once it was tried."""
    found = held.made_of.rows.found
    if not found.counts or not _is_to_be_tried(found.parties.values()):
        return None
    rests_on = {name: found.charged_as(count) for name, count in held.made_of.counts.items()}
    charged = [name for name, row in rests_on.items() if row is not None]
    known = {row.pk for row in rests_on.values() if row is not None}
    unknown = [str(row.number) for row in found.counts if row.pk not in known]
    blocked = blockers(
        held.proof, charged, unknown, held.made_of.open_questions, disclosed.material()
    )
    named = _naming(held)
    return Readiness(
        tuple(
            Block(kind, str(SAID[kind] % {"number": len(keys)}), tuple(map(named[kind], keys)))
            for kind, keys in blocked.items()
        )
    )


def _is_to_be_tried(people: Iterable[Party]) -> bool:
    """Say whether somebody is charged whose trial is not over."""
    return any(party.is_defendant and party.stage not in AFTER_TRIAL for party in people)


def _naming(held: CaseProof) -> dict[Blocker, Callable[[str], Named]]:
    """Return what names each kind, with the page on which it is mended."""
    return {
        Blocker.UNKNOWN: lambda key: _charged(held, key),
        Blocker.NOT_PROVED: lambda key: _count(held, key),
        Blocker.UNDISCLOSED: lambda key: material_record(held, key),
        Blocker.UNTRIAGED: lambda key: material_record(held, key),
        Blocker.UNANSWERED: lambda key: _argument(held, key),
        Blocker.UNATTACKED: lambda key: _claim(held, key),
    }


def _charged(held: CaseProof, number: str) -> Named:
    found = held.made_of.rows.found
    row = next(row for row in found.counts if str(row.number) == number)
    url = reverse("case-charging", args=[held.made_of.rows.case.reference])
    return Named(str(row), f"{url}#untied", row.offence)


def _count(held: CaseProof, key: str) -> Named:
    count, people = held.made_of.counts[key], held.made_of.rows.found.parties
    url = reverse("charging-count", args=[held.made_of.rows.case.reference, key])
    about = listed((name_of(count.by, people), name_of(count.victim, people)))
    return Named(count.citation, url, about)


def material_record(held: CaseProof, key: str) -> Named:
    """Return an item of the graph as its page in the schedule names it."""
    named = item_named(held, key)
    piece = f"item-{key}" if key in held.made_of.items else f"statement-{named.label}"
    url = reverse("material", args=[held.made_of.rows.case.reference, piece])
    return Named(named.label, url, named.said)


def _argument(held: CaseProof, key: str) -> Named:
    row = held.made_of.arguments[key]
    url = reverse("argument", args=[held.made_of.rows.case.reference, row.key])
    said = gettext(row.generalisation) if row.generalisation else ""
    return Named(row.key, f"{url}#questions", said)


def _claim(held: CaseProof, key: str) -> Named:
    claim = held.made_of.graph.propositions[key]
    cell = next((c for c in held.matrix.cells.values() if key in c.propositions), None)
    url = cell_url(held.made_of.rows.case.reference, cell.place) if cell else ""
    return Named(claim_words(claim, held.made_of.rows.found.parties), url)
