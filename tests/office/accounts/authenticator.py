"""A passkey made of software, which can also do what no honest one does."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

SITE = "https://office.example"
FLAGS = AuthenticatorData.FLAG


@dataclass
class Authenticator:
    """One passkey; each attribute may be changed to cheat.

    Attributes:
        verified: whether its owner gave a PIN, a finger or a face.
        present: whether anybody touched it.
        signatures: how many it gave so far; zero for one that does not count.
        counts: whether it counts them.
        origin: the site it believes to be on.
    """

    verified: bool = True
    present: bool = True
    signatures: int = 0
    counts: bool = True
    origin: str = SITE
    host: str = "office.example"
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser sends after it made this passkey."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # of fido2
        data = AttestedCredentialData.create(b"\0" * 16, self.key_id, public)
        attested = AttestationObject.create("none", self._data(FLAGS.AT, data), {})
        client = self._client(CollectedClientData.TYPE.CREATE, options)
        return self._answer(clientDataJSON=client, attestationObject=attested)

    def signed(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what a browser sends after this passkey signed a question."""
        self.signatures += self.counts
        client = self._client(CollectedClientData.TYPE.GET, options)
        data = self._data(FLAGS(0))
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(self, flags: FLAGS, credential: bytes = b"") -> AuthenticatorData:
        flags |= FLAGS.UP if self.present else FLAGS(0)
        flags |= FLAGS.UV if self.verified else FLAGS(0)
        host = hashlib.sha256(self.host.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(host, flags, self.signatures, credential)
        return data

    def _client(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        challenge = websafe_decode(options["publicKey"]["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin)

    def _answer(self, **given: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.key_id),
            "rawId": websafe_encode(self.key_id),
            "type": "public-key",
            "response": {name: websafe_encode(value) for name, value in given.items()},
        }


def on_site() -> Client:
    """Return a browser that has the office open under a name, behind a server that ends TLS."""
    return Client(headers={"host": "office.example", "x-forwarded-proto": "https"})


def registers(client: Client, key: Authenticator, name: str = "Blue key") -> Any:
    """Register a passkey for whoever is logged in."""
    options = client.get(reverse("passkey-new")).json()
    given = {"name": name, "answer": json.dumps(key.made(options))}
    return client.post(reverse("passkey-new"), given)


def asked(client: Client) -> dict[str, Any]:
    """Return what the log-in page asks a passkey."""
    options: dict[str, Any] = client.get(reverse("passkey-log-in")).json()
    return options


def answers(client: Client, answer: dict[str, Any], **more: str) -> Any:
    """Send the answer of a passkey to the log-in page."""
    return client.post(reverse("passkey-log-in"), {"answer": json.dumps(answer), **more})


def logs_in(client: Client, key: Authenticator) -> Any:
    """Log in by passkey alone."""
    return answers(client, key.signed(asked(client)))


def is_in(client: Client) -> bool:
    """Say whether somebody is logged in."""
    return "_auth_user_id" in client.session
