"""What reading a file comes to: its text page by page, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What came of reading a file. Each but the first is a failure that is named to the reader."""

    TAKEN = "taken"
    NO_TEXT = "no_text"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    REFUSED = "refused"


class Why(StrEnum):
    """Why there is no text, or not all of it."""

    NOTHING = ""
    EMPTY_FILE = "empty_file"
    NO_WORDS = "no_words"
    SCAN = "scan"
    NO_OCR = "no_ocr"
    PASSWORD = "password"  # noqa: S105  # a reason, not a secret
    BROKEN = "broken"
    CHANGED = "changed"
    ENTITIES = "entities"
    ARCHIVE = "archive"
    UNKNOWN_KIND = "unknown_kind"
    FILE_SIZE = "file_size"
    UNPACKED_SIZE = "unpacked_size"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LONG = "too_long"
    TIME = "time"
    MEMORY = "memory"
    STOPPED = "stopped"


class Unit(StrEnum):
    """What the places of a text are called."""

    PAGE = "page"
    SHEET = "sheet"
    PART = "part"


class Unreadable(Exception):
    """There is no text to be had."""

    def __init__(self, outcome: Outcome, why: Why) -> None:
        """Say what came of it, and why."""
        super().__init__(outcome, why)
        self.outcome, self.why = outcome, why


@dataclass(frozen=True)
class Limits:
    """How much one file may take.

    Attributes:
        bytes: of the file.
        unpacked: bytes that a package or a stream may unpack to.
        pages: pages, sheets or parts.
        characters: of text.
        seconds: of work on it.
        depth: how many files may lie in one another.
    """

    bytes: int = 100 * 1024**2
    unpacked: int = 200 * 1024**2
    pages: int = 5_000
    characters: int = 10_000_000
    seconds: float = 60
    depth: int = 1


@dataclass
class Read:
    """The text taken out of a file.

    Attributes:
        kind: what the file turned out to be.
        unit: what its places are called.
        pages: the text of each place; one alone where there are no places.
        missed: the numbers of the places whose text could not be taken.
        why: why some were missed, or why not all was read.
    """

    kind: str
    unit: Unit = Unit.PART
    pages: list[str] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    why: Why = Why.NOTHING


class Clock:
    """How much of the time for one file is left."""

    def __init__(self, seconds: float) -> None:
        """Start."""
        import time

        self._now = time.monotonic
        self._ends = self._now() + seconds

    @property
    def is_over(self) -> bool:
        """Say whether the time is used up."""
        return self._now() > self._ends

    @property
    def left(self) -> float:
        """Return how many seconds are left, at least a little."""
        return max(0.01, self._ends - self._now())
