"""Text out of pictures, where the program tesseract is installed; else it is said that it is not.

amends brings no such program along. It runs beside the reader, under the same limits, is given the
picture through a pipe, and its words are marked by nothing: they are a machine's reading.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why

PROGRAM = "tesseract"
LANGUAGES = "OCR_LANGUAGES"


def program() -> str:
    """Return the path of the program that reads pictures; empty if there is none."""
    return shutil.which(PROGRAM) or ""


def read_image(data: bytes, limits: Limits) -> Read:
    """Return the words in a picture.

    Raises:
        Unreadable: there is no program that reads pictures, or it found nothing or failed.
    """
    text = recognised(data, limits.seconds)
    if not text:
        raise Unreadable(Outcome.NO_TEXT, Why.NO_WORDS)
    return Read("image", Unit.PART, [text[: limits.characters]])


def recognised(picture: bytes, seconds: float) -> str:
    """Return the words that the program sees in a picture; empty if it sees none.

    Raises:
        Unreadable: there is no such program, it failed, or it took longer.
    """
    path = program()
    if not path:
        raise Unreadable(Outcome.NO_TEXT, Why.NO_OCR)
    languages = os.environ.get(LANGUAGES, "eng")
    try:
        done = subprocess.run(
            [path, "stdin", "stdout", "-l", languages],
            input=picture,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Outcome.TOO_LARGE, Why.TIME) from None
    except OSError:
        raise Unreadable(Outcome.NO_TEXT, Why.NO_OCR) from None
    if done.returncode:
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN)
    return done.stdout.decode("utf-8", "replace").strip()
