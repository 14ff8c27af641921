"""A real time-stamping authority for tests: ``openssl ts`` behind a small HTTP server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa_config]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""
Answers = Callable[[bytes], bytes]


def openssl(*arguments: str | Path) -> bytes:
    """Run openssl and return what it prints."""
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True).stdout


@dataclass
class Authority:
    """An authority in a folder: its certificates, its key, and the stamps it gives."""

    folder: Path
    days: tuple[str, ...] = ("-days", "30")
    asked: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the root and the certificate for stamping."""
        config = self.folder / "tsa.cnf"
        config.write_text(CONFIG.format(folder=self.folder))
        (self.folder / "serial").write_text("01\n")
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        at = self.folder
        openssl(
            *("req", "-x509", *key, "-keyout", at / "ca.key", "-out", at / "ca.pem"),
            *("-subj", "/CN=Test root", "-days", "30", "-config", config, "-extensions", "ca"),
        )
        openssl(
            *("req", *key, "-keyout", at / "tsa.key", "-out", at / "tsa.csr"),
            *("-subj", "/CN=Test authority", "-config", config),
        )
        openssl(
            *("x509", "-req", "-in", at / "tsa.csr", "-CA", at / "ca.pem", "-CAkey", at / "ca.key"),
            *("-CAcreateserial", "-out", at / "tsa.pem", "-extfile", config, "-extensions", "tsa"),
            *self.days,
        )

    @property
    def certificates(self) -> Path:
        """Return the file with the root that offices are to trust."""
        return self.folder / "ca.pem"

    def stamp(self, query: bytes) -> bytes:
        """Return the answer to a query, as the protocol has it."""
        self.asked.append(query)
        (self.folder / "query.tsq").write_bytes(query)
        openssl(
            *("ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "tsa_config"),
            *("-queryfile", self.folder / "query.tsq", "-out", self.folder / "answer.tsr"),
        )
        return (self.folder / "answer.tsr").read_bytes()


@contextmanager
def served(answers: Answers) -> Iterator[str]:
    """Serve an authority on this machine; give its address."""

    class Door(BaseHTTPRequestHandler):
        """Takes queries by POST, as RFC 3161 section 3.4 says."""

        def do_POST(self) -> None:
            """Answer one query."""
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = answers(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
