"""The proof that an entry is in the log, as a document in words that a court understands."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from amends.integrity.entry_proofs import EntryProof
from amends.integrity.witnessing import Witnessed
from amends.office.desk.words import ACTIONS
from amends.office.exhibits.models import CustodyStep
from amends.office.log.models import LogEntry
from amends.office.log.words import said_in
from amends.office.printing.documents import Document, Facts, Section, Words

COMMAND = "amends log verify-entry FILE --key KEY"
FORMATS = "RFC 9162, C2SP tlog-proof, tlog-checkpoint, tlog-cosignature"


def proof_on_paper(
    step: CustodyStep,
    entry: LogEntry,
    found: EntryProof,
    *,
    seen: Iterable[Witnessed],
    made_by: str,
    day: str,
) -> Document:
    """Return what shows that the entry of a step of custody is in the log, for a court."""
    reference = step.case.reference
    return Document(
        title=_("Proof that an entry is in the log"),
        subject=f"{step.item.key}: {_details(entry)}",
        reference=reference,
        stamp=((_("As of"), day), (_("Made by"), made_by)),
        remarks=(),
        sections=(
            Section(_("What this shows"), (Words(tuple(_shows(entry, seen))),)),
            Section(_("The entry"), (Facts(tuple(_facts(entry))),)),
            Section(_("What its digest covers"), (Words((_covers(), found.line.decode())),)),
            Section(_("The proof"), tuple(_hashes(found))),
            Section(_("How to check it"), (Words(tuple(_check())),)),
        ),
        footer=_("%(reference)s, as of %(day)s") % {"reference": reference, "day": day},
        page=_("Page {page} of {pages}"),
        language=get_language() or "en",
        right_to_left=get_language_bidi(),
    )


def _shows(entry: LogEntry, seen: Iterable[Witnessed]) -> Iterator[str]:
    yield _(
        "When this step of custody was recorded, one entry was added to the log of the office. "
        "This document shows that the entry stands in the log as number %(number)s, and that "
        "nothing in it was changed since the checkpoint below was signed."
    ) % {"number": entry.sequence}
    by = [_("%(by)s on %(at)s") % {"by": one.by, "at": _moment(one.at)} for one in seen]
    for one in by:
        yield (
            _(
                "A witness outside the office saw that checkpoint and confirmed that it continues "
                "every one it had seen before: %s."
            )
            % one
        )
    if not by:
        yield _(
            "No witness outside the office has confirmed that checkpoint: it rests on the "
            "signature of the office alone."
        )
    yield _("It does not show that what was recorded is true, and shows nothing of other entries.")


def _facts(entry: LogEntry) -> Iterator[tuple[str, str]]:
    yield _("Number"), str(entry.sequence)
    yield _("When"), _moment(entry.at)
    yield _("Who"), entry.actor_label
    yield _("What"), f"{entry.get_kind_display()}: {ACTIONS.get(entry.action, entry.action)}"
    yield _("Case"), entry.case_reference
    yield _("Details"), _details(entry)
    yield _("Digest before it"), entry.previous


def _covers() -> str:
    return _(
        "The digest is the SHA-256 of the line below, from its first sign to its last: number, "
        "time, kind, act, account, case, details, and the digest of the entry before. The details "
        "are the exhibit, the number and kind of the step, and the SHA-256 of the file where one "
        "was stated. Who held the exhibit, where, and its seals are not part of the line."
    )


def _hashes(found: EntryProof) -> Iterator[Facts | Words]:
    yield Facts(
        (
            (_("Digest of the entry"), found.leaf.hex()),
            (_("Place in the tree, counted from 0"), str(found.index)),
        )
    )
    hashes = map(_written, found.proof)
    yield Words((_("Hashes from the entry up to the head of the tree:"), *hashes))
    yield Words((_("The checkpoint with its signatures:"), *str(found.note).splitlines()))


def _check() -> Iterator[str]:
    yield _(
        "The file of this proof holds the same for a computer. With the public log key, as it was "
        "handed out and kept outside the office, this command checks it on any machine, without "
        "the office and without its log:"
    )
    yield COMMAND
    yield _("The formats are public, so that it can also be checked without this program:")
    yield FORMATS


def _details(entry: LogEntry) -> str:
    return said_in(entry.data)


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def _written(hashed: bytes) -> str:
    return base64.b64encode(hashed).decode("ascii")
