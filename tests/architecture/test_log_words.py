"""Whatever an entry of the log says was read is said in words, in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from amends.office.log.words import READ
from tests.architecture.sources import SOURCE

READING = {"log.read", "services.read", "read"}


def calls() -> Iterator[ast.Call]:
    """Yield every call in the office."""
    for path in (SOURCE / "office").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def test_what_was_read_has_a_word() -> None:
    named = {
        keyword.value.value
        for call in calls()
        if ast.unparse(call.func) in READING
        for keyword in call.keywords
        if keyword.arg == "what" and isinstance(keyword.value, ast.Constant)
    }
    assert len(named) > 50
    assert named - set(READ) == set()
