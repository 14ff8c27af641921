"""The process that reads files: few rights, little memory, and one answer for each file.

Started as ``python -I -m amends.office.reading.files.child``. Each request on its input is how many
milliseconds a file may take, how long it is, eight bytes each, and the file; each answer is the
length of a JSON object and that. It opens no connection, writes no file and starts nothing but the
program that reads pictures.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, replace
from importlib import import_module
from typing import Any

from amends.office.reading.files.extracting import extract
from amends.office.reading.files.images import program
from amends.office.reading.files.results import Limits, Outcome, Unreadable, Why

LENGTH = 8
MOST_OPEN_FILES = 64
NEEDED = ("openpyxl", "pypdf")
FORBIDDEN = frozenset(
    {"ctypes.dlopen", "ftplib.connect", "os.exec", "os.fork", "os.forkpty", "os.kill"}
    | {"os.remove", "os.rename", "os.rmdir", "os.spawn", "os.system", "pty.spawn"}
    | {"smtplib.connect", "socket.bind", "socket.connect", "socket.getaddrinfo", "urllib.Request"}
)


def main() -> None:
    """Give rights up, then answer until the input ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    memory = int(sys.argv[2])
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    give_up_rights(memory, *NEEDED)
    while header := requests.read(LENGTH):
        seconds = int.from_bytes(header, "big") / 1_000
        data = requests.read(int.from_bytes(requests.read(LENGTH), "big"))
        said = json.dumps(answer(data, replace(limits, seconds=seconds))).encode()
        answers.write(len(said).to_bytes(LENGTH, "big") + said)
        answers.flush()


def answer(data: bytes, limits: Limits) -> dict[str, Any]:
    """Return what came of reading a file, whatever it holds."""
    try:
        return {"outcome": Outcome.TAKEN, **asdict(extract(data, limits))}
    except Unreadable as fault:
        return {"outcome": fault.outcome, "why": fault.why}
    except MemoryError:
        return {"outcome": Outcome.TOO_LARGE, "why": Why.MEMORY}
    except RecursionError:
        return {"outcome": Outcome.DAMAGED, "why": Why.BROKEN}
    except Exception:  # noqa: BLE001  # whatever a hostile file brings out, the next one is read
        return {"outcome": Outcome.DAMAGED, "why": Why.BROKEN}


def give_up_rights(memory: int, *needed: str) -> None:
    """Take from this process what reading a file does not need.

    Args:
        memory: how many bytes it may take.
        needed: the modules it will use; what is imported later would be read from the disk later.
    """
    import encodings.idna  # noqa: F401
    import mimetypes

    # Before the limits, so that Python may keep what it compiled for the next process.
    for module in needed:
        import_module(module)
    mimetypes.init()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN_FILES, MOST_OPEN_FILES))
    reader = program()

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FORBIDDEN or (event == "subprocess.Popen" and arguments[0] != reader):
            raise PermissionError(event)
        if event == "open" and _writes(*arguments[:2]):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def _writes(path: object, mode: object) -> bool:
    """Say whether a file is opened for writing; a number is a pipe that is open already."""
    return not isinstance(path, int) and isinstance(mode, str) and bool(set(mode) & set("wax+"))


if __name__ == "__main__":
    main()
