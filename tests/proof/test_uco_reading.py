"""Reading graphs in CASE/UCO: what amends wrote comes back whole; garbage is refused by name."""

from __future__ import annotations

import json
import string
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.base.messages import Refusal
from amends.proof.custody import Exhibit, Step, StepKind
from amends.proof.kinds import Form, kinds
from amends.proof.uco import Described, EvidenceFile, graph_of
from amends.proof.uco_graph import graph_in
from amends.proof.uco_reading import FoundExhibit, exhibits_in
from amends.proof.uco_words import declared

HERE = Path(__file__).resolve()
EXAMPLES = HERE.parents[3] / "shared" / "data" / "case_uco" / "case_examples.tar.gz"
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
WORDS = st.text(string.ascii_letters + "أبت .;:", max_size=12).map(str.strip)
NAMES = WORDS.filter(bool)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    kind = draw(st.sampled_from(list(StepKind)))
    by = draw(NAMES)
    moved = kind is StepKind.HANDED_OVER
    return Step(
        kind=kind,
        at=draw(MOMENTS),
        by=by,
        until=draw(st.none() | MOMENTS),
        to=draw(NAMES.filter(lambda name: name != by)) if moved else "",
        place=draw(WORDS),
        purpose=draw(WORDS),
        seal_before=draw(WORDS),
        seal_after=draw(WORDS),
        sha256=draw(st.sampled_from(["", "ab" * 32])),
        receipt=draw(st.booleans()),
    )


FILES = st.builds(
    EvidenceFile,
    NAMES,
    st.integers(0, 10**15),
    st.text("0123456789abcdef", min_size=64, max_size=64),
)


@st.composite
def described(draw: st.DrawFn, key: str) -> Described:
    found = draw(st.lists(steps(), max_size=4, unique_by=lambda step: step.at))
    ordered = tuple(sorted(found, key=lambda step: step.at))
    files = draw(st.lists(FILES, max_size=2, unique_by=lambda file: file.sha256))
    exhibit = Exhibit(key, Form.DATA, None, ordered)
    return Described(exhibit, draw(NAMES), tuple(files), "extraction")


@given(st.data())
def test_what_amends_wrote_comes_back_whole(data: st.DataObject) -> None:
    written = [data.draw(described(f"E{number}")) for number in range(1, 4)]
    read = exhibits_in(json.dumps(graph_of("C-1", written)).encode())
    assert [
        (one.number, one.description, one.kind, [found.step for found in one.steps], one.left)
        for one in read
    ] == [
        (one.exhibit.key, one.description, one.kind, list(one.exhibit.steps), ()) for one in written
    ]
    for one, its in zip(read, written, strict=True):
        # One content under two names is one file in a graph; its digest is what counts.
        assert [file.sha256 for file in one.files] == [file.sha256 for file in its.files]


def graph(*nodes: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"@graph": list(nodes), **more}).encode()


RECORD = {"@id": "x:r", "@type": "i:ProvenanceRecord", "i:exhibitNumber": "A-1"}
SEIZED = {
    "@id": "x:a",
    "@type": "i:InvestigativeAction",
    "c:name": "Seized",
    "a:startTime": "2026-01-02T10:00:00+03:00",
    "a:performer": {"@id": "x:p", "c:hasFacet": {"i:givenName": "O.", "i:familyName": "Seven"}},
    "a:result": [{"@id": "x:r"}],
    "a:location": {"c:hasFacet": [{"l:street": "Quay 1", "l:locality": "Zamboanga"}]},
}


def one(*nodes: dict[str, Any], **more: Any) -> FoundExhibit:
    (found,) = exhibits_in(graph(*nodes, **more))
    return found


def test_nodes_inside_others_and_names_in_parts_are_read() -> None:
    (found,) = one(RECORD, SEIZED).steps
    step = found.step
    assert (step.kind, step.by, step.place) == (StepKind.SEIZED, "O. Seven", "Quay 1, Zamboanga")
    assert step.at == datetime(2026, 1, 2, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"c:name": "Blessed"}, "name"),
        ({"a:startTime": "yesterday"}, "time"),
        ({"a:startTime": "2026-01-02T10:00:00"}, "time"),
        ({"a:startTime": None}, "time"),
        ({"a:endTime": "later"}, "time"),
        ({"a:performer": []}, "performer"),
    ],
)
def test_an_action_that_says_no_step_is_named_and_left_out(
    changed: dict[str, Any], why: str
) -> None:
    found = one(RECORD, SEIZED | changed)
    assert found.steps == ()
    assert [left.why for left in found.left] == [why]


def test_every_kind_that_is_suggested_is_kept_in_custody() -> None:
    assert all(kinds()[kind].form.is_in_custody for kind in declared().kinds.values())


def test_making_an_exhibit_comes_before_working_on_it() -> None:
    imaged = SEIZED | {"c:name": "imaged", "a:object": {"@id": "x:t"}}
    (made,) = one(RECORD | {"c:object": {"@id": "x:t"}}, imaged).steps
    assert made.step.kind is StepKind.ACQUIRED
    (used,) = one(RECORD | {"c:object": {"@id": "x:t"}}, imaged | {"a:result": []}).steps
    assert used.step.kind is StepKind.COPIED


def test_words_of_the_format_may_bear_other_names() -> None:
    context = {"id": "@id", "type": "@type", "i": "https://example.org/i/"}
    record = {"id": "x:r", "type": ["i:ProvenanceRecord"], "i:exhibitNumber": {"@value": "A-1"}}
    assert (
        one(record, **{"@context": [context, "https://example.org/never-fetched"]}).number == "A-1"
    )


@pytest.mark.parametrize("content", [b"", b"\xff", b"{", b"1", b'"x"', b"null", b"[" * 10**5])
def test_what_is_no_graph_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal):
        exhibits_in(content)


@pytest.mark.parametrize("content", [b"{}", b"[]", b"[1]", b'{"@graph": 1}', b'{"@type": {}}'])
def test_a_graph_without_exhibits_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="no exhibit"):
        exhibits_in(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "@id",
                    "@type",
                    "@value",
                    "@graph",
                    "@list",
                    "@context",
                    "i:exhibitNumber",
                    "a:result",
                    "a:object",
                    "c:hasFacet",
                    "c:name",
                    "a:startTime",
                    "h:hash",
                ]
            ),
            inner | st.sampled_from(["i:ProvenanceRecord", "i:InvestigativeAction", "x:r"]),
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json_is_read_or_refused(document: object) -> None:
    try:
        found = exhibits_in(json.dumps(document).encode())
    except Refusal:
        return
    assert found


def test_nodes_inside_nodes_are_read_however_deep() -> None:
    deep: dict[str, Any] = RECORD
    for _ in range(300):
        deep = {"c:object": deep}
    assert one(deep).number == "A-1"
    assert len(graph_in(graph(deep)).nodes) > 300


@pytest.mark.outside_material
def test_the_published_examples_are_read() -> None:
    if not EXAMPLES.exists():
        pytest.skip("NOTHING READ: the examples of CASE are not beside the repository")
    read: dict[str, tuple[FoundExhibit, ...]] = {}
    with tarfile.open(EXAMPLES) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file is None or not member.name.endswith(".json"):
                continue
            try:
                read[member.name.removeprefix("./")] = exhibits_in(file.read())
            except Refusal:
                read[member.name.removeprefix("./")] = ()
    counts = {name: len(found) for name, found in read.items() if found}
    assert counts == {"Oresteia.json": 5, "exif_data.json": 1, "forensic_lifecycle.json": 22}
    phone = read["forensic_lifecycle.json"][0]
    assert phone.number == "ACME-676553402357"
    assert [found.step.kind for found in phone.steps] == ["seized", "taken_over", "copied"]
    assert any(found.files for found in read["Oresteia.json"])
