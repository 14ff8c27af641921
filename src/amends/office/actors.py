"""Who reads or writes: an account in its role, or the system for a stated purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Role(StrEnum):
    """The role of an account. One account has one role, so that duties stay separate."""

    PROSECUTOR = "prosecutor"
    INVESTIGATOR = "investigator"
    HEAD = "head"
    REGISTRAR = "registrar"
    LIAISON = "liaison"
    OMBUDSMAN = "ombudsman"
    RAPPORTEUR = "rapporteur"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Actor(Protocol):
    """Whoever reads or writes: an account, or the system for a stated purpose."""

    @property
    def pk(self) -> Any:
        """The account's key; None for the system."""

    @property
    def role(self) -> str:
        """The role, as in ``Role``."""

    @property
    def unit_id(self) -> int | None:
        """The unit, where the role has one."""

    @property
    def is_active(self) -> bool:
        """Whether the account may act at all."""

    @property
    def label(self) -> str:
        """The name the log shows."""


@dataclass(frozen=True)
class SystemActor:
    """The system itself, acting for a stated purpose that stands in the log."""

    purpose: str
    pk: None = None
    role: str = Role.SYSTEM
    unit_id: None = None
    is_active: bool = True

    @property
    def label(self) -> str:
        """Return the name the log shows."""
        return f"system: {self.purpose}"


class ActorRequired(RuntimeError):
    """Case data was asked for without saying who asks: a fault of the program."""
