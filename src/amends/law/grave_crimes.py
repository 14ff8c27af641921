"""Which grave crimes a penalty is compared with, by the form of exploitation and the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.problems import Wrong, not_among
from amends.law.cells import Key, LawSource, Line
from amends.law.reading import read_as
from amends.law.terms import Comparator, Vocabulary, terms

FILE = "law/grave_crimes.yaml"
ANY_END = "any_exploitation"
MEANS_USED = frozenset({"means_used"})


@dataclass(frozen=True, kw_only=True)
class GraveRule:
    """What the penalty for one form of trafficking is compared with.

    Attributes:
        ends: the exploitation of which one must be meant or have taken place; any if empty.
        any_of: circumstances of which one must be present; none is asked for if empty.
        basis: what the comparison rests on.
        read_in: a key of the file's sources.
    """

    key: Key
    label: Line
    crimes: tuple[Comparator, ...]
    basis: Line
    read_in: Key
    ends: tuple[Key, ...] = ()
    any_of: tuple[Key, ...] = ()

    def fits(self, ends: frozenset[str], circumstances: frozenset[str]) -> bool:
        """Say whether this is the form of trafficking in which such exploitation falls."""
        meant = not self.ends or not ends.isdisjoint(self.ends)
        return meant and (not self.any_of or not circumstances.isdisjoint(self.any_of))


@dataclass(frozen=True, kw_only=True)
class GraveRules:
    """Every rule, in the order in which they are asked, and where they were read."""

    sources: dict[Key, LawSource]
    rules: tuple[GraveRule, ...]


def rule_for(ends: frozenset[str], circumstances: frozenset[str]) -> GraveRule:
    """Return the rule for a count: the first that fits its exploitation and its circumstances."""
    return next(rule for rule in shipped_rules().rules if rule.fits(ends, circumstances))


def crimes_for(ends: frozenset[str]) -> frozenset[Comparator]:
    """Return the grave crimes that an offence about some exploitation is compared with.

    Where it can be about any, it is compared with all that are asked for.
    """
    if not ends or ANY_END in ends:
        return frozenset(crime for rule in shipped_rules().rules for crime in rule.crimes)
    found = (rule_for(frozenset({end}), MEANS_USED) for end in ends)
    return frozenset(crime for rule in found for crime in rule.crimes)


def read_rules(content: str, *, name: str = "rules") -> GraveRules:
    """Read a file of rules.

    Raises:
        StatuteError: everything that is wrong with it.
    """
    return read_as(GraveRules, content, name=name, checks=_wrong)


@cache
def shipped_rules() -> GraveRules:
    """Return the rules that are shipped."""
    return read_rules(read_text(FILE), name=FILE)


def _wrong(found: GraveRules) -> list[Wrong]:
    return [
        *(wrong for n, rule in enumerate(found.rules) for wrong in _rule(n, rule, found)),
        *_last(found.rules),
    ]


def _rule(number: int, rule: GraveRule, found: GraveRules) -> Iterator[Wrong]:
    path = f"$.rules[{number}]"
    yield from not_among(f"{path}.read_in", [rule.read_in], found.sources)
    yield from not_among(f"{path}.ends", rule.ends, terms(Vocabulary.ENDS))
    yield from not_among(f"{path}.any_of", rule.any_of, terms(Vocabulary.CIRCUMSTANCES))
    if not rule.crimes:
        message = Message("Nothing stands here.")
        yield Wrong(f"{path}.crimes", message, Message("Give at least one."))


def _last(rules: tuple[GraveRule, ...]) -> Iterator[Wrong]:
    if not rules or rules[-1].ends or rules[-1].any_of:
        message = Message("No rule fits every count.")
        yield Wrong("$.rules", message, Message("End with a rule without ends and any_of."))
