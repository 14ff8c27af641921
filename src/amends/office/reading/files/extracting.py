"""Reading one file of any kind: what it is, its text, or why there is none."""

from __future__ import annotations

from amends.finding.letters import cleaned
from amends.office.reading.files.images import read_image
from amends.office.reading.files.kinds import Kind, kind_of
from amends.office.reading.files.mails import read_mail
from amends.office.reading.files.pdfs import read_pdf
from amends.office.reading.files.plain import read_html, read_text
from amends.office.reading.files.results import Clock, Limits, Outcome, Read, Unreadable, Why
from amends.office.reading.files.word_files import read_docx
from amends.office.reading.files.workbooks import read_xlsx

NOT_READ = {
    Kind.ARCHIVE: (Outcome.REFUSED, Why.ARCHIVE),
    Kind.ENCRYPTED_OFFICE: (Outcome.ENCRYPTED, Why.PASSWORD),
    Kind.OLD_OFFICE: (Outcome.REFUSED, Why.UNKNOWN_KIND),
    Kind.SVG: (Outcome.REFUSED, Why.UNKNOWN_KIND),
    Kind.UNKNOWN: (Outcome.REFUSED, Why.UNKNOWN_KIND),
}


def extract(data: bytes, limits: Limits) -> Read:
    """Return the text of a file, cleaned of what nobody can see.

    Raises:
        Unreadable: there is none, and why.
    """
    if len(data) > limits.bytes:
        raise Unreadable(Outcome.TOO_LARGE, Why.FILE_SIZE)
    if not data:
        raise Unreadable(Outcome.NO_TEXT, Why.EMPTY_FILE)
    read = _read(data, limits, Clock(limits.seconds), limits.depth)
    # A page break within a page would shift the number of every page behind it.
    read.pages = [cleaned(page.replace("\f", "\n")) for page in read.pages]
    if not any(page.strip() for page in read.pages):
        raise Unreadable(Outcome.NO_TEXT, Why.NO_WORDS)
    return read


def _read(data: bytes, limits: Limits, clock: Clock, depth: int) -> Read:
    kind = kind_of(data)
    if kind in NOT_READ:
        raise Unreadable(*NOT_READ[kind])
    if kind is Kind.MAIL:
        return read_mail(data, limits, lambda file: _inner(file, limits, clock, depth))
    if kind is Kind.PDF:
        return read_pdf(data, limits, clock)
    if kind is Kind.XLSX:
        return read_xlsx(data, limits, clock)
    simple = {
        Kind.DOCX: read_docx,
        Kind.HTML: read_html,
        Kind.IMAGE: read_image,
        Kind.TEXT: read_text,
    }
    return simple[kind](data, limits)


def _inner(data: bytes, limits: Limits, clock: Clock, depth: int) -> Read:
    """Read a file attached to another one, unless it lies too deep or the time is over."""
    if depth < 1:
        raise Unreadable(Outcome.REFUSED, Why.ARCHIVE)
    if clock.is_over:
        raise Unreadable(Outcome.TOO_LARGE, Why.TIME)
    return _read(data, limits, clock, depth - 1)
