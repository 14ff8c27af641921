"""Resident memory of the served site against its limit, and how long ``./run demo`` takes again.

    python benchmarks/served_site.py [--requests 300] [--runs 5]

Starts the site of a fresh demonstration office in a folder of its own, walks its pages as a
prosecutor, and prints the memory of all its processes beside the limit of 300 MB; then the median
time of further runs of ``./run demo`` beside the limit of 5 s.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AMENDS = ROOT / ".venv" / "bin" / "amends"
MEMORY_LIMIT_MB = 300
AGAIN_LIMIT_S = 5
PAGES = ("/", "/cases/", "/tasks/", "/leave/", "/me/", "/help/")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=300)
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"AMENDS_HOME": home, "AMENDS_DEMO": "true"}
        password = load(environment)
        memory = served_memory(environment, password, chosen.requests)
        again = [timed([ROOT / "run", "demo"], environment) for _ in range(chosen.runs)]
    took = statistics.median(again)
    print(
        f"memory of the served site: {memory:.0f} MB = {memory / MEMORY_LIMIT_MB:.2f} of the limit"
    )
    print(f"./run demo again: median {took:.1f} s = {took / AGAIN_LIMIT_S:.2f} of the limit")
    if memory > MEMORY_LIMIT_MB or took > AGAIN_LIMIT_S:
        sys.exit(1)


def load(environment: dict[str, str]) -> str:
    """Load the demonstration office; return the password of its log-ins."""
    command: list[str | Path] = [AMENDS, "demo", "--quiet"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found = re.search(r"Password of all of them: (\S+)", said.stdout)
    if found is None:
        sys.exit(f"no password in: {said.stdout}")
    return found[1]


def timed(command: list[str | Path], environment: dict[str, str]) -> float:
    """Return the seconds a command takes."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def served_memory(environment: dict[str, str], password: str, requests: int) -> float:
    """Serve the site, walk its pages, and return the megabytes its processes then hold."""
    port = free_port()
    server = subprocess.Popen([AMENDS, "serve", "--bind", f"127.0.0.1:{port}"], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        reader = logged_in(address, password)
        for number in range(requests):
            reader.open(address + PAGES[number % len(PAGES)]).read()
        return memory_of(server.pid) / 1024
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def logged_in(address: str, password: str) -> urllib.request.OpenerDirector:
    """Wait until the site answers, and log in as the prosecutor."""
    cookies = CookieJar()
    reader = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    for _ in range(100):
        try:
            page = reader.open(f"{address}/login/").read().decode()
            break
        except OSError:
            time.sleep(0.2)
    else:
        sys.exit("the site did not answer within 20 seconds")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    form = {"login": "prosecutor", "password": password}
    form["csrfmiddlewaretoken"] = token[1] if token else ""
    answer = reader.open(f"{address}/login/", urllib.parse.urlencode(form).encode())
    if answer.url.rstrip("/") != address:
        sys.exit(f"logging in led to {answer.url}")
    return reader


def memory_of(pid: int) -> int:
    """Return the resident kilobytes of a process and all its children."""
    table = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid=,rss="], check=True, capture_output=True, text=True
    )
    rows = [tuple(map(int, line.split())) for line in table.stdout.splitlines()]
    family, total = {pid}, 0
    for _ in rows:
        family |= {child for child, parent, _ in rows if parent in family}
    for process, _, resident in rows:
        total += resident if process in family else 0
    return total


if __name__ == "__main__":
    main()
