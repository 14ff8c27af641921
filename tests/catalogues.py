"""Collect every message of amends, bring the message catalogues up to date and compile them.

``python -m tests.catalogues`` does so for every language that has a folder in office/locale, and
says how much each has left to translate. ``--check`` changes nothing and fails if there was
something to do.

Messages come from the Python modules, the templates and the labels of the data files. English is
the language of the messages themselves and has no catalogue.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import polib
import yaml
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "amends"
LOCALE = SOURCE / "office" / "locale"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "Message": None,
    "Refusal": None,
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}
# What in a data file is a message; in a table of choices every value is one.
TABLE = "a table of choices"
MESSAGES = {
    TABLE,
    "adverse",
    "against",
    "ask",
    "basis",
    "because",
    "consequence",
    "cure",
    "generalisation",
    "help",
    "hooks",
    "label",
    "loss",
    "next_step",
    "seek",
    "source",
    "supports",
    "title",
}
DATA = (
    "*.yaml",
    "clocks/*.yaml",
    "evidence/*.yaml",
    "imports/*.yaml",
    "intake/*.yaml",
    "law/*.yaml",
)
WIDTH = 100

Key = tuple[str | None, str]


@dataclass
class Message:
    """One message, with the files it comes from and what translators should know."""

    text: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """Return what tells this message from every other."""
        return self.context, self.text


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or with ``--check`` say which are not."""
    stale = []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        catalogue = updated(path)
        print(f"{path.parts[-3]}: {left(catalogue)} of {len(catalogue)} messages to translate")  # noqa: T201
        if not is_fresh(path, catalogue):
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in arguments:
                write(path, catalogue)
    if stale and "--check" in arguments:
        print(f"out of date: {', '.join(stale)}; run: python -m tests.catalogues")  # noqa: T201
        return 1
    return 0


def left(catalogue: polib.POFile) -> int:
    """Return how many messages have no translation yet."""
    return len(catalogue.untranslated_entries())


def is_fresh(path: Path, catalogue: polib.POFile) -> bool:
    """Return whether both files of a catalogue hold exactly what they would be written with."""
    compiled = path.with_suffix(".mo")
    return (
        path.read_text("utf-8") == text_of(catalogue)
        and compiled.is_file()
        and compiled.read_bytes() == catalogue.to_binary()
    )


def write(path: Path, catalogue: polib.POFile) -> None:
    """Write a catalogue and its compiled form."""
    path.write_text(text_of(catalogue), "utf-8")
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def text_of(catalogue: polib.POFile) -> str:
    """Return a catalogue as its file holds it."""
    return f"{catalogue}".rstrip("\n") + "\n"


def updated(path: Path) -> polib.POFile:
    """Return a catalogue with every message of today, its translations kept, the rest gone."""
    before = polib.pofile(str(path), wrapwidth=WIDTH)
    known = {(entry.msgctxt, entry.msgid): entry for entry in before}
    after = polib.POFile(wrapwidth=WIDTH)
    after.header, after.metadata = before.header, before.metadata
    for message in collected():
        after.append(entry_for(message, known.get(message.key), forms=plural_forms(before)))
    return after


def plural_forms(catalogue: polib.POFile) -> int:
    """Return how many forms a number gives a noun in a catalogue's language."""
    found = re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])
    return int(found[1]) if found else 2


def entry_for(message: Message, known: polib.POEntry | None, *, forms: int) -> polib.POEntry:
    """Return a message as a catalogue's entry, with the translation it had."""
    entry = polib.POEntry(
        msgid=message.text,
        msgctxt=message.context,
        comment="\n".join(sorted(message.comments)),
        occurrences=[(name, "") for name in sorted(message.files)],
        flags=["python-format"] if "%(" in message.text else [],
    )
    if message.plural:
        entry.msgid_plural = message.plural
        kept = known.msgstr_plural if known else {}
        entry.msgstr_plural = {form: kept.get(form, "") for form in range(forms)}
    elif known:
        entry.msgstr = known.msgstr
    return entry


def collected() -> list[Message]:
    """Return every message of amends, each once, in the order of its text."""
    found: dict[Key, Message] = {}
    for path, message in [*from_modules(), *from_templates(), *from_data()]:
        kept = found.setdefault(message.key, message)
        kept.plural = kept.plural or message.plural
        kept.files.add(str(path.relative_to(ROOT)))
        kept.comments |= message.comments
    return sorted(found.values(), key=lambda message: (message.text, message.context or ""))


def from_modules() -> Iterator[tuple[Path, Message]]:
    """Yield the messages of the Python modules."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from ((path, message) for message in extracted(path.read_bytes()))


def from_templates() -> Iterator[tuple[Path, Message]]:
    """Yield the messages of the templates, read as Django reads them."""
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text("utf-8"), origin=path.name)
            # Within brackets the layout of the template means nothing to Python.
            yield from ((path, message) for message in extracted(f"({code}\n)".encode()))


def extracted(code: bytes) -> Iterator[Message]:
    """Yield the messages of a piece of Python."""
    for _, texts, comments, context in extract("python", BytesIO(code), KEYWORDS, ["Translators:"]):
        text, plural = (texts[0], texts[1]) if isinstance(texts, tuple) else (texts, "")
        yield Message(text, plural, context, comments=set(comments))


def from_data() -> Iterator[tuple[Path, Message]]:
    """Yield the labels of the data files; case files are written in one language and have none."""
    data = SOURCE / "data"
    for path in [path for pattern in DATA for path in sorted(data.glob(pattern))]:
        for text in labels(yaml.safe_load(path.read_text("utf-8"))):
            yield path, Message(text)
    # The source of a cell of law is a key; what a statute says stays in its own words.
    for path in sorted(data.glob("statutes/*.yaml")):
        for offence in yaml.safe_load(path.read_text("utf-8"))["offences"]:
            yield path, Message(offence["label"])


def labels(node: Any, name: str = "") -> Iterator[str]:
    """Yield the messages below a node of a data file."""
    if isinstance(node, dict):
        for key, value in node.items():
            table = name == TABLE or (key == "choices" and isinstance(value, dict))
            yield from labels(value, TABLE if table else str(key))
    elif isinstance(node, list):
        for value in node:
            yield from labels(value, name)
    elif isinstance(node, str) and name in MESSAGES:
        yield node


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
