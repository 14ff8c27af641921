"""Text out of e-mail: headers, bodies, the names of attached files, and one level of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import cast

from amends.office.reading.files.plain import decoded, words_of
from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why

HEADERS = ("Date", "From", "To", "Cc", "Bcc", "Reply-To", "Subject")
MOST_PARTS = 500
# What the standard library raises on headers that are none.
FAULTS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

Inner = Callable[[bytes], Read]


def read_mail(data: bytes, limits: Limits, inner: Inner) -> Read:
    """Return the text of an e-mail: the message first, then each attached file.

    Args:
        data: the message.
        limits: how much it may take.
        inner: reads an attached file; what it cannot read is named by the file's name alone.

    Raises:
        Unreadable: it is damaged.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
        texts = [_headers(message), *(_body(part) for part in parts if not _is_file(part))]
        files = [(_name(part), part) for part in parts if _is_file(part)]
    except FAULTS:
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN) from None
    names = [name for name, _part in files if name]
    read = Read("mail", Unit.PART, ["\n".join(filter(None, [*texts, *names]))])
    for name, part in files:
        _add_file(read, name, part, inner)
        if sum(map(len, read.pages)) > limits.characters:
            read.why = Why.TOO_LONG
            break
    return read


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message that have content, without opening attached messages."""
    waiting: list[Message] = [message]
    for _number in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        else:
            yield cast("EmailMessage", part)


def _headers(message: EmailMessage) -> str:
    lines = []
    for name in HEADERS:
        try:
            lines += [f"{name}: {value}" for value in message.get_all(name, [])]
        except FAULTS:
            continue
    return "\n".join(lines)


def _is_file(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    return bool(_name(part)) or kind not in {"text/plain", "text/html"}


def _name(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except FAULTS:
        return ""


def _body(part: EmailMessage) -> str:
    text = decoded(_content(part), part.get_content_charset() or "")
    return words_of(text) if part.get_content_type() == "text/html" else text


def _content(part: EmailMessage) -> bytes:
    if part.is_multipart():  # an attached message
        return b"".join(
            inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Message)
        )
    return cast("bytes", part.get_payload(decode=True) or b"")


def _add_file(read: Read, name: str, part: EmailMessage, inner: Inner) -> None:
    try:
        found = inner(_content(part))
        text = "\n".join(filter(None, [name, *found.pages]))
        if found.why is not Why.NOTHING:
            read.why = found.why
    except Unreadable as fault:
        text = name
        read.missed.append(len(read.pages) + 1)
        read.why = fault.why
    except FAULTS:
        text = name
        read.missed.append(len(read.pages) + 1)
        read.why = Why.BROKEN
    read.pages.append(text)
