"""PDF files whose words are hard to take out, made by the tests."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name

from amends.office.printing.pdfs import fonts

FORM = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.title)
#set text(font: ("Libertinus Serif", "Noto Naskh Arabic"), size: 11pt)
#set text(dir: if data.rtl { rtl } else { ltr })
#for line in data.lines [#text(line) #linebreak()]
#if data.turned != "" { rotate(40deg, text(data.turned)) }
#if data.spread != "" { text(tracking: 6pt, data.spread) }
"""


def page_of(
    *lines: str, title: str = "", turned: str = "", spread: str = "", rtl: bool = False
) -> bytes:
    """Return a page of lines set with embedded fonts, ligatures and shaping included."""
    data = {"lines": lines, "title": title, "turned": turned, "spread": spread, "rtl": rtl}
    return typst.compile(FORM.encode(), font_paths=fonts(), sys_inputs={"data": json.dumps(data)})


def drawn(content: bytes, **resources: Any) -> bytes:
    """Return a page with this content and the font Helvetica as /F1."""
    document = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 300, 200]),
        Resources=Dictionary(Font=Dictionary(F1=font), **resources),
        Contents=document.make_stream(content),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))
    return saved(document)


def with_secrets(word: str) -> bytes:
    """Return a page with a word on it, and the word everywhere else a file can hold one."""
    document = pikepdf.open(io.BytesIO(page_of(f"{word} came", title=word)))
    document.docinfo["/Subject"] = word
    document.attachments["note.txt"] = pikepdf.AttachedFileSpec(document, word.encode())
    page = document.pages[0].obj
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=pikepdf.String(word)
    )
    page.Annots = Array([document.make_indirect(note)])
    page.PieceInfo = Dictionary(Tool=Dictionary(Private=pikepdf.String(word)))
    script = Dictionary(S=Name.JavaScript, JS=pikepdf.String(f"app.alert('{word}')"))
    document.Root.OpenAction = script
    field = Dictionary(FT=Name.Tx, T=pikepdf.String("f"), V=pikepdf.String(word))
    document.Root.AcroForm = Dictionary(Fields=Array([document.make_indirect(field)]))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(word, 0))
    return saved(document)


def with_layer(word: str) -> bytes:
    """Return a page that shows a word on a hidden layer only, and says it for reading aloud."""
    document = pikepdf.open(
        io.BytesIO(
            drawn(
                f"/OC /L BDC BT /F1 12 Tf 20 100 Td ({word}) Tj ET EMC "
                f"/Span <</ActualText ({word})>> BDC BT /F1 12 Tf 20 50 Td (x) Tj ET EMC".encode()
            )
        )
    )
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Hidden")))
    document.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]))
    )
    document.pages[0].obj.Resources.Properties = Dictionary(L=layer)
    return saved(document)


def with_revision(word: str) -> bytes:
    """Return a file whose earlier revision shows a word that its latest does not."""
    first = drawn(f"BT /F1 12 Tf 20 100 Td ({word}) Tj ET".encode())
    with pikepdf.open(io.BytesIO(first)) as document:
        number = document.pages[0].Contents.objgen[0]
        size = int(document.trailer.Size)
    later = b"BT /F1 12 Tf 20 100 Td (nobody) Tj ET"
    start = len(first)
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        len(later),
        later,
    )
    return (
        first + body + b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root 1 0 R /Prev %s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (number, start, size, _start_of(first), start + len(body))
    )


def with_picture(colour: int = 200) -> bytes:
    """Return a page that one grey picture fills."""
    document = pikepdf.open(io.BytesIO(drawn(b"q 300 0 0 200 0 0 cm /I Do Q")))
    picture = document.make_stream(bytes([colour]) * (30 * 20))
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 30, 20, 8
    picture.ColorSpace = Name.DeviceGray
    document.pages[0].obj.Resources.XObject = Dictionary(I=picture)
    return saved(document)


def in_form(word: str) -> bytes:
    """Return a page that shows a word through a form within a form, each moved."""
    document = pikepdf.open(io.BytesIO(drawn(b"q 1 0 0 1 10 20 cm /A Do Q")))
    font = document.pages[0].obj.Resources.Font
    inner = document.make_stream(f"BT /F1 12 Tf 5 60 Td [({word})] TJ ET".encode())
    outer = document.make_stream(b"q /B Do Q")
    for form, resources in (
        (inner, Dictionary(Font=font)),
        (outer, Dictionary(XObject=Dictionary(B=inner))),
    ):
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Matrix = Array([0, 0, 300, 200]), Array([1, 0, 0, 1, 7, 9])
        form.Resources = resources
    document.pages[0].obj.Resources.XObject = Dictionary(A=outer)
    return saved(document)


def turned(data: bytes, degrees: int) -> bytes:
    """Return a file whose pages are turned when they are seen."""
    document = pikepdf.open(io.BytesIO(data))
    for page in document.pages:
        page.obj.Rotate = degrees
    return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """Return a document as a file with a plain table of its objects."""
    held = io.BytesIO()
    plain = pikepdf.ObjectStreamMode.disable
    document.save(held, object_stream_mode=plain, compress_streams=False)
    return held.getvalue()


def _start_of(data: bytes) -> bytes:
    return data.rsplit(b"startxref", 1)[1].split()[0]
