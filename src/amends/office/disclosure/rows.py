"""Lines of the schedule, changes and services as pages and files show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.office.desk.words import listed
from amends.office.disclosure.gathering import ordered
from amends.office.disclosure.models import Change, Decision, DisclosureSet, SetState, Use
from amends.office.disclosure.pieces import Line
from amends.office.disclosure.words import ground_word, trouble_words
from amends.office.validation import translated

Words = str | Promise
FLAGS = ("exculpatory", "withheld", "sensitive", "concern", "unreviewed", "unserved")


@dataclass(frozen=True)
class ConcernRow:
    """Something that stands against a line, and what to do."""

    said: str
    remedy: str


@dataclass(frozen=True)
class LineRow:
    """One line of the schedule in words."""

    line: Line
    use: Words
    ground: str
    served: str
    concerns: tuple[ConcernRow, ...]


@dataclass(frozen=True)
class ChangeRow:
    """One change of a decision: each field with what it was and what it became."""

    change: Change
    fields: tuple[tuple[str, str, str], ...]


def line_row(line: Line) -> LineRow:
    """Return one line as a row."""
    served = (f"{party.designation} (\u2068{date_format(on)}\u2069)" for party, on in line.served)
    return LineRow(
        line,
        Use(line.use).label,
        ground_word(line.ground) if line.ground else "",
        listed(served),
        tuple(ConcernRow(translated(one.said), translated(one.remedy)) for one in line.concerns),
    )


def is_wanted(line: Line, asked: dict[str, Any]) -> bool:
    """Say whether a line matches the filters."""
    text = str(asked.get("text", "")).casefold()
    return (
        asked.get("use", "") in {"", line.use}
        and _has_flag(line, asked.get("flag", ""))
        and (not text or text in f"{line.piece.title} {line.piece.about}".casefold())
    )


def _has_flag(line: Line, flag: str) -> bool:
    found = {
        "exculpatory": bool(line.exculpatory),
        "withheld": bool(line.ground),
        "sensitive": line.is_sensitive,
        "concern": bool(line.concerns),
        "unreviewed": not (line.decision and line.decision.reviewed_at),
        "unserved": not line.served,
    }
    return found.get(flag, True)


def change_rows(changes: Iterable[Change]) -> Iterator[ChangeRow]:
    """Yield every change with its fields in words."""
    for change in changes:
        names = [name for name in change.after if name != "reviewed"]
        fields = [
            (_label(name), _value(name, change.before.get(name)), _value(name, change.after[name]))
            for name in names
        ]
        if change.after.get("reviewed"):
            fields.append((_("Looked at"), "", _("yes")))
        yield ChangeRow(change, tuple(fields))


def _label(name: str) -> str:
    return str(Decision._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # own fields


def _value(name: str, value: Any) -> str:
    if name == "use" and value in Use.values:
        return str(Use(value).label)
    if name == "ground":
        return ground_word(str(value)) if value else ""
    if name == "order_on" and value:
        return date_format(date.fromisoformat(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def why_words(row: DisclosureSet) -> str:
    """Return why a set could not be bound, and what to do; nothing if it could."""
    if row.state != SetState.FAILED or not row.why:
        return ""
    what, about = str(row.why[0]), str(row.why[1])
    said = {
        "not_to_be_bound": _(
            "“%s” is withheld or no longer in the case. Change the set, then bind it again."
        ),
        "left": _(
            "What was taken out can still be read in %s. Set that redacted copy aside, make a new "
            "one, then bind the set again."
        ),
        "unstamped": _(
            "The number could not be read on page %s of the bundle. Leave the file that the page "
            "belongs to out, or attach it printed to PDF anew."
        ),
        "too_large_in_all": _("The files are larger than %s MB in all. Make two sets of it."),
        "refused": "%s",
        "busy": _("Other bundles of the case were bound at the same moment. Bind it again."),
    }
    return said[what].replace("%s", about) if what in said else trouble_words(what)


def schedule_table(lines: Sequence[Line]) -> list[list[str]]:
    """Return the schedule as a table, its headings first."""
    head = [
        *(_("Key"), _("Title"), _("Description"), _("Use"), _("Exhibit number")),
        *(_("May help the defence"), _("Withheld on"), _("Order"), _("Looked at by")),
        *(_("Redacted copy"), _("Served on"), _("Concerns")),
    ]
    return [head, *(_cells(line_row(line)) for line in lines)]


def _cells(row: LineRow) -> list[str]:
    line, decision, held = row.line, row.line.decision, row.line.withholding
    helps = {True: _("yes"), False: _("no"), None: ""}[line.exculpatory]
    return [
        line.key,
        line.piece.title,
        line.piece.about,
        str(row.use),
        decision.exhibit_number if decision else "",
        helps,
        row.ground,
        held.order_reference if held else "",
        decision.reviewed_by.name if decision and decision.reviewed_by else "",
        line.copy.result.title if line.copy else "",
        row.served,
        " ".join(f"{one.said} {one.remedy}" for one in row.concerns),
    ]


def apart(lines: Iterable[Line], *, sensitive: bool) -> list[Line]:
    """Return what is withheld on a sensitive ground, or all that is not."""
    return [line for line in lines if line.is_sensitive is sensitive]


def exhibits(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that have an exhibit number or are used, by their numbers."""
    own = [line for line in lines if line.use == Use.USED and not line.inherited]
    return ordered(own)


def exhibit_table(lines: Sequence[Line]) -> list[list[str]]:
    """Return the exhibit list as a table, its headings first."""
    head = [_("Exhibit number"), _("Title"), _("Description"), _("Served on")]
    rows = [line_row(line) for line in exhibits(lines)]
    return [
        head,
        *(
            [
                row.line.decision.exhibit_number if row.line.decision else "",
                row.line.piece.title,
                row.line.piece.about,
                row.served,
            ]
            for row in rows
        ),
    ]
