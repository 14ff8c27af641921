"""The message catalogues hold today's messages, are compiled, and translate what is filled in."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from tests import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
CATALOGUES = sorted(catalogues.LOCALE.glob("*/LC_MESSAGES/django.po"))


def language(path: Path) -> str:
    """Return the language of a catalogue."""
    return path.parts[-3]


def wrong_placeholders(entry: polib.POEntry) -> bool:
    """Return whether a translation fills in something else than its message.

    In a plural a translation may leave the number out, as Arabic does for one and two.
    """
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
    if entry.msgid_plural:
        filled = set(PLACEHOLDER.findall(" ".join(entry.msgstr_plural.values())))
        return not filled <= wanted
    return bool(entry.msgstr) and set(PLACEHOLDER.findall(entry.msgstr)) != wanted


def test_there_is_arabic() -> None:
    assert "ar" in {language(path) for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_catalogues_are_fresh(path: Path) -> None:
    fresh = catalogues.is_fresh(path, catalogues.updated(path))
    assert fresh, "run: .venv/bin/python -m tests.catalogues"


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_translations_fill_in_what_their_messages_do(path: Path) -> None:
    wrong = [entry.msgid for entry in polib.pofile(str(path)) if wrong_placeholders(entry)]
    assert wrong == []


def test_wrong_placeholders_are_found() -> None:
    assert wrong_placeholders(polib.POEntry(msgid="%(days)s days", msgstr="%(day)s"))
    assert not wrong_placeholders(polib.POEntry(msgid="%(days)s days", msgstr="x %(days)s"))


def test_messages_come_from_code_templates_and_data() -> None:
    files = {name for message in catalogues.collected() for name in message.files}
    assert {Path(name).suffix for name in files} >= {".py", ".html", ".yaml"}


def test_data_files_give_their_labels_and_choices() -> None:
    document = {
        "choices": {"plea": {"guilty": "Guilty"}},
        "events": {"A": {"label": "Arrest", "by": "office", "fields": {"x": {"choices": "plea"}}}},
    }
    assert sorted(catalogues.labels(document)) == ["Arrest", "Guilty"]
