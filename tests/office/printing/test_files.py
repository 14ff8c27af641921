"""PDF and DOCX hold the same as the page, in both directions of writing, whatever the words are."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import docx
import pytest
import typst
from django.utils import timezone, translation
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from amends.office.cases.models import Case
from amends.office.disclosure.leaves import Leaf, slips
from amends.office.disclosure.pages.looking import shown
from amends.office.disclosure.pages.opening import troubles_named
from amends.office.printing import pdfs
from amends.office.printing.composing import Paper, composed
from amends.office.printing.documents import (
    Document,
    Facts,
    Item,
    Items,
    Section,
    Table,
    Words,
)
from amends.office.printing.docx_forms import form_of
from amends.office.printing.docxs import FORMS, FORMS_FOLDER, docx_of
from amends.office.printing.pdfs import pdf_of
from amends.office.printing.selectors import case_on_paper
from tests.office.conftest import Office
from tests.office.printing.conftest import HOSTILE

NOW = datetime(2026, 5, 3, 12, 30, 15, 999, tzinfo=UTC)
ARABIC = "صاحبة المنزل في شارع الميناء"


def small(text: str = "Owner of the house", *, right_to_left: bool = False) -> Document:
    """Return a document with a part of every form, all of which say one text."""
    parts = (
        Facts(((text, text),)),
        Table((text, "B"), ((text, "first\nsecond"), ("", text)), (2, 1)),
        Items((Item(text, (text, text)),)),
        Words((text,)),
    )
    return Document(
        title="ملخص القضية" if right_to_left else "Case summary",
        subject=text,
        reference="CAP-2026-0001",
        stamp=(("As of", "3 May 2026"),),
        remarks=(text,),
        sections=(Section(text, parts),),
        footer="CAP-2026-0001, as of 3 May 2026",
        page="Page {page} of {pages}",
        language="ar" if right_to_left else "en",
        right_to_left=right_to_left,
    )


def pdf(document: Document) -> PdfReader:
    """Make a document as PDF and open it again."""
    return PdfReader(io.BytesIO(pdf_of(document, made_by="A. Okafor", made_at=NOW)))


def text_of(reader: PdfReader) -> str:
    """Return the words of a PDF, white space made even."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def word(document: Document) -> Any:
    """Make a document as DOCX and open it again."""
    return docx.Document(io.BytesIO(docx_of(document, made_by="A. Okafor", made_at=NOW)))


def words_of(opened: Any) -> str:
    """Return the words of a DOCX."""
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in opened.paragraphs), *cells])


def fonts_of(reader: PdfReader) -> dict[str, bool]:
    """Return the fonts of a PDF and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]  # dictionary
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = inner["/FontDescriptor"]
            embedded = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor))
            found[str(font["/BaseFont"])] = embedded
    return found


@pytest.fixture
def summary(office: Office, full_case: Case) -> Document:
    """Return the summary of the recorded case."""
    rows = case_on_paper(actor=office.prosecutor, case=full_case, today=timezone.localdate())
    return composed(Paper.SUMMARY, rows, made_by="Prosecutor", made_for="High Court")


def test_a_pdf_holds_every_section_and_numbers_its_pages(summary: Document) -> None:
    reader = pdf(summary)
    text = text_of(reader)
    assert all(section.title in text for section in summary.sections)
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        end = " ".join(page.extract_text().split())
        assert f"Page {number} of {len(reader.pages)}" in end
        assert summary.reference in end


def test_a_docx_holds_every_section_and_numbers_its_pages(summary: Document) -> None:
    opened = word(summary)
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.title for section in summary.sections]
    footer = opened.sections[0].footer
    fields = [f.text.strip() for f in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[0].text == f"{summary.footer}. Page 1 of 1"


def test_both_files_hold_every_cell(summary: Document) -> None:
    opened = words_of(word(summary))
    squeezed = re.sub(r"\s", "", text_of(pdf(summary)))
    tables = [
        part for section in summary.sections for part in section.parts if isinstance(part, Table)
    ]
    assert len(tables) > 5
    for table in tables:
        for cell in [*table.head, *(cell for row in table.rows for cell in row)]:
            assert cell in opened
            for line in cell.split("\n"):
                # What only turns the direction of a name is no character of the page.
                assert re.sub(r"[\s\u2068\u2069]", "", line)[:20] in squeezed


def test_pdf_says_who_made_it_when_and_is_accessible() -> None:
    reader = pdf(small())
    assert reader.metadata is not None
    assert reader.metadata.title == "Case summary CAP-2026-0001"
    assert reader.metadata.author == "A. Okafor"
    assert reader.metadata.creation_date == NOW.replace(microsecond=0)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_docx_says_who_made_it_when_and_in_what_language() -> None:
    properties = word(small()).core_properties
    assert properties.title == "Case summary CAP-2026-0001"
    assert (properties.author, properties.language) == ("A. Okafor", "en")
    assert properties.created.replace(microsecond=0) == NOW.replace(microsecond=0)


def test_hostile_words_are_shown_and_never_read() -> None:
    assert HOSTILE in text_of(pdf(small(HOSTILE)))
    opened = word(small(HOSTILE))
    assert words_of(opened).count(HOSTILE) >= 8


def test_arabic_needs_no_font_of_the_machine(bare: typst.Fonts) -> None:
    assert {"Noto Naskh Arabic", "Libertinus Serif"} <= set(bare.families())
    reader = pdf(small(ARABIC, right_to_left=True))
    fonts = fonts_of(reader)
    assert any("NotoNaskhArabic" in name for name in fonts)
    assert all(fonts.values())
    text = text_of(reader)
    assert all(one in text for one in ARABIC.split())
    assert reader.trailer["/Root"]["/Lang"] == "ar"  # type: ignore[index]  # dictionary


def test_arabic_letters_are_joined() -> None:
    """Joined, a letter has other forms at the beginning, in the middle and at the end of a word."""
    joined, apart = "ببب", "ب ب ب"
    assert forms_of_beh(joined) >= 3
    assert forms_of_beh(apart) == 1


def forms_of_beh(text: str) -> int:
    """Return how many glyphs of one font of a PDF stand for the letter beh."""
    page = pdf(small(text, right_to_left=True)).pages[0]
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary
    tables = [font.get_object()["/ToUnicode"].get_data() for font in fonts.values()]
    return int(max(table.count(b"<0628") for table in tables))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> typst.Fonts:
    """Set documents as on a machine without any font, and return the fonts there are."""
    folder = str(files("amends").joinpath("data", "fonts"))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    monkeypatch.setattr(pdfs, "fonts", lambda: fonts)
    return fonts


def test_a_pdf_says_when_no_font_has_a_sign(bare: typst.Fonts) -> None:
    reader = pdf(small("ผู้เสียหาย"))
    assert "Some signs could not be shown" in text_of(reader)
    metadata: Any = reader.trailer["/Root"]
    assert b"pdfuaid" not in metadata["/Metadata"].get_data()


def test_latin_words_in_an_arabic_document_keep_their_order() -> None:
    text = "Owner of the house (second floor)"
    assert text in text_of(pdf(small(text, right_to_left=True)))


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("key", ["Q17: ", "Q-17 · ", "\u2066Q17\u2069: "])
def test_a_title_behind_a_key_begins_on_the_side_of_its_words(
    key: str, right_to_left: bool
) -> None:
    """Read from the right, the key stands to the right of the words; and the reverse in Latin."""
    assert key_stands_right(slip(f"{key}{ARABIC}", right_to_left=right_to_left))
    assert not key_stands_right(slip(f"{key}Owner of the house", right_to_left=right_to_left))
    document = pdf_of(
        small(f"{key}{ARABIC}", right_to_left=right_to_left), made_by="A. Okafor", made_at=NOW
    )
    assert key_stands_right(document)
    words = words_of(word(small(f"{key}{ARABIC}", right_to_left=right_to_left)))
    assert f"\u200e{key}" not in words


def slip(title: str, *, right_to_left: bool) -> bytes:
    """Return the page that stands in a bundle for something that is not bound."""
    with translation.override("ar" if right_to_left else "en"):
        return slips([Leaf(("E1",), title, "", "", 0, "", trouble="damaged")])


def key_stands_right(data: bytes) -> bool:
    """Say whether the Q of a key on the first page stands to the right of the words beside it."""
    with troubles_named(), shown(data) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        boxes = [(sign, page.get_charbox(at)) for at, sign in enumerate(text) if sign.isalpha()]
        key = next(box for sign, box in boxes if sign == "Q")
        beside = [box[0] for sign, box in boxes if sign != "Q" and abs(box[1] - key[1]) < 8]
        assert len(beside) > 10
        return bool(key[0] > max(beside))


def test_every_paragraph_and_run_of_an_arabic_docx_runs_right_to_left() -> None:
    opened = word(small(ARABIC, right_to_left=True))
    parts = [opened.element.body, opened.sections[0].footer._element]
    paragraphs = [p for part in parts for p in part.iter(qn("w:p"))]
    runs = [r for part in parts for r in part.iter(qn("w:r"))]
    tables = list(opened.element.body.iter(qn("w:tbl")))
    assert paragraphs
    assert all(p.pPr is not None and p.pPr.find(qn("w:bidi")) is not None for p in paragraphs)
    assert all(r.rPr is not None and r.rPr.find(qn("w:rtl")) is not None for r in runs)
    assert all(t.tblPr.find(qn("w:bidiVisual")) is not None for t in tables)
    assert opened.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert ARABIC in words_of(opened)


def test_a_sentence_in_latin_letters_keeps_its_full_stop_in_an_arabic_docx() -> None:
    latin, arabic = "Owner of the house.", f"{ARABIC}."
    assert f"\u200e{latin}\u200e" in words_of(word(small(latin, right_to_left=True)))
    assert "\u200e" not in words_of(word(small(latin)))
    assert f"\u200e{arabic}" not in words_of(word(small(arabic, right_to_left=True)))


def test_an_english_docx_does_not() -> None:
    body = word(small()).element.body
    assert not list(body.iter(qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual")))


@pytest.mark.parametrize("right_to_left", [False, True])
def test_shipped_forms_are_those_that_are_built(right_to_left: bool) -> None:
    shipped = docx.Document(str(FORMS_FOLDER / FORMS[right_to_left]))
    built = form_of(right_to_left=right_to_left)
    for part in ("element", "styles"):
        assert xml(getattr(shipped, part)) == xml(getattr(built, part))
    assert xml(shipped.sections[0].footer._element) == xml(built.sections[0].footer._element)


def xml(part: Any) -> str:
    """Return a part of a form as text."""
    return str(getattr(part, "element", part).xml)


def test_fonts_come_with_their_licence() -> None:
    notice = files("amends").joinpath("data", "fonts", "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in notice
    assert "Noto Naskh Arabic" in notice


@settings(max_examples=12)
@given(text=st.text(max_size=60), right_to_left=st.booleans())
def test_no_words_stop_a_file_from_being_made(text: str, right_to_left: bool) -> None:
    document = small(text, right_to_left=right_to_left)
    assert pdf_of(document, made_by=text, made_at=NOW).startswith(b"%PDF")
    assert docx_of(document, made_by="x", made_at=NOW).startswith(b"PK")


def test_the_language_of_a_file_is_its_readers(office: Office, full_case: Case) -> None:
    with translation.override("ar"):
        rows = case_on_paper(actor=office.prosecutor, case=full_case, today=timezone.localdate())
        document = composed(Paper.SUMMARY, rows, made_by="x", made_for="")
    assert pdf(document).trailer["/Root"]["/Lang"] == "ar"  # type: ignore[index]  # dictionary
