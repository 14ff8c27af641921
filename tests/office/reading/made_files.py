"""Small files of every kind, made by the tests: sound, broken, locked, misnamed and hostile."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import docx
import openpyxl
from pypdf import PdfReader, PdfWriter

SEED = 7


def pdf(*pages: str, packed: bool = False) -> bytes:
    """Return a PDF with one line of Latin text on each page."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for place, text in enumerate(pages):
        shown = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1") if text else b""
        stream, more = (zlib.compress(shown), b"/Filter /FlateDecode ") if packed else (shown, b"")
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Resources << /Font << /F1 "
            b"3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * place)
        )
        bodies.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (more, len(stream), stream))
    return assembled(bodies)


def scanned_pdf(*pictures: bytes, more: bytes = b"/Filter /DCTDecode", dots: int = 300) -> bytes:
    """Return a PDF in which each page is a picture, in whatever form its stream is said to be."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * place} 0 R" for place in range(len(pictures)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode())
    for place, picture in enumerate(pictures):
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << /XObject << /I "
            b"%d 0 R >> >> >>" % (4 + 2 * place)
        )
        bodies.append(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 %s /Length %d >>\nstream\n%s\nendstream"
            % (dots, dots, more, len(picture), picture)
        )
    return assembled(bodies)


def assembled(bodies: list[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table, len(bodies) + 1, len(written))
    )


def locked_pdf(text: str, password: str = "secret") -> bytes:
    """Return a PDF that opens with a password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt(password, algorithm="RC4-128")
    return _written(writer)


def bomb_pdf() -> bytes:
    """Return a PDF whose only page unpacks to three hundred megabytes of nothing."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b"\0" * 1024**2) for _ in range(300)) + packer.flush()
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< %s /Resources << /Font << /F1 %s >> >> >>" % (page, font),
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    )


def circle_pdf() -> bytes:
    """Return a PDF whose tree of pages is its own branch."""
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
        ]
    )


def many_pages_pdf() -> bytes:
    """Return a PDF that says it has a hundred million pages."""
    return pdf("one").replace(b"/Count 1", b"/Count 100000000")


def word_file(text: str, header: str = "", cells: tuple[str, ...] = ()) -> bytes:
    """Return a DOCX with a paragraph, a table and a header."""
    document = docx.Document()
    document.add_paragraph(text)
    if cells:
        table = document.add_table(rows=1, cols=len(cells))
        for place, cell in enumerate(cells):
            table.cell(0, place).text = cell
    if header:
        document.sections[0].header.paragraphs[0].text = header
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return a package with one part more, or another one in its place."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, content)
    return held.getvalue()


def workbook(**sheets: str) -> bytes:
    """Return an XLSX with one cell on each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, text in sheets.items():
        book.create_sheet(title)["B2"] = text
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def mail(text: str, *files: tuple[str, bytes], subject: str = "Report") -> bytes:
    """Return an e-mail with attached files."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@ngo.example", "b@unit.example", subject
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def zip_of(**files: bytes) -> bytes:
    """Return an archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0\x1f\x15\xc4\x89"


def harmed(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with something cut off, turned over, put in or doubled."""
    cut = chance.randrange(1, len(data))
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: data[:cut],
        lambda: data[cut:],
        lambda: data[:cut] + chance.randbytes(20) + data[cut:],
        lambda: data[:cut] + chance.randbytes(1) + data[cut + 1 :],
        lambda: data + data,
        lambda: data[:cut] + data[cut // 2 :],
    )
    return chance.choice(ways)()


def pile_of_pdfs(number: int) -> list[tuple[str, bytes]]:
    """Return files that all call themselves PDF: sound ones, and every sort of trouble."""
    chance = random.Random(SEED)
    sound = pdf("Statement of a witness", "second page", packed=True)
    troubles: list[Callable[[], bytes]] = [
        lambda: b"",
        lambda: harmed(sound, chance),
        lambda: harmed(pdf("x"), chance),
        lambda: locked_pdf("locked"),
        lambda: word_file("in truth a letter"),
        lambda: b"in truth a line of text",
        lambda: PNG,
        lambda: zip_of(inner=sound),
        lambda: chance.randbytes(300),
        lambda: b"%PDF-1.7\n" + chance.randbytes(500) + b"%%EOF",
        lambda: b"GIF89a" + sound,
        lambda: b"\n" * 100 + sound,
        lambda: sound + zip_of(inner=b"<html><script>alert(1)</script></html>"),
        lambda: zip_of(a=b"1") + sound,
        lambda: b"<html><script>alert(1)</script>" + sound,
        lambda: pdf("", ""),
        circle_pdf,
        many_pages_pdf,
    ]
    files = []
    for place in range(number):
        data = sound if place % 3 == 0 else troubles[place // 3 % len(troubles)]()
        files.append((f"{place:03d}.pdf", data))
    files[number // 2] = (files[number // 2][0], bomb_pdf())
    return files


def _written(writer: PdfWriter) -> bytes:
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
