"""Time-stamps under RFC 3161: what is stamped of a chain, the request, and whether an answer holds.

An authority signs that a digest was there at a time. It learns the digest and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from amends.base.messages import Message
from amends.proof.custody import Exhibit, Step
from amends.proof.der import with_certificates_in_order

SHA256 = ObjectIdentifier("2.16.840.1.101.3.4.2.1")
LONGEST_ANSWER = 64 * 1024
FAULTS = (ValueError, TypeError, OverflowError, InvalidSignature)


class StampRefused(ValueError):
    """An answer that is no time-stamp of what was asked for."""

    def __init__(self, message: Message) -> None:
        """Keep what is wrong in any language."""
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True)
class Stamped:
    """A time-stamp that holds.

    Attributes:
        at: when the authority says it signed.
        authority: the name in the certificate it signed with.
        serial: the number the authority gave the stamp, in hexadecimal.
    """

    at: datetime
    authority: str
    serial: str


@dataclass(frozen=True)
class Trust:
    """The certificates of the authorities that an office trusts."""

    roots: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]

    @classmethod
    def of(cls, pem: bytes) -> Trust:
        """Return the certificates in a PEM file; those that signed themselves are the roots.

        Raises:
            ValueError: there is no root in it.
        """
        found = x509.load_pem_x509_certificates(pem)
        roots = tuple(one for one in found if one.issuer == one.subject)
        if not roots:
            message = "there is no certificate of a root authority in it"
            raise ValueError(message)
        return cls(roots, tuple(one for one in found if one not in roots))


def statement_of(exhibit: Exhibit, *, reference: str, files: Iterable[str]) -> str:
    """Return what is stamped of an exhibit: its chain and its files, always in the same words.

    Args:
        exhibit: the exhibit with the steps that stand.
        reference: the reference of its case.
        files: the SHA-256 of each of its files.
    """
    stated = {
        "case": reference,
        "exhibit": exhibit.key,
        "files": sorted(files),
        "steps": [_stated(step) for step in exhibit.steps],
    }
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _stated(step: Step) -> dict[str, object]:
    return {
        "kind": str(step.kind),
        "at": step.at.astimezone(UTC).isoformat(),
        "until": step.until.astimezone(UTC).isoformat() if step.until else "",
        "by": step.by,
        "to": step.to,
        "place": step.place,
        "purpose": step.purpose,
        "seal_before": step.seal_before,
        "seal_after": step.seal_after,
        "sha256": step.sha256,
        "receipt": step.receipt,
    }


def request_for(statement: str) -> TimeStampRequest:
    """Return the request for a stamp, with a number used once that the answer must repeat."""
    builder = TimestampRequestBuilder().data(statement.encode("utf-8"))
    return builder.hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()


def verified(
    answer: bytes, statement: str, trust: Trust, *, request: TimeStampRequest | None = None
) -> Stamped:
    """Return what an answer says, if it is a stamp of the statement by a trusted authority.

    Args:
        answer: the bytes of the authority's answer.
        statement: what was to be stamped.
        trust: whose stamps are taken.
        request: what was asked, for an answer that has just come.

    Raises:
        StampRefused: it is no such stamp.
    """
    if len(answer) > LONGEST_ANSWER:
        raise StampRefused(NO_ANSWER)
    try:
        response = decode_timestamp_response(with_certificates_in_order(answer))
        builder = VerifierBuilder(
            roots=list(trust.roots),
            intermediates=list(trust.intermediates),
            nonce=request.nonce if request else None,
        )
        info = response.tst_info if response.status == 0 else None
        if info is None:
            raise StampRefused(NOT_GRANTED)
        if info.message_imprint.hash_algorithm != SHA256:
            raise StampRefused(OTHER_IMPRINT)
        builder.build().verify_message(response, statement.encode("utf-8"))
        authority = _name(response.signed_data.certificates)
        return Stamped(info.gen_time, authority, f"{info.serial_number:x}")
    except VerificationError as fault:
        raise StampRefused(Message(DOES_NOT_HOLD.sentence, {"why": str(fault)[:200]})) from None
    except StampRefused:
        raise
    except FAULTS:
        raise StampRefused(NO_ANSWER) from None


def is_of(answer: bytes, statement: str) -> bool:
    """Say whether an answer is a stamp of a statement, whoever signed it."""
    try:
        response = decode_timestamp_response(with_certificates_in_order(answer))
        imprint = response.tst_info.message_imprint
        digest = hashlib.sha256(statement.encode("utf-8")).digest()
        return bool(imprint.hash_algorithm == SHA256 and imprint.message == digest)
    except FAULTS:
        return False


def _name(certificates: Iterable[bytes]) -> str:
    """Return the name of whoever signed: in the certificate that is meant for stamping."""
    for certificate in map(x509.load_der_x509_certificate, certificates):
        try:
            use = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        except x509.ExtensionNotFound:
            continue
        if ExtendedKeyUsageOID.TIME_STAMPING in use:
            return certificate.subject.rfc4514_string()[:200]
    return ""


NO_ANSWER = Message("The authority's answer is no time-stamp.")
NOT_GRANTED = Message("The authority refused to stamp.")
OTHER_IMPRINT = Message("The stamp is of something else.")
DOES_NOT_HOLD = Message("The stamp does not hold: %(why)s.")
