"""How arguments of ordered force add up to a level, and what each standard of proof asks for.

A policy is data with a version: what was found under one can be found again after it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from amends.base.messages import Refusal
from amends.base.package_data import read_text
from amends.base.yaml_document import load
from amends.proof.graph import Force, Standard

FILE = "evidence/force_policy.yaml"


@dataclass(frozen=True)
class Way:
    """One way to reach a level: by so many arguments of a force that do not share an origin."""

    of: int
    force: Force

    def is_met_by(self, forces: Sequence[Force]) -> bool:
        """Say whether arguments of some forces, if they count apart, are enough."""
        return sum(force >= self.force for force in forces) >= self.of


@dataclass(frozen=True)
class Demand:
    """What a standard asks for.

    Attributes:
        level: what the arguments for the proposition must reach.
        above: whether that must be more than what every contrary reaches.
        contrary_below: the level that no contrary may reach, if there is one.
    """

    level: Force
    above: bool = False
    contrary_below: Force | None = None


@dataclass(frozen=True)
class ForcePolicy:
    """One version of a country's policy, in use from a day on."""

    version: str
    country: str
    since: date
    levels: Mapping[Force, tuple[Way, ...]]
    standards: Mapping[Standard, Demand]

    def ways(self, level: Force) -> tuple[Way, ...]:
        """Return the ways to reach a level or a higher one, without those that another implies."""
        every = dict.fromkeys(way for each in Force if each >= level for way in self.levels[each])
        return tuple(
            way
            for way in every
            if not any(
                other != way and other.of <= way.of and other.force <= way.force for other in every
            )
        )


def policies() -> tuple[ForcePolicy, ...]:
    """Return every policy that is shipped, in the order of the days they came into use."""
    return tuple(sorted(_shipped(), key=lambda policy: policy.since))


def policy_for(country: str, on: date) -> ForcePolicy:
    """Return the policy of a country on a day, or else the one for all.

    Raises:
        Refusal: none was in use yet.
    """
    known = [policy for policy in policies() if policy.since <= on]
    for wanted in (country, ""):
        found = [policy for policy in known if policy.country == wanted]
        if found:
            return found[-1]
    raise Refusal("No policy on the force of arguments was in use on %(day)s.", day=on)


class _Way(msgspec.Struct, frozen=True):
    of: int
    force: str


class _Demand(msgspec.Struct, frozen=True):
    level: str
    above: bool = False
    contrary_below: str = ""


class _Policy(msgspec.Struct, frozen=True):
    version: str
    country: str
    since: date
    levels: dict[str, tuple[_Way, ...]]
    standards: dict[str, _Demand]


class _Declared(msgspec.Struct, frozen=True):
    source: str
    status: str
    policies: tuple[_Policy, ...]


@cache
def _shipped() -> tuple[ForcePolicy, ...]:
    declared = msgspec.convert(load(read_text(FILE)), _Declared)
    return tuple(map(_policy, declared.policies))


def _policy(read: _Policy) -> ForcePolicy:
    return ForcePolicy(
        read.version,
        read.country,
        read.since,
        {
            _force(level): tuple(Way(way.of, _force(way.force)) for way in ways)
            for level, ways in read.levels.items()
        },
        {Standard(name): _demand(demand) for name, demand in read.standards.items()},
    )


def _demand(read: _Demand) -> Demand:
    below = _force(read.contrary_below) if read.contrary_below else None
    return Demand(_force(read.level), read.above, below)


def _force(word: str) -> Force:
    return Force[word.upper()]
