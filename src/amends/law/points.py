"""What the parts and cells of a law are called where they stand, in words of any language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from amends.base.messages import Message
from amends.law.asof import named
from amends.law.kinds import kinds_of
from amends.law.labels import cell_label, circumstance_label, part_label, word_label
from amends.law.library import statutes
from amends.law.punishment import Penalty
from amends.law.statute import Offence, Statute
from amends.law.terms import Vocabulary, terms

# A name as the law has it, a message, or several messages that hold together.
Words = tuple[object, ...]
# Parts that are told apart by a word of a closed list, and the field that holds it.
KINDS_IN_WORDS = {"participation": "mode", "comparators": "crime", "custody_limits": "stage"}
ONLY_FOR = Message("Only for: %(offences)s.")
NOT_FOR = Message("Not for: %(offences)s.")


def points(country: str) -> dict[str, Words]:
    """Return every cell of a country's laws by its path, with what it is called.

    An offence begins with its citation, every other part with the short name of its statute.
    """
    laws = (law for law in statutes().values() if law.country == country)
    return {path: words for law in laws for path, words in _within(law, law, law.key, (law.short,))}


def in_english(words: Words) -> str:
    """Return what a point is called in English."""
    return ": ".join(", ".join(map(str, w)) if isinstance(w, tuple) else str(w) for w in words)


def part_words(kind: str, part: Any) -> Words:
    """Return what a part is called: "Modes of participation", "Attempt"."""
    word = KINDS_IN_WORDS.get(kind)
    return (
        part_label(kind),
        *((word_label(kind, str(getattr(part, word))),) if word else ()),
        *filter(None, (getattr(part, name, "") for name in ("limb", "name", "period"))),
        *filter(None, (_case(part),)),
    )


def penalty_words(penalty: Penalty) -> Message:
    """Return what a penalty is called: the case in which it is given."""
    if penalty.is_base:
        return Message("Penalty in the base case")
    case = tuple(circumstance_label(code) for code in (*penalty.when, *penalty.any_of))
    if penalty.any_of:
        return Message("Penalty if any of these: %(case)s", {"case": case})
    return Message("Penalty if: %(case)s", {"case": case})


def about(law: Statute, part: Any) -> tuple[Message, ...]:
    """Return which offences a part is about, if not about all."""
    named_in = ((ONLY_FOR, "covers"), (NOT_FOR, "excludes"))
    return tuple(
        Message(message.sentence, {"offences": tuple(_citations(law, getattr(part, field)))})
        for message, field in named_in
        if getattr(part, field, ())
    )


def _citations(law: Statute, keys: tuple[str, ...]) -> Iterator[str]:
    return (offence.citation for key in keys if (offence := law.offence(key)))


def _case(part: Any) -> tuple[Message, ...]:
    """Return the circumstances and the exploitation that set a part apart."""
    return (
        *(circumstance_label(code) for code in getattr(part, "when", ())),
        *(Message(terms(Vocabulary.ENDS)[code].label) for code in getattr(part, "ends", ())),
    )


def _within(law: Statute, part: Any, at: str, said: Words) -> Iterator[tuple[str, Words]]:
    """Yield the cells of a part, then those of the parts within it."""
    kinds = kinds_of(type(part))
    for name in kinds:
        yield f"{at}.{name}", (*said, cell_label(name))
    for field in dataclasses.fields(part):
        value, place = getattr(part, field.name), f"{at}.{field.name}"
        if dataclasses.is_dataclass(value):
            yield from _within(law, value, place, (*said, part_label(field.name)))
        elif isinstance(value, tuple) and field.name not in kinds:
            for number, inner in enumerate(value):
                if dataclasses.is_dataclass(inner):
                    words = _words(law, field.name, inner, said)
                    yield from _within(law, inner, f"{place}.{named(inner, number)}", words)


def _words(law: Statute, kind: str, part: Any, said: Words) -> Words:
    if isinstance(part, Offence):
        return (part.citation,)
    if isinstance(part, Penalty):
        return (*said, penalty_words(part))
    if named(part, 0) != "0":
        return (*said, *part_words(kind, part))
    # What has no name of its own is told apart by where it stands and what it is about.
    return (*said, *part_words(kind, part), *filter(None, (part.citation,)), *about(law, part))
