"""What a file is, told from its bytes: its name may say anything."""

from __future__ import annotations

import re
from enum import StrEnum

HEAD = 4_096
PDF_WITHIN = 1_024
TAG = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|script|div|p|table)\b", re.I)
HEADER = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
OF_MAIL = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|return-path|mime-version|delivered-to):",
    re.I | re.M,
)


class Kind(StrEnum):
    """A kind of file, as its bytes say."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    MAIL = "mail"
    HTML = "html"
    IMAGE = "image"
    ARCHIVE = "archive"
    ENCRYPTED_OFFICE = "encrypted_office"
    OLD_OFFICE = "old_office"
    SVG = "svg"
    TEXT = "text"
    UNKNOWN = "unknown"


IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"BM",
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.01


def kind_of(data: bytes) -> Kind:
    """Return what kind of file these bytes are."""
    head = data[:HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if b"%PDF-" in head[:PDF_WITHIN]:
        return Kind.PDF
    if head.startswith(OLE):
        return Kind.ENCRYPTED_OFFICE if ENCRYPTED in data else Kind.OLD_OFFICE
    if head.startswith(IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.IMAGE
    if head.startswith(ARCHIVES):
        return Kind.ARCHIVE
    return _text(head)


def _package(data: bytes) -> Kind:
    """Return what a zip file is by the names of its parts, which stand in it unpacked."""
    if b"word/document.xml" in data:
        return Kind.DOCX
    if b"xl/workbook.xml" in data:
        return Kind.XLSX
    return Kind.ARCHIVE


def _text(head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    header = HEADER.match(start)
    if header and len(OF_MAIL.findall(header[0])) > 1:
        return Kind.MAIL
    if re.search(rb"<svg\b", start[:1_000], re.I):
        return Kind.SVG
    if TAG.search(start):
        return Kind.HTML
    if not looks_wide(head) and len(CONTROLS.findall(head)) > len(head) * MOST_CONTROLS:
        return Kind.UNKNOWN
    return Kind.TEXT


def looks_wide(head: bytes) -> bool:
    """Say whether every other byte is nought, as in text of two bytes a letter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    half = max(1, len(head) // 2)
    zeros = (head[0::2].count(0), head[1::2].count(0))
    return max(zeros) > 0.6 * half and min(zeros) < 0.05 * half
