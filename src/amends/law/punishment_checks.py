"""What must hold of punishment within a statute file: cases, ranges, fines, limits of custody."""

from __future__ import annotations

from collections.abc import Iterator

from amends.base.amounts import Amount
from amends.base.messages import Message, Refusal
from amends.base.problems import Wrong, named_once, not_among
from amends.law.punishment import Compared, Penalty
from amends.law.statute import HOW_LONG, CustodyLimit, Statute
from amends.law.terms import Vocabulary, terms


def wrong_punishment(statute: Statute) -> Iterator[Wrong]:
    """Yield what is wrong with penalties, comparators and limits of custody."""
    for index, offence in enumerate(statute.offences):
        yield from _penalties(f"$.offences[{index}].penalties", offence.penalties)
    for index, mode in enumerate(statute.participation):
        yield from _penalties(f"$.participation[{index}].penalties", mode.penalties)
    yield from named_once("$.comparators", [compared.case for compared in statute.comparators])
    for index, compared in enumerate(statute.comparators):
        yield from _compared(f"$.comparators[{index}]", compared)
    yield from named_once("$.custody_limits", [limit.case for limit in statute.custody_limits])
    for index, limit in enumerate(statute.custody_limits):
        yield from _limit(f"$.custody_limits[{index}]", limit)


def _compared(path: str, compared: Compared) -> Iterator[Wrong]:
    yield from not_among(f"{path}.when", compared.when, terms(Vocabulary.CIRCUMSTANCES))
    yield from not_among(f"{path}.ends", compared.ends, terms(Vocabulary.ENDS))


def _limit(path: str, limit: CustodyLimit) -> Iterator[Wrong]:
    """Yield a limit in several units: which of them holds could not be told."""
    yield from not_among(f"{path}.when", limit.when, terms(Vocabulary.CIRCUMSTANCES))
    given = [name for name in HOW_LONG if getattr(limit, name)]
    for name in given[1:]:
        message = Message("One limit is given in several units.")
        yield Wrong(f"{path}.{name}", message, Message("Keep the one that the law names."))


def _penalties(path: str, penalties: tuple[Penalty, ...]) -> Iterator[Wrong]:
    circumstances = terms(Vocabulary.CIRCUMSTANCES)
    yield from named_once(path, [penalty.case for penalty in penalties])
    for index, penalty in enumerate(penalties):
        place = f"{path}[{index}]"
        for field in ("when", "any_of", "unless"):
            yield from not_among(f"{place}.{field}", getattr(penalty, field), circumstances)
        yield from _sums(place, penalty)


def _sums(path: str, penalty: Penalty) -> Iterator[Wrong]:
    """Yield fines that are no amounts of money."""
    for name in ("fine_least", "fine_most"):
        for index, reading in enumerate(getattr(penalty, name)):
            try:
                Amount.parse(str(reading.value)) if reading.value is not None else None
            except Refusal as refusal:
                yield Wrong(f"{path}.{name}[{index}].value", refusal.message)
