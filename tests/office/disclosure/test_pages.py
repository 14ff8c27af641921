"""Redaction takes words out of pages for good; bundles are numbered, bound and read again."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.office.disclosure.pages.binding import Bound, Kept, Part, bound, checked, measured
from amends.office.disclosure.pages.opening import Trouble, Unusable, opened
from amends.office.disclosure.pages.process import PageProcess, Source
from amends.office.disclosure.pages.redacting import IN_THE_FILE, Mark, Redacted, redacted
from amends.office.disclosure.pages.stamping import balance_of
from amends.office.reading.files.results import Clock
from amends.proof.bates import Series
from amends.proof.redaction import Words, is_there
from tests.office.disclosure.made_pages import (
    drawn,
    in_form,
    page_of,
    turned,
    with_layer,
    with_picture,
    with_revision,
    with_secrets,
)
from tests.office.reading.made_files import bomb_pdf, circle_pdf, pdf, pile_of_pdfs

WHOLE = (0.0, 0.0, 1.0, 1.0)
NAMES = st.sampled_from(
    ["Olena", "Fiona", "affinity", "Ελένη", "Светлана", "مريم", "ياسمين", "عبد الله", "O’Neil"]
)


def without(data: bytes, *marks: Mark) -> Redacted:
    """Return a file without what is marked."""
    return redacted(opened(data), marks, Clock(60))


def words(text: str, page: int | None = None) -> Mark:
    """Return a mark of words."""
    return Mark(page, Words(text))


def texts(data: bytes) -> list[str]:
    """Return what two readers read on the pages of a file."""
    read = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    document = pypdfium2.PdfDocument(data)
    read += [document[at].get_textpage().get_text_range() for at in range(len(document))]
    document.close()
    return read


def everything_in(data: bytes) -> str:
    """Return every string and every unpacked stream of a file, as one text."""
    said = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for found in document.objects:
            if isinstance(found, pikepdf.Stream):
                said.append(found.read_bytes().decode("latin-1"))
            said.append(found.unparse().decode("latin-1"))
    return "\n".join(said)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(
    NAMES,
    st.lists(st.sampled_from(["came at night", "المنزل في الشارع", "in the house"]), max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_words_taken_out_are_never_read_again(
    name: str, rest: list[str], upper: bool, rtl: bool
) -> None:
    shown = name.upper() if upper else name
    data = page_of(
        *rest, f"x {shown} y", " ".join(name), title=name, turned=shown, spread=shown, rtl=rtl
    )
    done = without(data, words(name))
    if done.left:
        assert " " in name  # words whose order on the page is not certain are refused
        return
    assert done.places[0] >= 1
    assert not any(is_there(Words(name), text) for text in texts(done.data))
    kept = " ".join(texts(done.data))
    assert all(is_there(Words(line), kept) for line in rest)


def test_a_word_is_taken_out_of_everything_beside_the_page() -> None:
    done = without(with_secrets("Zarathustra"), words("Zarathustra"))
    assert done.left == ()
    assert "Zarathustra" not in everything_in(done.data)
    assert {"files", "forms", "metadata", "notes", "outlines", "scripts"} <= done.taken.keys()


def test_hidden_layers_and_words_for_reading_aloud_go() -> None:
    done = without(with_layer("Zarathustra"), words("Zarathustra"))
    assert "Zarathustra" not in everything_in(done.data)
    assert done.taken["signs"] == len("Zarathustra") + 1  # what was said for x, and x


def test_earlier_revisions_go() -> None:
    data = with_revision("Zarathustra")
    assert b"Zarathustra" in data
    assert "nobody" in texts(data)[0]
    done = without(data, words("nobody"))
    assert b"Zarathustra" not in done.data
    assert "Zarathustra" not in everything_in(done.data)


def test_words_in_forms_go_and_the_rest_stays() -> None:
    done = without(in_form("Zarathustra spoke"), words("Zarathustra"))
    assert done.left == ()
    assert "Zarathustra" not in everything_in(done.data)
    assert "spoke" in texts(done.data)[0]


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 12 Tf 20 100 Td (a Mary b) Tj ET",
        b"BT /F1 12 Tf 20 100 Td [(a M) 20 (ar) -30 (y b)] TJ ET",
        b"BT /F1 12 Tf 14 TL 20 100 Td (a Mary b) ' ET",
        b'BT /F1 12 Tf 14 TL 20 100 Td 1 2 (a Mary b) " ET',
        b"BT /F1 12 Tf 20 100 Td (a ) Tj 3 Tr (Mary) Tj 0 Tr ( b) Tj ET",
        b"BT /F1 1 Tf 12 0 0 12 20 100 Tm 150 Tz 0.1 Tc (a Mary b) Tj ET",
        b"q 0 1 -1 0 200 0 cm BT /F1 12 Tf 20 100 Td (a Mary b) Tj ET Q",
        b"BT /F1 12 Tf 20 100 Td (a ) Tj (M) Tj (a) Tj (r) Tj (y) Tj ( b) Tj ET",
        b"BT /F1 12 Tf 20 100 Td (a yraM b) Tj ET",
        b"BT /F1 12 Tf 20 120 Td (a Ma-) Tj 0 -14 Td (ry b) Tj ET",
    ],
)
def test_words_go_however_they_are_put_on_the_page(content: bytes) -> None:
    done = without(drawn(content), words("Mary"))
    assert done.left == ()
    assert done.places == [1]
    for text in texts(done.data):
        assert not is_there(Words("Mary"), text)
        assert "b" in text


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_part_of_a_turned_page_goes_with_all_under_it(degrees: int) -> None:
    data = turned(drawn(b"BT /F1 12 Tf 20 150 Td (Mary) Tj 0 -100 Td (stays) Tj ET"), degrees)
    upper = {0: (0, 0, 1, 0.5), 90: (0.5, 0, 1, 1), 180: (0, 0.5, 1, 1), 270: (0, 0, 0.5, 1)}
    part = tuple(map(float, upper[degrees]))
    done = without(data, Mark(1, part=part))  # type: ignore[arg-type]  # four of them
    assert done.left == ()
    assert [text.strip() for text in texts(done.data)] == ["stays", "stays"]


def test_a_picture_is_blanked_under_a_mark_and_nowhere_else() -> None:
    done = without(with_picture(), Mark(1, part=(0.0, 0.0, 0.5, 1.0)))
    assert done.taken["pictures"] == 1
    with pikepdf.open(io.BytesIO(done.data)) as document:
        pictures = [f for f in document.objects if isinstance(f, pikepdf.Stream) and "/Width" in f]
        (picture,) = pictures
        row = picture.read_bytes()[:30]
    assert set(row[:14]) == {0}
    assert set(row[17:]) == {200}


def test_drawings_under_a_mark_go() -> None:
    curves = b"20 100 m 30 140 60 140 80 100 c f 200 20 50 30 re f"
    done = without(drawn(curves), Mark(1, part=(0.0, 0.0, 0.5, 1.0)))
    kept = everything_in(done.data)
    assert "30 140 60 140" not in kept
    assert "200 20 50 30 re" in kept


def test_words_are_taken_out_of_the_page_that_is_named_only() -> None:
    done = without(pdf("Mary one", "Mary two"), words("Mary", page=2))
    assert done.left == ()
    assert [is_there(Words("Mary"), text) for text in texts(done.data)[:2]] == [True, False]


def test_what_another_reader_still_reads_is_found() -> None:
    from amends.office.disclosure.pages.redacting import what_is_left

    marks = [words("Mary")]
    assert [row.page for row in what_is_left(pdf("x", "Mary"), marks, {}, Clock(60))] == [2]
    hidden = with_secrets("Mary")
    assert IN_THE_FILE in {row.page for row in what_is_left(hidden, marks, {}, Clock(60))}


@given(st.lists(st.sampled_from([b"q", b"Q", b"1 0 0 1 0 0 cm"]), max_size=12))
def test_what_is_uneven_comes_out_even(steps: list[bytes]) -> None:
    before, after = balance_of(b"\n".join(steps))
    depth = before
    for step in steps:
        depth += {b"q": 1, b"Q": -1}.get(step, 0)
        assert depth >= 0
    assert depth == after


def bind(*files: bytes, first: int = 1, prefix: str = "AB-") -> tuple[Bound, Series]:
    """Bind files and return the bundle with the series of its numbers."""
    series = Series(prefix)
    parts = [
        Part(f"Part {at}", data, measured(data, Clock(60)).uneven) for at, data in enumerate(files)
    ]
    return bound(parts, series, first, Clock(60)), series


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_every_page_has_its_number_at_its_foot(degrees: int) -> None:
    found, series = bind(turned(pdf("one", "two"), degrees), page_of("العربية", rtl=True), first=7)
    assert found.starts == (1, 3)
    labels = [series.label(number) for number in range(7, 10)]
    none = checked(found, (1, 3), labels, [], Clock(60))
    assert none.unstamped == ()
    document = pypdfium2.PdfDocument(found.data)
    picture = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    foot = picture.crop((picture.width * 2 // 3, picture.height * 4 // 5, *picture.size))
    assert min(foot.tobytes()) < 100


def test_pages_that_do_not_come_out_even_are_stamped_where_they_should_be() -> None:
    found, series = bind(drawn(b"q 0.1 0 0 0.1 500 500 cm q"), drawn(b"Q Q 9 0 0 9 0 0 cm"))
    labels = [series.label(1), series.label(2)]
    assert checked(found, (1, 2), labels, [], Clock(60)).unstamped == ()
    document = pypdfium2.PdfDocument(found.data)
    for at in range(2):
        text = document[at].get_textpage()
        left, bottom, right, top = text.get_charbox(0)
        assert 150 < left < right < 300
        assert 0 < bottom < top < 40
    document.close()


def test_words_left_in_a_part_are_found_and_those_elsewhere_told_apart() -> None:
    found, series = bind(pdf("Mary"), pdf("Mary"), pdf("x"))
    labels = [series.label(number) for number in (1, 2, 3)]
    seen = checked(found, (1, 3), labels, [Kept(1, Words("Mary"))], Clock(60))
    assert seen.left == ((0, 2),)
    assert seen.elsewhere == ((0, 1),)
    assert checked(found, (1, 3), ["wrong"] * 3, [], Clock(60)).unstamped == (1, 2, 3)


def test_bundles_carry_nothing_that_runs_or_hides() -> None:
    found, _series = bind(with_secrets("Zarathustra"))
    said = everything_in(found.data)
    for secret in ("JavaScript", "EmbeddedFile", "AcroForm"):
        assert secret not in said


def test_every_hostile_file_is_bound_or_named() -> None:
    pile = [*pile_of_pdfs(40), ("bomb", bomb_pdf()), ("circle", circle_pdf())]
    taken, named = 0, list[Trouble]()
    with PageProcess(seconds=30, memory=1024**3) as process:
        for _name, data in pile:
            try:
                assert process.ask("measure", [Source(io.BytesIO(data), len(data))])["pages"] > 0
                taken += 1
            except Unusable as fault:
                named.append(fault.trouble)
    assert taken + len(named) == len(pile)
    assert {Trouble.LOCKED, Trouble.NOT_A_PDF, Trouble.EMPTY, Trouble.DAMAGED} <= set(named)
    assert Trouble.TOO_LARGE in named


def test_a_process_that_hangs_is_ended_and_the_next_one_answers() -> None:
    data = pdf("x")
    with PageProcess(seconds=-2.9, memory=1024**3) as process:
        with pytest.raises(Unusable) as late:
            process.ask("measure", [Source(io.BytesIO(data), len(data))])
        assert late.value.trouble == Trouble.TIME
        process.seconds = 30
        assert process.ask("measure", [Source(io.BytesIO(data), len(data))])["pages"] == 1
