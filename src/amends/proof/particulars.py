"""What is stated of items of evidence and of steps of custody, by what has to be kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.fields import Field, fields_of, lists_of
from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.custody import StepKind
from amends.proof.kinds import Form

FILE = "evidence/particulars.yaml"


@dataclass(frozen=True)
class Particulars:
    """Fields on one subject, such as the device, and of which forms of evidence they are stated."""

    code: str
    label: str
    forms: frozenset[Form]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Declared:
    """Every subject of items in the order of a page, and the fields of each kind of step."""

    subjects: tuple[Particulars, ...]
    steps: Mapping[StepKind, tuple[Field, ...]]


@cache
def declared() -> Declared:
    """Return what is declared.

    The name of an item's field is that of its subject and its own, such as ``device.capacity``.
    """
    document: Any = load(read_text(FILE))
    lists = lists_of(document["choices"])
    subjects = tuple(
        Particulars(
            code,
            entry["label"],
            frozenset(map(Form, entry["forms"])),
            fields_of({f"{code}.{name}": f for name, f in entry["fields"].items()}, lists),
        )
        for code, entry in document["items"].items()
    )
    steps = {StepKind(kind): fields_of(fields, lists) for kind, fields in document["steps"].items()}
    return Declared(subjects, MappingProxyType(steps))


def subjects_of(form: Form) -> tuple[Particulars, ...]:
    """Return the subjects on which something is stated of an item of a form."""
    return tuple(subject for subject in declared().subjects if form in subject.forms)


def fields_of_item(form: Form) -> tuple[Field, ...]:
    """Return every field of an item of a form, subject by subject."""
    return tuple(field for subject in subjects_of(form) for field in subject.fields)


def fields_of_step(kind: StepKind) -> tuple[Field, ...]:
    """Return the fields of a kind of step besides those of every step."""
    return declared().steps.get(kind, ())
