"""The process that touches PDF files: few rights, little memory, one answer for each request.

Started as ``python -I -m amends.office.disclosure.pages.child``. A request is the length of a JSON
object, that, and the files it names the lengths of; an answer is the same with one file at most.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from amends.office.disclosure.pages.binding import Bound, Kept, Part, bound, checked, measured
from amends.office.disclosure.pages.looking import (
    area_of_part,
    areas_of_words,
    letters_of_page,
    picture_of,
    shown,
)
from amends.office.disclosure.pages.opening import Trouble, Unusable, opened, written
from amends.office.disclosure.pages.redacting import Mark, redacted
from amends.office.reading.files.child import LENGTH, give_up_rights
from amends.office.reading.files.results import Clock
from amends.proof.bates import Series
from amends.proof.redaction import Words

NEEDED = ("PIL.Image", "pikepdf", "pypdf", "pypdfium2")
Answer = tuple[dict[str, Any], bytes]
Said = dict[str, Any]


def main() -> None:
    """Give rights up, then answer until the input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    give_up_rights(int(sys.argv[1]), *NEEDED)
    while header := requests.read(LENGTH):
        said: Said = json.loads(requests.read(int.from_bytes(header, "big")))
        files = [requests.read(length) for length in said["files"]]
        found, data = answer(said, files)
        packed = json.dumps({**found, "length": len(data)}).encode()
        answers.write(len(packed).to_bytes(LENGTH, "big") + packed)
        answers.write(data)
        answers.flush()


def answer(said: Said, files: Sequence[bytes]) -> Answer:
    """Return what came of a request, whatever the files hold."""
    try:
        return ANSWERS[said["asked"]](said, files, Clock(said["seconds"]))
    except Unusable as fault:
        return {"trouble": fault.trouble}, b""
    except MemoryError:
        return {"trouble": Trouble.TOO_LARGE}, b""
    except Exception:  # noqa: BLE001  # whatever a hostile file brings out, the next one is read
        return {"trouble": Trouble.DAMAGED}, b""


def _look(said: Said, files: Sequence[bytes], _clock: Clock) -> Answer:
    """Answer how many pages there are, and with the text of one and what would go of it."""
    with opened(files[0]) as document:
        plain = written(document, pack=False)
    with shown(plain) as document:
        number = min(max(1, said["page"]), len(document))
        page = document[number - 1]
        letters = letters_of_page(page)
        marks = [_mark(row) for row in said["marks"]]
        words = [mark.words for mark in marks if mark.words is not None]
        found = areas_of_words(letters, words)
        drawn = [area_of_part(page, mark.part) for mark in marks if mark.part is not None]
        areas = [area for places in found for place in places for area in place]
        picture = picture_of(page, [*areas, *drawn]) if said["picture"] else b""
        return {
            "pages": len(document),
            "page": number,
            "text": letters.text,
            "places": [len(places) for places in found],
        }, picture


def _redact(said: Said, files: Sequence[bytes], clock: Clock) -> Answer:
    """Answer with the file without what is marked; with no file if anything is left."""
    done = redacted(opened(files[0]), [_mark(row) for row in said["marks"]], clock)
    return {
        "pages": done.pages,
        "places": done.places,
        "taken": dict(done.taken),
        "left": [[row.mark, row.page] for row in done.left],
    }, b"" if done.left else done.data


def _measure(_said: Said, files: Sequence[bytes], clock: Clock) -> Answer:
    """Answer how many pages a file has."""
    found = measured(files[0], clock)
    return {"pages": found.pages, "uneven": list(found.uneven.items())}, b""


def _bind(said: Said, files: Sequence[bytes], clock: Clock) -> Answer:
    """Answer with a bundle of all files."""
    parts = [_part(row, files[row["file"]]) for row in said["parts"]]
    done = bound(parts, Series(**said["series"]), said["first"], clock)
    return {"pages": done.pages, "starts": done.starts}, done.data


def _check(said: Said, files: Sequence[bytes], clock: Clock) -> Answer:
    """Answer what is not as it must be on some pages of a bundle."""
    series, first, pages = Series(**said["series"]), said["first"], said["pages"]
    kept = [Kept(part, Words(text, alone=alone)) for part, text, alone in said["kept"]]
    labels = [series.label(first + place) for place in range(pages)]
    bundle = Bound(files[0], pages, tuple(said["starts"]))
    return asdict(checked(bundle, tuple(said["numbers"]), labels, kept, clock)), b""


def _mark(row: Said) -> Mark:
    words = Words(row["words"], alone=row["alone"]) if row["words"] else None
    return Mark(row["page"], words, tuple(row["part"]) if row["part"] else None)


def _part(row: Said, data: bytes) -> Part:
    return Part(
        title=row["title"],
        data=data,
        uneven={int(number): (int(b), int(a)) for number, (b, a) in row["uneven"]},
        only=row["only"],
        links=row["links"],
    )


ANSWERS: dict[str, Callable[[Said, Sequence[bytes], Clock], Answer]] = {
    "look": _look,
    "redact": _redact,
    "measure": _measure,
    "bind": _bind,
    "check": _check,
}


if __name__ == "__main__":
    main()
