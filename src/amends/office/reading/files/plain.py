"""Text files, and web pages as the words in them: nothing in a page is followed or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from amends.office.exchange.encodings import CODECS, encoding_of
from amends.office.reading.files.kinds import HEAD, looks_wide
from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
SILENT = frozenset({"script", "style", "template", "noscript", "object", "iframe", "svg", "math"})
BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"}
    | {"main", "nav", "ol", "p", "pre", "section", "table", "title", "tr", "ul"}
)


def read_text(data: bytes, limits: Limits) -> Read:
    """Return a text file's text.

    Raises:
        Unreadable: the bytes are no text.
    """
    return _within(Read("text", Unit.PART, [decoded(data)]), limits)


def read_html(data: bytes, limits: Limits) -> Read:
    """Return the words of a web page."""
    declared = CHARSET.search(data[:4_096])
    name = declared[1].decode("ascii") if declared else ""
    return _within(Read("html", Unit.PART, [words_of(decoded(data, name))]), limits)


def decoded(data: bytes, charset: str = "") -> str:
    """Return bytes as text, in the encoding they are said to be in if they are, else as they look.

    Raises:
        Unreadable: they are no text.
    """
    if b"\0" in data and not looks_wide(data[:HEAD]):
        data = data.replace(b"\0", b"")  # no letter of any encoding of one byte
    for name in filter(None, (charset, CODECS[encoding_of(data)])):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    raise Unreadable(Outcome.DAMAGED, Why.BROKEN)


def words_of(page: str) -> str:
    """Return the words of a page of HTML."""
    words = _Words()
    words.feed(page)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    """Gathers what a page says and leaves out what it does."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note where a line ends and where silence begins."""
        if tag in SILENT and not self._silent:
            self._silent = tag
        elif tag in BREAKS:
            self.pieces.append("\n")
        elif tag in {"td", "th"}:
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        """Note where a line or a silence ends."""
        if tag == self._silent:
            self._silent = ""
        elif tag in BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words; where a line ends in the source means nothing."""
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _within(read: Read, limits: Limits) -> Read:
    if len(read.pages[0]) > limits.characters:
        read.pages[0] = read.pages[0][: limits.characters]
        read.why = Why.TOO_LONG
    return read
