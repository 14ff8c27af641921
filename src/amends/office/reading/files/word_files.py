"""Text out of DOCX: the body with its tables, headers, footers, notes and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from amends.office.reading.files.packages import Package
from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FURTHER = re.compile(r"word/(?:header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, limits: Limits) -> Read:
    """Return the text of a DOCX: what it says is read, what it would do is not done.

    Raises:
        Unreadable: it is damaged, encrypted or too large.
    """
    package = Package(data, limits)
    body = package.tree("word/document.xml")
    if body is None:
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN)
    texts = [_text(body)]
    for name in sorted(filter(FURTHER.fullmatch, package.names)):
        tree = package.tree(name)
        if tree is not None:
            texts.append(_text(tree))
    text = "\n\n".join(filter(None, texts))
    if len(text) > limits.characters:
        return Read("docx", Unit.PART, [text[: limits.characters]], why=Why.TOO_LONG)
    return Read("docx", Unit.PART, [text])


def _text(root: Element) -> str:
    return "".join(_pieces(root)).strip()


def _pieces(root: Element) -> Iterator[str]:
    """Yield words, and what stands between them, in the order of the document."""
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_over = waiting.pop()
        name = element.tag.replace(STRICT, "").replace(W, "")
        if is_over:
            yield {"p": "\n", "tc": "\t", "tr": "\n"}[name]
            continue
        if name in {"t", "delText", "instrText"}:
            yield (element.text or "") if name == "t" else ""
        elif name in SPACES:
            yield SPACES[name]
        if name in {"p", "tc", "tr"}:
            waiting.append((element, True))
        waiting.extend((child, False) for child in reversed(element))
