"""The indicators asked of a report: each answered, and read as the guidance reads it. No score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import msgspec

from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.intake.declared import Word
from amends.law.terms import Vocabulary, terms

FILE = "intake/indicators.yaml"


class IndicatorAnswer(StrEnum):
    """What is known of an indicator. Not known is an answer, and never counts as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """Who names an indicator: the International Labour Organization, or nobody in particular."""

    ILO = "ilo"
    OTHER = "other"


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes:
        label: what it is called; a message id.
        sorts: the sorts of exploitation for which it is read so.
        dimensions: what the guidance reads it as; nothing if no guidance was read.
        source: where it comes from, and how far that may be trusted.
    """

    code: str
    label: str
    group: Group
    sorts: tuple[str, ...]
    dimensions: tuple[str, ...]
    source: Source


class Sort(msgspec.Struct, frozen=True):
    """A sort of exploitation.

    Attributes:
        ilo: whether the guidance of the ILO has a set of indicators for it.
        child: whether it is about children, for whom no means need be shown.
    """

    label: str
    ilo: bool = False
    child: bool = False


@dataclass(frozen=True)
class Screening:
    """One time that the indicators of a report were asked."""

    sort: str
    answers: Mapping[str, IndicatorAnswer]

    @property
    def present(self) -> tuple[str, ...]:
        """Return the indicators that are present, in the order in which they are asked."""
        return self._answered(IndicatorAnswer.YES)

    @property
    def open(self) -> tuple[str, ...]:
        """Return the indicators of which nothing is known."""
        return self._answered(IndicatorAnswer.UNKNOWN)

    @property
    def read_as(self) -> Mapping[str, tuple[str, ...]]:
        """Return the indicators present by what the guidance reads them as for this sort."""
        found: dict[str, tuple[str, ...]] = {}
        for code in self.present:
            for dimension in _read(indicators()[code], self.sort):
                found[dimension] = (*found.get(dimension, ()), code)
        return {name: found[name] for name in dimensions() if name in found}

    def answer(self, code: str) -> IndicatorAnswer:
        """Return what is known of an indicator; one that was not asked is not known."""
        return self.answers.get(code, IndicatorAnswer.UNKNOWN)

    def _answered(self, wanted: IndicatorAnswer) -> tuple[str, ...]:
        return tuple(code for code in indicators() if self.answer(code) is wanted)


@dataclass(frozen=True)
class Change:
    """An indicator that was answered otherwise than the time before."""

    code: str
    before: IndicatorAnswer
    now: IndicatorAnswer


def changes(before: Screening, now: Screening) -> tuple[Change, ...]:
    """Return what was answered otherwise, in the order in which it is asked."""
    pairs = ((code, before.answer(code), now.answer(code)) for code in indicators())
    return tuple(Change(code, was, shows) for code, was, shows in pairs if was is not shows)


def _read(indicator: Indicator, sort: str) -> tuple[str, ...]:
    return indicator.dimensions if sort in indicator.sorts else ()


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by its code, those of the ILO first."""
    declared = _declared()
    labels = terms(Vocabulary.INDICATORS)
    named = {code: labels[code].label for code in declared.ilo}
    read = tuple(code for code, sort in declared.sorts.items() if sort.ilo)
    found = {
        code: _indicator(code, named[code], Group.ILO, read, placed.dimensions)
        for code, placed in declared.ilo.items()
    }
    for code, other in declared.other.items():
        sorts = other.sorts or tuple(declared.sorts)
        found[code] = _indicator(code, other.label, Group.OTHER, sorts, ())
    return MappingProxyType(found)


def sorts() -> Mapping[str, Sort]:
    """Return the sorts of exploitation by code."""
    return _declared().sorts


def dimensions() -> Mapping[str, Word]:
    """Return what the guidance reads indicators as, by code."""
    return _declared().dimensions


class _Placed(msgspec.Struct, frozen=True):
    dimensions: tuple[str, ...]


class _Other(msgspec.Struct, frozen=True):
    label: str
    sorts: tuple[str, ...] = ()


class _Cited(msgspec.Struct, frozen=True):
    source: str
    status: SourceStatus


class _Declared(msgspec.Struct, frozen=True):
    sources: dict[str, _Cited]
    sorts: dict[str, Sort]
    dimensions: dict[str, Word]
    ilo: dict[str, _Placed]
    other: dict[str, _Other]


@cache
def _declared() -> _Declared:
    return msgspec.convert(load(read_text(FILE)), _Declared)


def _indicator(
    code: str, label: str, group: Group, sorts: tuple[str, ...], dimensions: tuple[str, ...]
) -> Indicator:
    cited = _declared().sources[group]
    return Indicator(code, label, group, sorts, dimensions, Source(cited.source, cited.status))
