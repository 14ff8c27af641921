"""What is kept in the vault of a victim or a protected witness, and of nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.network.roles import Capacity

PROTECTED = frozenset({Capacity.VICTIM, Capacity.WITNESS})


@dataclass(frozen=True)
class VaultField:
    """One thing that the vault keeps of somebody.

    Attributes:
        code: the word by which rows and the log name it.
        label: what it is called; a message id.
        source: where it comes from.
    """

    code: str
    label: str
    source: Source


@cache
def vault_fields() -> Mapping[str, VaultField]:
    """Return every declared field by its code."""
    document: Any = load(read_text("vault_fields.yaml"))
    source = Source(document["source"], SourceStatus(document["status"]))
    return MappingProxyType(
        {
            code: VaultField(code, entry["label"], source)
            for code, entry in document["fields"].items()
        }
    )
