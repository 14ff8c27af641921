"""What cannot be true together within a statute file, whichever of its sources is right.

Sources may be read in different ways, and such readings stand beside each other. Where every pair
of them contradicts, the file is wrong: no lawyer can make sense of it by choosing a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from amends.base.amounts import Amount
from amends.base.dates import When
from amends.base.messages import Message, Refusal
from amends.base.problems import CORRECT_ONE, Wrong, named_once, shown
from amends.law.cells import Cell, Reading, Value, share_a_day
from amends.law.punishment import Compared, Penalty
from amends.law.statute import Offence, Statute

# No law that was read, and none of those in sources, puts it lower: a slip of the finger.
YOUNGEST_OF_AGE = 12


def contradictions(statute: Statute) -> list[Wrong]:
    """Return what contradicts itself in a statute of the right shape."""
    return [
        *_lasting("$", statute),
        *_amended(statute),
        *_lesser(statute),
        *_covered(statute),
        *_limits_of_time(statute),
        *_grades(statute),
        *(
            wrong
            for number, offence in enumerate(statute.offences)
            for wrong in _offence(f"$.offences[{number}]", offence, statute)
        ),
        *(
            wrong
            for number, mode in enumerate(statute.participation)
            for wrong in _penalties(f"$.participation[{number}].penalties", mode.penalties)
        ),
        *(
            wrong
            for number, crime in enumerate(statute.comparators)
            for wrong in _custody(f"$.comparators[{number}]", crime)
        ),
    ]


def _offence(path: str, offence: Offence, statute: Statute) -> Iterator[Wrong]:
    yield from _lasting(path, offence)
    yield from _before_its_act(path, offence, statute)
    yield from named_once(f"{path}.lesser", offence.lesser)
    yield from _penalties(f"{path}.penalties", offence.penalties)
    for index, reading in enumerate(offence.child_age):
        if isinstance(reading.value, int) and reading.value < YOUNGEST_OF_AGE:
            message = Message("Nobody comes of age at %(age)d.", {"age": reading.value})
            remedy = Message("Give the age below which a victim is a child.")
            yield Wrong(f"{path}.child_age[{index}].value", message, remedy)


def _lasting(path: str, part: Statute | Offence) -> Iterator[Wrong]:
    """Yield an end that lies before the beginning."""
    for _begun, index, ended in clashes(part.commencement, part.repeal, _begins_before):
        message = Message("It ended on %(ended)s, before it began.", {"ended": ended.value})
        yield Wrong(f"{path}.repeal[{index}].value", message, CORRECT_ONE)


def _before_its_act(path: str, offence: Offence, statute: Statute) -> Iterator[Wrong]:
    """Yield an offence that began before the law it stands in, or after that had ended."""
    for _act, index, own in clashes(statute.commencement, offence.commencement, _not_after):
        message = Message("It began on %(day)s, before the law it stands in.", {"day": own.value})
        yield Wrong(f"{path}.commencement[{index}].value", message, CORRECT_ONE)
    for _end, index, own in clashes(statute.repeal, offence.commencement, _ends_after):
        said = {"day": own.value}
        message = Message("It began on %(day)s, when the law it stands in had ended.", said)
        yield Wrong(f"{path}.commencement[{index}].value", message, CORRECT_ONE)


def _amended(statute: Statute) -> Iterator[Wrong]:
    """Yield amendments of one name, and what amended a law that was not yet, or no longer, one."""
    yield from named_once("$.versions", [version.name for version in statute.versions])
    for number, version in enumerate(statute.versions):
        place = f"$.versions[{number}].commencement"
        for _act, index, own in clashes(statute.commencement, version.commencement, _not_after):
            said = {"day": own.value}
            message = Message("It began on %(day)s, before the law that it amended.", said)
            yield Wrong(f"{place}[{index}].value", message, CORRECT_ONE)
        for _end, index, own in clashes(statute.repeal, version.commencement, _ends_after):
            said = {"day": own.value}
            message = Message("It began on %(day)s, when the law that it amended had ended.", said)
            yield Wrong(f"{place}[{index}].value", message, CORRECT_ONE)


def _lesser(statute: Statute) -> Iterator[Wrong]:
    """Yield offences that are included in themselves, at once or by way of others."""
    included = {offence.key: offence.lesser for offence in statute.offences}
    for number, offence in enumerate(statute.offences):
        if offence.key in _all_lesser(offence.key, included):
            named = {"offence": shown(offence.key)}
            message = Message("%(offence)s would be included in itself.", named)
            remedy = Message("Name only what is less than this offence.")
            yield Wrong(f"$.offences[{number}].lesser", message, remedy)


def _all_lesser(key: str, included: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    left = list(included.get(key, ()))
    while left:
        other = left.pop()
        if other not in found:
            found.add(other)
            left.extend(included.get(other, ()))
    return found


def _covered(statute: Statute) -> Iterator[Wrong]:
    """Yield rules that cover and exclude the same offence."""
    for name in ("participation", "jurisdiction", "custody_limits"):
        for number, rule in enumerate(getattr(statute, name)):
            place = f"$.{name}[{number}]"
            yield from named_once(f"{place}.covers", rule.covers)
            for key in dict.fromkeys(rule.covers):
                if key in rule.excludes:
                    message = Message("It covers and excludes %(key)s.", {"key": shown(key)})
                    yield Wrong(f"{place}.excludes", message, CORRECT_ONE)


def _limits_of_time(statute: Statute) -> Iterator[Wrong]:
    """Yield limits of no years, and those of years and of none in the same source."""
    for number, rule in enumerate(statute.limitation):
        place = f"$.limitation[{number}]"
        for index, reading in enumerate(rule.years):
            if reading.value == 0:
                message = Message("A limit of no years would bar every case.")
                remedy = Message("Give the years, or write unlimited where there is no limit.")
                yield Wrong(f"{place}.years[{index}].value", message, remedy)
        for _free, index, _years in clashes(rule.unlimited, rule.years, _is_limited):
            message = Message("It gives years and says there is no limit.")
            yield Wrong(f"{place}.years[{index}].value", message, CORRECT_ONE)
        for _years, index, _most in clashes(rule.years, rule.longest_years, _no_more):
            message = Message("The longest time is shorter than the limit.")
            yield Wrong(f"{place}.longest_years[{index}].value", message, CORRECT_ONE)


def _grades(statute: Statute) -> Iterator[Wrong]:
    """Yield classes of crimes that are not in the order of the longest custody."""
    for number, (lower, upper) in enumerate(
        zip(statute.grading, statute.grading[1:], strict=False), start=1
    ):
        for _low, index, _high in clashes(lower.up_to, upper.up_to, _less):
            message = Message("This class reaches no further than the one before it.")
            remedy = Message("Put the classes in order, the least grave first.")
            yield Wrong(f"$.grading[{number}].up_to[{index}].value", message, remedy)
    yield from named_once("$.grading", [grade.name for grade in statute.grading])


def _penalties(path: str, penalties: tuple[Penalty, ...]) -> Iterator[Wrong]:
    for number, penalty in enumerate(penalties):
        place = f"{path}[{number}]"
        yield from _circumstances(place, penalty)
        yield from _custody(place, penalty)
        for _least, index, _most in clashes(penalty.fine_least, penalty.fine_most, _no_dearer):
            message = Message("The least fine is above the highest, or in another currency.")
            yield Wrong(f"{place}.fine_most[{index}].value", message, CORRECT_ONE)


def _custody(path: str, penalty: Penalty | Compared) -> Iterator[Wrong]:
    """Yield a least custody above the longest."""
    for low, index, high in clashes(penalty.minimum, penalty.maximum, _no_more):
        named = {"low": low.value, "high": high.value}
        message = Message("At least %(low)d months, at most %(high)d.", named)
        yield Wrong(f"{path}.maximum[{index}].value", message, CORRECT_ONE)


def _circumstances(path: str, penalty: Penalty) -> Iterator[Wrong]:
    """Yield a case that could never be: what it asks for must also be absent."""
    for name in ("when", "any_of", "unless"):
        yield from named_once(f"{path}.{name}", getattr(penalty, name))
    for word in dict.fromkeys(penalty.when):
        if word in penalty.unless:
            message = Message("%(word)s must be present and absent.", {"word": shown(word)})
            yield Wrong(f"{path}.unless", message, CORRECT_ONE)
    if penalty.any_of and set(penalty.any_of) <= set(penalty.unless):
        message = Message("One of these must be present, and all must be absent.")
        yield Wrong(f"{path}.unless", message, CORRECT_ONE)


def clashes(
    one: Cell, other: Cell, agree: Callable[[Reading, Reading], bool]
) -> Iterator[tuple[Reading, int, Reading]]:
    """Yield the readings of two cells that cannot both be: of one source, or of any source.

    Of several sources that differ, one pair that goes together is enough.
    """
    pairs = [
        (a, index, b)
        for a in one
        for index, b in enumerate(other)
        if a.value is not None and b.value is not None and share_a_day(a, b)
    ]
    against = [pair for pair in pairs if not agree(pair[0], pair[2])]
    within_one = [pair for pair in against if pair[0].source == pair[2].source]
    if within_one:
        yield from within_one
    elif len(against) == len(pairs):
        yield from against[:1]


def _begins_before(begun: Reading, ended: Reading) -> bool:
    return _first(begun) < _last(ended)


def _not_after(act: Reading, own: Reading) -> bool:
    return _first(act) <= _last(own)


def _ends_after(ended: Reading, own: Reading) -> bool:
    return _first(own) < _last(ended)


def _no_more(low: Reading, high: Reading) -> bool:
    least, most = low.value, high.value
    # What is no number is refused where it stands, and contradicts nothing.
    return not (isinstance(least, int) and isinstance(most, int)) or least <= most


def _less(low: Reading, high: Reading) -> bool:
    least, most = low.value, high.value
    return not (isinstance(least, int) and isinstance(most, int)) or least < most


def _is_limited(unlimited: Reading, _years: Reading) -> bool:
    return unlimited.value is not True


def _no_dearer(low: Reading, high: Reading) -> bool:
    least, most = _amount(low.value), _amount(high.value)
    if least is None or most is None:
        return True
    return least.currency == most.currency and least.minor <= most.minor


def _first(reading: Reading) -> date:
    found = _when(reading.value)
    return found.first if found else date.min


def _last(reading: Reading) -> date:
    found = _when(reading.value)
    return found.last if found else date.max


def _when(value: Value) -> When | None:
    try:
        return When.parse(value) if isinstance(value, str) else None
    except Refusal:
        return None


def _amount(value: Value) -> Amount | None:
    try:
        return Amount.parse(value) if isinstance(value, str) else None
    except Refusal:
        return None
