"""The files from which ``amends intake`` records a report or a screening."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from amends.base.yaml_document import YamlProblem, load

LARGEST = 1024 * 1024
D = TypeVar("D", bound=msgspec.Struct)


class PersonDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody a report is about, by pseudonym; the next free one if none is given."""

    designation: str = ""
    age: int | None = None
    language: str = ""


class ContactDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to ask about a report."""

    name: str = ""
    telephone: str = ""
    email: str = ""
    address: str = ""
    safety: str = ""


class ReportDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A report to record. ``people`` is how many people it says are concerned."""

    kind: str
    way: str
    narrative: str
    received_on: date | None = None
    sender: str = ""
    sender_reference: str = ""
    country: str = ""
    people: int | None = None
    persons: tuple[PersonDocument, ...] = ()
    contact: ContactDocument | None = None

    def stated(self, *, today: date) -> dict[str, Any]:
        """Return it as the service takes it; received today unless it says so."""
        given: dict[str, Any] = msgspec.structs.asdict(self)
        given["received_on"] = self.received_on or today
        given["persons"] = [msgspec.structs.asdict(one) for one in self.persons]
        given["contact"] = msgspec.structs.asdict(self.contact) if self.contact else None
        return given


class ScreeningDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the indicators are answered; what is left out is not known."""

    sort: str
    answers: dict[str, str] = {}
    notes: dict[str, str] = {}
    acts: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    occurred: tuple[str, ...] = ()
    moved: str = "not"
    reported_as: str = "other"
    paid_for_journey: bool = False

    def stated(self) -> dict[str, Any]:
        """Return it as the service takes it."""
        return msgspec.structs.asdict(self)


def read_as(kind: type[D], path: Path) -> D:
    """Return what a YAML or JSON file holds.

    Raises:
        click.ClickException: it is too large, no such file, or holds something else; with where.
    """
    if path.stat().st_size > LARGEST:
        raise click.ClickException(f"{path} has more than {LARGEST // 1024**2} MB.")
    try:
        return msgspec.convert(load(path.read_text("utf-8")), kind, strict=False)
    except UnicodeDecodeError:
        raise click.ClickException(f"{path} is no text in UTF-8. Save it so.") from None
    except YamlProblem as problem:
        said = "\n".join(f"line {f.line}: {f.message} {f.remedy}" for f in problem.faults)
        raise click.ClickException(f"{path} cannot be read:\n{said}") from None
    except msgspec.ValidationError as refusal:
        raise click.ClickException(f"{path}: {refusal}") from None
