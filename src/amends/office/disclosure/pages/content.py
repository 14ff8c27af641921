"""Following the content of a page and writing it again without what lies under some areas.

What is nowhere seen goes everywhere: hidden layers, and the words that stand beside the content
for programs that read aloud. Only the resources that are still used are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from amends.office.disclosure.pages.areas import PLAIN, Area, Matrix, multiplied, square
from amends.office.disclosure.pages.cleaning import HIDDEN
from amends.office.disclosure.pages.drawings import BUILDING, CLIPPING, PAINTING, Path
from amends.office.disclosure.pages.fonts import Font, font_of
from amends.office.disclosure.pages.images import blanked
from amends.office.disclosure.pages.shows import without_signs
from amends.office.disclosure.pages.state import FOLLOWED, Pen, Place, matrix_of, numbers

DEEPEST = 12
TEXT_OPERATORS = ("Tj", "TJ", "'", '"')
BESIDE = frozenset({"BMC", "DP", "MP", "BX", "EX"})
KEPT_OF_A_FORM = ("/BBox", "/Matrix", "/Group")


@dataclass
class Rewriting:
    """What all content of one file shares while it is written again.

    Attributes:
        taken: how many signs, pictures, drawings and the like were taken out.
    """

    document: pikepdf.Pdf
    taken: Counter[str] = field(default_factory=Counter)
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    forms: dict[tuple[int, int], pikepdf.Stream] = field(default_factory=dict)

    def font(self, found: Any) -> Font:
        """Return a font; one that was met before is not read again."""
        key = found.objgen if found.is_indirect else (0, 0)
        if key == (0, 0):
            return font_of(found)
        if key not in self.fonts:
            self.fonts[key] = font_of(found)
        return self.fonts[key]

    def is_hidden(self, layer: Any) -> bool:
        """Say whether a layer, or a membership in layers, is not seen."""
        if not isinstance(layer, pikepdf.Dictionary):
            return False
        if HIDDEN in layer:
            return True
        members = layer.get("/OCGs")
        if members is None:
            return False
        rows = list(members) if isinstance(members, pikepdf.Array) else [members]
        return any(self.is_hidden(row) for row in rows)


class Content:
    """The content of one page, or of a form on it, as it is written again."""

    def __init__(
        self,
        shared: Rewriting,
        resources: Any,
        areas: Sequence[Area],
        ctm: Matrix = PLAIN,
        depth: int = 0,
    ) -> None:
        """Say what the content may refer to, from where everything goes, and where it begins."""
        self.shared, self.areas, self.depth = shared, areas, depth
        known = isinstance(resources, pikepdf.Dictionary)
        self.resources: Any = resources if known else {}
        self.place = Place(pen=Pen(ctm=ctm))
        self.path = Path()
        self.layers: list[bool] = []
        self.out: list[tuple[list[Any], pikepdf.Operator]] = []
        self.used: dict[str, dict[str, Any]] = {}
        self.changed = False

    def rewritten(self, stream: Any) -> bytes:
        """Return the content without what goes."""
        for instruction in pikepdf.parse_content_stream(stream):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline_image(instruction)
            else:
                self._take(list(instruction.operands), str(instruction.operator))
        return pikepdf.unparse_content_stream(self.out)

    def used_resources(self) -> pikepdf.Dictionary:
        """Return the resources that are left in use."""
        whole = pikepdf.Dictionary()
        for category, entries in self.used.items():
            whole[category] = pikepdf.Dictionary(entries)
        return whole

    @property
    def _is_hidden(self) -> bool:
        return any(self.layers)

    def _emit(self, operands: list[Any], operator: str) -> None:
        self.out.append((operands, pikepdf.Operator(operator)))

    def _take(self, operands: list[Any], operator: str) -> None:
        if operator in BUILDING:
            self.path.build(self.place, operands, operator)
        elif operator in CLIPPING:
            self.path.clip(operator)
        elif operator in PAINTING:
            self._paint(operator)
        elif operator in BESIDE or operator in {"BDC", "EMC"}:
            self._mark(operands, operator)
        elif operator in TEXT_OPERATORS:
            self._show(operands, operator)
        elif operator == "Do":
            self._do(operands)
        elif operator == "sh" and self._is_hidden:
            self.changed = True
        else:
            self._follow(operands, operator)

    def _paint(self, operator: str) -> None:
        left, gone = self.path.painted(operator, self.areas, hidden=self._is_hidden)
        for operands, name in left:
            self._emit(operands, name)
        if gone:
            self._note("drawings")

    def _mark(self, operands: list[Any], operator: str) -> None:
        """Leave the words beside the content out, and remember where hidden layers lie."""
        self.changed = True
        if operator == "EMC":
            if self.layers:
                self.layers.pop()
        elif operator in {"BMC", "BDC"}:
            named = operator == "BDC" and len(operands) == 2 and str(operands[0]) == "/OC"
            layer = self._found("/Properties", operands[1]) if named else None
            self.layers.append(self.shared.is_hidden(layer))

    def _show(self, operands: list[Any], operator: str) -> None:
        if operator == '"' and len(operands) == 3:
            self.place.pen.between_words, self.place.pen.between_signs = numbers(operands[:2])
            self._emit(operands[:1], "Tw")
            self._emit(operands[1:2], "Tc")
        if operator in {"'", '"'}:
            self.place.move_line(0, -self.place.pen.leading)
            self._emit([], "T*")
        entries = operands[-1] if operands else []
        shown = without_signs(
            self.place,
            list(entries) if isinstance(entries, pikepdf.Array) else [entries],
            self.areas,
            hidden=self._is_hidden,
        )
        if shown.taken:
            self._note("signs", shown.taken)
            self._emit(shown.operands(), "TJ")
        elif operator == "TJ":
            self._emit(operands, "TJ")
        else:
            self._emit(operands[-1:], "Tj")

    def _do(self, operands: list[Any]) -> None:
        found = self._found("/XObject", operands[0]) if operands else None
        if not isinstance(found, pikepdf.Stream):
            return
        if self._is_hidden or self.shared.is_hidden(found.get("/OC")):
            self._note("layers")
        elif str(found.get("/Subtype")) == "/Form":
            self._form(operands[0], found)
        elif str(found.get("/Subtype")) == "/Image":
            self._image(operands[0], found)

    def _image(self, name: Any, found: pikepdf.Stream) -> None:
        where = square(self.place.pen.ctm)
        under = [area for area in self.areas if area.touches(where)]
        left: pikepdf.Stream | None = found
        if under:
            self._note("pictures")
            left = blanked(self.shared.document, found, self.place.pen.ctm, under)
        if left is not None:
            self._emit([self._keep("/XObject", name, left, fresh=bool(under))], "Do")

    def _form(self, name: Any, found: pikepdf.Stream) -> None:
        if self.depth >= DEEPEST:
            self._note("drawings")
            return
        key = found.objgen
        if not self.areas and key in self.shared.forms:
            self._emit([self._keep("/XObject", name, self.shared.forms[key])], "Do")
            return
        ctm = multiplied(matrix_of(list(found.get("/Matrix", PLAIN))), self.place.pen.ctm)
        inner = Content(
            self.shared, found.get("/Resources", self.resources), self.areas, ctm, self.depth + 1
        )
        inner.place.pen = replace(self.place.pen, ctm=ctm)
        made = pikepdf.Stream(self.shared.document, inner.rewritten(found))
        made["/Type"], made["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        for fact in KEPT_OF_A_FORM:
            if fact in found:
                made[fact] = found[fact]
        made["/Resources"] = inner.used_resources()
        if not self.areas:
            self.shared.forms[key] = made
        self._emit([self._keep("/XObject", name, made, fresh=bool(self.areas))], "Do")

    def _inline_image(self, found: pikepdf.ContentStreamInlineImage) -> None:
        where = square(self.place.pen.ctm)
        if self._is_hidden or any(area.touches(where) for area in self.areas):
            self._note("pictures")
            return
        space = found.iimage.obj.get("/ColorSpace") if hasattr(found.iimage, "obj") else None
        if isinstance(space, pikepdf.Name):
            self._found("/ColorSpace", space, keep=True)
        self.out.append(found)  # type: ignore[arg-type]  # pikepdf writes these too

    def _follow(self, operands: list[Any], operator: str) -> None:
        """Follow what changes where the pen is, and keep it."""
        if operator == "Tf" and len(operands) == 2:
            found = self._found("/Font", operands[0], keep=True)
            self._write_with(found, numbers(operands[1:])[0])
        elif operator == "gs" and operands:
            self._set_state(operands[0])
        elif operator in FOLLOWED:
            FOLLOWED[operator](self.place, operands)
        for category in REFERRED.get(operator, ()):
            for operand in operands:
                if isinstance(operand, pikepdf.Name):
                    self._found(category, operand, keep=True)
        self._emit(operands, operator)

    def _set_state(self, name: Any) -> None:
        """Take what an external state sets; its mask, which may show words, goes."""
        found = self._found("/ExtGState", name)
        if not isinstance(found, pikepdf.Dictionary):
            return
        font = found.get("/Font")
        if isinstance(font, pikepdf.Array) and len(font) == 2:
            self._write_with(font[0], numbers([font[1]])[0])
        kept = pikepdf.Dictionary({k: v for k, v in found.items() if k != "/SMask"})
        self._keep("/ExtGState", name, kept)

    def _write_with(self, font: Any, size: float) -> None:
        known = isinstance(font, pikepdf.Dictionary)
        self.place.pen.font = self.shared.font(font) if known else Font(measured=False)
        self.place.pen.size = size

    def _found(self, category: str, name: Any, *, keep: bool = False) -> Any:
        entries = self.resources.get(category)
        found = None
        if isinstance(name, pikepdf.Name) and isinstance(entries, pikepdf.Dictionary):
            found = entries.get(str(name))
        elif isinstance(name, pikepdf.Dictionary):
            found = name
        if keep and found is not None and not self._shows_words(category, found):
            self._keep(category, name, found)
        return found

    def _shows_words(self, category: str, found: Any) -> bool:
        """Say whether a pattern shows words or pictures: those are not followed, so it goes."""
        if category != "/Pattern" or not isinstance(found, pikepdf.Stream):
            return False
        names = {str(part.operator) for part in pikepdf.parse_content_stream(found)}
        if not names & {*TEXT_OPERATORS, "Do", "INLINE IMAGE"}:
            return False
        self._note("patterns")
        return True

    def _keep(self, category: str, name: Any, found: Any, *, fresh: bool = False) -> pikepdf.Name:
        entries = self.used.setdefault(category, {})
        kept = f"{name}.{len(entries)}" if fresh else str(name)
        entries[kept] = found
        return pikepdf.Name(kept)

    def _note(self, what: str, number: int = 1) -> None:
        self.changed = True
        self.shared.taken[what] += number


REFERRED: dict[str, tuple[str, ...]] = {
    "cs": ("/ColorSpace",),
    "CS": ("/ColorSpace",),
    "scn": ("/Pattern",),
    "SCN": ("/Pattern",),
    "sh": ("/Shading",),
}
