"""Making one bundle: every file measured, leaves set around them, all bound, numbered and read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from typing import Any

from django.conf import settings

from amends.office.disclosure import leaves
from amends.office.disclosure.asking import page_process
from amends.office.disclosure.gathering import Gathered
from amends.office.disclosure.models import DisclosureSet
from amends.office.disclosure.pages.opening import Trouble, Unusable
from amends.office.disclosure.pages.process import PageProcess, Source
from amends.office.evidence import store
from amends.office.evidence.faults import Unreadable
from amends.proof.bates import Run, Series

TRIES = 4
Tell = Callable[[int], None]
Fault = tuple[str, str]


@dataclass
class Made:
    """A bundle, not yet kept.

    Attributes:
        fault: why there is none, and about what; empty if there is one.
        whole: the numbers of all its pages.
        rows: what it binds, and the numbers of each.
        elsewhere: words taken out of one part that stand on pages of others.
    """

    rows: list[Gathered] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    whole: Run = field(default_factory=lambda: Run(1, 1))
    elsewhere: list[dict[str, Any]] = field(default_factory=list)
    data: bytes = b""
    fault: Fault | None = None

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes of the bundle."""
        yield self.data

    def parts(self) -> list[dict[str, Any]]:
        """Return what it binds, as it is kept."""
        return [
            {**asdict(row.leaf), "keys": list(row.leaf.keys), "first": run.first, "last": run.last}
            for row, run in zip(self.rows, self.runs, strict=True)
        ]


@dataclass(frozen=True)
class Measure:
    """How many pages a file has, and which of them do not come out even."""

    pages: int
    uneven: list[Any]


@contextmanager
def bound(
    row: DisclosureSet, rows: Sequence[Gathered], series: Series, first: int, tell: Tell
) -> Iterator[Made]:
    """Make a bundle of what was gathered for a set, numbered from a first number on.

    Raises:
        Unusable: it cannot be made.
    """
    total = sum(one.file.size for one in rows if one.file is not None)
    if total > settings.READ_MEMORY // 4:
        yield Made(fault=("too_large_in_all", str(settings.READ_MEMORY // 4 // 1024**2)))
        return
    with page_process() as process:
        measured = [_measured(process, one, tell, at) for at, one in enumerate(rows, 1)]
    known = [_with_trouble(one, found) for one, found in zip(rows, measured, strict=True)]
    plan = _Plan(row, known, measured, series, first)
    with ExitStack() as opened, page_process() as process:
        yield _bound(plan, process, opened)


def _measured(process: PageProcess, one: Gathered, tell: Tell, at: int) -> Measure | Trouble | None:
    if one.file is None:
        return None
    try:
        with _opened(one) as source:
            said = process.ask("measure", [source])
            return Measure(said["pages"], said["uneven"])
    except Unusable as fault:
        return fault.trouble
    finally:
        tell(at)


@contextmanager
def _opened(one: Gathered) -> Iterator[Source]:
    assert one.file is not None  # noqa: S101  # asked of files only
    try:
        file = store.read(one.file.sha256)
    except (Unreadable, OSError):
        raise Unusable(Trouble.UNREADABLE) from None
    with file:
        yield Source(file, one.file.size)


def _with_trouble(one: Gathered, found: Measure | Trouble | None) -> Gathered:
    trouble = found if isinstance(found, Trouble) else one.leaf.trouble
    return replace(one, leaf=replace(one.leaf, trouble=trouble))


@dataclass(frozen=True)
class _Plan:
    """Everything a bundle is made of."""

    set: DisclosureSet
    rows: Sequence[Gathered]
    measured: Sequence[Measure | Trouble | None]
    series: Series
    first: int

    @property
    def leaves(self) -> list[leaves.Leaf]:
        return [one.leaf for one in self.rows]

    def pages(self) -> list[int]:
        """Return how many pages each part takes; a slip-sheet takes one."""
        return [found.pages if isinstance(found, Measure) else 1 for found in self.measured]

    def runs(self, front: int) -> list[Run]:
        """Return the numbers of each part, behind so many pages of front matter."""
        runs, number = [], self.first + front
        for pages in self.pages():
            runs.append(Run(number, number + pages - 1))
            number += pages
        return runs

    def whole(self, front: int, index: int) -> Run:
        """Return the numbers of all pages."""
        return Run(self.first, self.first + front + sum(self.pages()) + index - 1)


def _bound(plan: _Plan, process: PageProcess, opened: ExitStack) -> Made:
    front, index, runs, whole = _set_around(plan, process)
    slipped = [leaf for leaf in plan.leaves if leaf.trouble]
    slips = leaves.slips(slipped) if slipped else b""
    sources = [_source(front), _source(slips or index), _source(index)]
    parts = [_part(plan.set.title, 0, links=True)]
    for one, found in zip(plan.rows, plan.measured, strict=True):
        title = " ".join(filter(None, (one.leaf.number, one.leaf.title)))
        if isinstance(found, Measure):
            sources.append(opened.enter_context(_opened(one)))
            parts.append(_part(title, len(sources) - 1, uneven=found.uneven))
        else:
            only = sum(part["only"] is not None for part in parts)
            parts.append(_part(title, 1, only=only))
    parts.append(_part("SHA-256", 2, links=True))
    said = process.ask("bind", sources, parts=parts, series=asdict(plan.series), first=plan.first)
    if said["pages"] != whole.pages:
        raise Unusable(Trouble.DAMAGED)
    data = b"".join(process.sent())
    made = Made(list(plan.rows), runs, whole, data=data)
    return _checked(made, plan, said["starts"], process)


def _set_around(plan: _Plan, process: PageProcess) -> tuple[bytes, bytes, list[Run], Run]:
    """Set cover, contents and index; how many pages they take decides what they say."""
    front_pages, index_pages = 2, 1
    for _try in range(TRIES):
        runs, whole = plan.runs(front_pages), plan.whole(front_pages, index_pages)
        front = leaves.front(plan.set, plan.leaves, runs, whole, plan.series)
        index = leaves.index(plan.leaves, runs, plan.series)
        found = [process.ask("measure", [_source(data)])["pages"] for data in (front, index)]
        if found == [front_pages, index_pages]:
            return front, index, runs, whole
        front_pages, index_pages = found
    raise Unusable(Trouble.DAMAGED)


def _checked(made: Made, plan: _Plan, starts: list[int], process: PageProcess) -> Made:
    """Read the bundle again in two processes, half of it each."""
    words = _words_of(plan.rows)
    said = {
        "series": asdict(plan.series),
        "first": plan.first,
        "pages": made.whole.pages,
        "starts": starts,
        "kept": [[part, text, alone] for part, text, alone in words],
    }
    half = made.whole.pages // 2
    with page_process() as second:
        second.begin("check", [_source(made.data)], numbers=[half + 1, made.whole.pages], **said)
        found = process.ask("check", [_source(made.data)], numbers=[1, half], **said)
        other = second.answer()
    if found["unstamped"] or other["unstamped"]:
        page = [*found["unstamped"], *other["unstamped"]][0]
        return replace(made, fault=("unstamped", str(page)))
    for at, page in [*found["left"], *other["left"]]:
        title = plan.rows[words[at][0] - 1].leaf.title
        return replace(made, fault=("left", f"{title} ({page})"))
    made.elsewhere = [
        {"part": words[at][0], "words": words[at][1], "page": page}
        for at, page in [*found["elsewhere"], *other["elsewhere"]]
    ][:200]
    return made


def _words_of(rows: Sequence[Gathered]) -> list[tuple[int, str, bool]]:
    """Return the words that were taken out of each part, as its copy remembers them.

    What was taken out of some pages of a part only may stand on others of it.
    """
    return [
        (part, mark["words"], bool(mark["alone"]))
        for part, one in enumerate(rows, 1)
        if one.copy is not None
        for mark in one.copy.marks
        if mark["words"] and mark["page"] is None
    ]


def _part(
    title: str,
    file: int,
    *,
    uneven: Sequence[Any] = (),
    only: int | None = None,
    links: bool = False,
) -> dict[str, Any]:
    return {"title": title, "file": file, "uneven": uneven, "only": only, "links": links}


def _source(data: bytes) -> Source:
    return Source(BytesIO(data), len(data))
