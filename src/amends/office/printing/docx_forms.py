"""Building the DOCX forms that documents are filled into, for either direction of writing.

The forms are shipped; this is how they were made, and a test holds the two together. An office may
change the look of a form in its word processor and keep the places in double braces.
"""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT, ARABIC_FONT = "Times New Roman", "Arial"
INK = RGBColor(0, 0, 0)
LABELS, VALUES = Mm(50), Mm(124)


def form_of(*, right_to_left: bool) -> Any:
    """Return a new form; its paragraphs, runs and tables all run in one direction."""
    form = Document()
    _set_styles(form)
    _set_page(form)
    _write_head(form)
    _write_sections(form)
    _write_footer(form)
    _forget_who_made_it(form)
    if right_to_left:
        _turn(form)
    return form


def _set_styles(form: Any) -> None:
    for name, size in {"Normal": 10, "Title": 20, "Subtitle": 13, "Heading 1": 14}.items():
        style = form.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb, style.font.italic = INK, False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:cs"), ARABIC_FONT)
        _set_arabic_size(style.element.rPr, size)
    form.styles["Normal"].paragraph_format.space_after = Pt(4)


def _set_arabic_size(properties: Any, size: int) -> None:
    """Give letters of complex scripts the size of the others, in half points."""
    found = properties.find(qn("w:szCs"))
    if found is None:
        found = _element("w:szCs")
        properties.find(qn("w:sz")).addnext(found)
    found.set(qn("w:val"), str(size * 2))


def _set_page(form: Any) -> None:
    section = form.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)


def _write_head(form: Any) -> None:
    form.add_paragraph("{{ reference }}")
    form.add_paragraph("{{ title }}", style="Title")
    form.add_paragraph("{{ subject }}", style="Subtitle")
    _two_columns(form, "stamp")
    _each(form, "remark", "remarks", "{{ remark }}")


def _write_sections(form: Any) -> None:
    form.add_paragraph("{%p for section in sections %}")
    form.add_paragraph("{{ section.title }}", style="Heading 1")
    form.add_paragraph("{%p for part in section.parts %}")
    form.add_paragraph("{%p if part.form == 'facts' %}")
    _two_columns(form, "part.rows")
    form.add_paragraph("{%p elif part.form == 'table' %}")
    _comparison(form)
    form.add_paragraph("{%p elif part.form == 'items' %}")
    form.add_paragraph("{%p for item in part.entries %}")
    form.add_paragraph("{{ item.text }}", style="List Bullet")
    _each(form, "line", "item.lines", "{{ line }}", style="List Continue")
    form.add_paragraph("{%p endfor %}")
    form.add_paragraph("{%p else %}")
    _each(form, "paragraph", "part.paragraphs", "{{ paragraph }}")
    form.add_paragraph("{%p endif %}")
    form.add_paragraph("{%p endfor %}")
    form.add_paragraph("{%p endfor %}")


def _each(form: Any, name: str, many: str, text: str, style: str = "Normal") -> None:
    form.add_paragraph(f"{{%p for {name} in {many} %}}")
    form.add_paragraph(text, style=style)
    form.add_paragraph("{%p endfor %}")


def _two_columns(form: Any, many: str) -> None:
    table = form.add_table(rows=3, cols=2)
    table.autofit = False
    table.rows[0].cells[0].text = f"{{%tr for row in {many} %}}"
    label, value = table.rows[1].cells
    _make_bold(label.paragraphs[0].add_run("{{ row[0] }}"))
    value.text = "{{ row[1] }}"
    for column, width in zip(table.columns, (LABELS, VALUES), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    table.rows[2].cells[0].text = "{%tr endfor %}"
    _space(form)


def _comparison(form: Any) -> None:
    table = form.add_table(rows=4, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head, begin, body, end = table.rows
    _cells(head, "part.head", bold=True)
    head._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    begin.cells[0].text = "{%tr for row in part.rows %}"
    _cells(body, "row", bold=False)
    body._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
    end.cells[0].text = "{%tr endfor %}"
    _space(form)


def _cells(row: Any, many: str, *, bold: bool) -> None:
    begin, cell, end = row.cells
    begin.text = f"{{%tc for cell in {many} %}}"
    run = cell.paragraphs[0].add_run("{{ cell }}")
    run.font.size = Pt(9)
    _set_arabic_size(run._r.get_or_add_rPr(), 9)
    if bold:
        _make_bold(run)
    end.text = "{%tc endfor %}"


def _make_bold(run: Any) -> None:
    run.bold = run.font.cs_bold = True


def _space(form: Any) -> None:
    """Keep a table from what follows by a line as small as can be."""
    paragraph = form.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)


def _write_footer(form: Any) -> None:
    paragraph = form.sections[0].footer.paragraphs[0]
    paragraph.add_run("{{ footer }}. {{ page_before }}")
    _field(paragraph, "PAGE")
    paragraph.add_run("{{ page_between }}")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run("{{ page_after }}")


def _field(paragraph: Any, code: str) -> None:
    """Add a figure that the word processor works out, such as the number of the page."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _element("w:instrText")
            instruction.text = f" {code} "
            paragraph.add_run()._r.append(instruction)
        paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run("1")


def _forget_who_made_it(form: Any) -> None:
    properties = form.core_properties
    properties.author = properties.comments = properties.keywords = properties.title = ""


def _turn(form: Any) -> None:
    """Make every paragraph, run, table and the page itself run from right to left."""
    for part in (form.element.body, form.sections[0].footer._element):
        for paragraph in part.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert_element_before(
                _element("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
        for run in part.iter(qn("w:r")):
            run.get_or_add_rPr().append(_element("w:rtl"))
        for properties in part.iter(qn("w:tblPr")):
            properties.insert_element_before(
                _element("w:bidiVisual"), "w:tblW", "w:jc", "w:tblLayout", "w:tblLook"
            )
    page = form.sections[0]._sectPr
    page.insert_element_before(_element("w:bidi"), "w:rtlGutter", "w:docGrid")


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
