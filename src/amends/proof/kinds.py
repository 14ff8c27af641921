"""The declared kinds of evidence, the elements they go to, and what must survive for their use."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.yaml_document import load

FILE = "evidence/kinds.yaml"


class Form(StrEnum):
    """What has to be kept of an item."""

    WORDS = "words"
    THING = "thing"
    DATA = "data"
    DOCUMENT = "document"

    @property
    def is_in_custody(self) -> bool:
        """Say whether there is something to be kept, handed over and sealed."""
        return self is not Form.WORDS


class Label(msgspec.Struct, frozen=True):
    """What something is called; a message id."""

    label: str


class Kind(msgspec.Struct, frozen=True):
    """A kind of evidence.

    Attributes:
        goes_to: the elements it usually goes to.
        carriers: what usually has to survive for it to be used.
        soon_overwritten: whether its keepers usually keep it for a short time only.
    """

    label: str
    form: Form
    goes_to: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    soon_overwritten: bool = False


class CarrierKind(msgspec.Struct, frozen=True):
    """A kind of carrier: what it is about, and what is said when it is lost."""

    label: str
    about: str
    loss: str


class Declared(msgspec.Struct, frozen=True):
    """Everything that is declared about evidence, with its source and status."""

    source: str
    status: str
    elements: dict[str, Label]
    kinds: dict[str, Kind]
    carriers: dict[str, CarrierKind]


@cache
def declared() -> Declared:
    """Return what is declared about evidence."""
    return msgspec.convert(load(read_text(FILE)), Declared)


def kinds() -> dict[str, Kind]:
    """Return every kind of evidence by its code."""
    return declared().kinds


def carrier_kinds() -> dict[str, CarrierKind]:
    """Return every kind of carrier by its code."""
    return declared().carriers


def elements() -> dict[str, Label]:
    """Return the elements that evidence goes to, by code."""
    return declared().elements
