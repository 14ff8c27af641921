"""What must hold of the statements in a case file: codes that exist, references that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from amends.base.messages import Message
from amends.base.problems import Wrong, one_of, shown
from amends.casefile.model import CaseFile
from amends.law.terms import Vocabulary, terms
from amends.proof.kinds import elements
from amends.proof.statement_words import controls, explanations, payers, recordings

TIED_TO = (Vocabulary.ACTS, Vocabulary.MEANS, Vocabulary.ENDS)
NOT_A_CHOICE = Message("%(given)s is not one of the choices.")
NOT_THERE = Message("There is no %(given)s in this case file.")


def wrong_words_said(casefile: CaseFile) -> Iterator[Wrong]:
    """Yield what is wrong in propositions, statements and recantations, but for their parties."""
    numbers = {str(count.number) for count in casefile.counts}
    words = {code for of in TIED_TO for code in terms(of)}
    for index, proposition in enumerate(casefile.propositions):
        path = f"$.propositions[{index}]"
        yield from wrong_code(f"{path}.element", proposition.element, elements())
        yield from wrong_code(f"{path}.word", proposition.word, words)
        yield from _there(f"{path}.count", str(proposition.count or ""), numbers)
    yield from _statements(casefile)
    yield from _recantations(casefile)


def wrong_code(path: str, given: str, known: Iterable[str]) -> Iterator[Wrong]:
    """Yield a code that is not declared; an empty one says nothing."""
    codes = list(known)
    if given and given not in codes:
        message = Message(NOT_A_CHOICE.sentence, {"given": shown(given)})
        yield Wrong(path, message, one_of(given, codes))


def speakers_in(casefile: CaseFile) -> Iterator[tuple[str, str]]:
    """Yield the place and the key of every party that statements and the like name."""
    for name, fields in (
        ("propositions", ("party",)),
        ("statements", ("person", "control_of")),
        ("recantations", ("person", "control_of")),
    ):
        for index, entry in enumerate(getattr(casefile, name)):
            for field in fields:
                if key := getattr(entry, field):
                    yield f"$.{name}[{index}].{field}", key


def _statements(casefile: CaseFile) -> Iterator[Wrong]:
    items = {item.key for item in casefile.evidence}
    stated = {proposition.key for proposition in casefile.propositions}
    for index, statement in enumerate(casefile.statements):
        path = f"$.statements[{index}]"
        yield from _circumstances(path, statement)
        yield from wrong_code(f"{path}.recorded", statement.recorded, recordings())
        yield from _there(f"{path}.item", statement.item, items)
        for number, position in enumerate(statement.says):
            place = f"{path}.says[{number}].proposition"
            yield from _there(place, position.proposition, stated)


def _recantations(casefile: CaseFile) -> Iterator[Wrong]:
    items = {item.key for item in casefile.evidence}
    made = {statement.key for statement in casefile.statements}
    for index, retreat in enumerate(casefile.recantations):
        path = f"$.recantations[{index}]"
        yield from _circumstances(path, retreat)
        yield from _there(f"{path}.statement", retreat.statement, made)
        for number, one in enumerate(retreat.explanations):
            place = f"{path}.explanations[{number}]"
            yield from wrong_code(f"{place}.code", one.code, explanations())
            yield from _there(f"{place}.item", one.item, items)


def _circumstances(path: str, entry: Any) -> Iterator[Wrong]:
    yield from wrong_code(f"{path}.control", entry.control, controls())
    yield from wrong_code(f"{path}.paid_by", entry.paid_by, payers())


def _there(path: str, given: str, known: set[str]) -> Iterator[Wrong]:
    if given and given not in known:
        message = Message(NOT_THERE.sentence, {"given": shown(given)})
        yield Wrong(path, message, one_of(given, sorted(known)))
