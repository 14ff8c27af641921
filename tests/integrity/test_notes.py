"""Signed notes: a known answer, every malformed one refused, nothing altered passes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.integrity.notes import (
    Note,
    NoteRefused,
    SigningKey,
    Signs,
    checked_name,
    read_note,
    read_public_key,
    read_signing_key,
    signed_note,
)

# The example of the Go package golang.org/x/mod/sumdb/note.
VERIFIER = b"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNER = b"PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNED = (
    TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
    "ngotpRZb6KE6RyyBwJnAM=\n"
)
KEY = SigningKey("office.example/log", bytes(range(32)))
LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20), min_size=1
)


def before_the_known_note(text: str) -> bytes:
    return (text + SIGNED).encode()


def test_the_known_note_is_written_and_read() -> None:
    signer, verifier = read_signing_key(SIGNER), read_public_key(VERIFIER)
    assert signer.public == verifier
    assert str(signed_note(TEXT, signer)) == SIGNED
    assert read_note(SIGNED.encode()).is_signed_by(verifier)
    assert str(verifier).encode() == VERIFIER
    assert signer.in_full().encode() == SIGNER


def test_a_key_says_no_secret_of_itself() -> None:
    assert repr(KEY) == "SigningKey('office.example/log')"


@given(LINES)
def test_what_is_signed_is_read_back(lines: list[str]) -> None:
    note = signed_note("".join(f"{line}\n" for line in lines), KEY)
    again = read_note(str(note).encode())
    assert again == note
    assert again.is_signed_by(KEY.public)


@given(st.integers(0, len(SIGNED.encode()) - 1), st.integers(1, 255))
def test_no_altered_byte_passes(at: int, change: int) -> None:
    altered = bytearray(SIGNED.encode())
    altered[at] ^= change
    try:
        note = read_note(bytes(altered))
    except NoteRefused:
        return
    assert not note.is_signed_by(read_public_key(VERIFIER))


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(before_the_known_note)))
def test_whatever_is_read_is_written_the_same(data: bytes) -> None:
    with suppress(NoteRefused):
        assert str(read_note(data)).encode() == data


@given(st.one_of(st.binary(), st.sampled_from([VERIFIER, SIGNER]).map(lambda key: key[:-1])))
def test_whatever_is_no_key_is_refused(data: bytes) -> None:
    with pytest.raises(NoteRefused):
        read_public_key(data)
    with pytest.raises(NoteRefused):
        read_signing_key(data)


@pytest.mark.parametrize(
    ("malformed", "says"),
    [
        (TEXT, "no signed note"),
        (SIGNED.removesuffix("\n"), "no signed note"),
        (TEXT + "\n", "no signed note"),
        (SIGNED.removeprefix(TEXT), "no signed note"),
        (SIGNED.replace("— ", "- "), "name signature"),
        (SIGNED.replace("— ", "—  "), "name signature"),
        (SIGNED.replace("PeterNeumann ", "Peter+Neumann "), "names no key"),
        (SIGNED.replace("PeterNeumann ", "Peter\u2003Neumann "), "names no key"),
        (SIGNED.replace("JnAM=", "JnAN="), "base64"),
        (SIGNED.replace("JnAM=", "JnAM"), "base64"),
        (SIGNED.replace("your", "yo\rur", 1), "control character"),
        (SIGNED + "— a eA==\n", "names no key"),
        (SIGNED + "— a eHh4eHg=\n" * 100, "more than 100"),
        (SIGNED + "x" * 65536, "longer"),
    ],
)
def test_a_malformed_note_is_refused(malformed: str, says: str) -> None:
    with pytest.raises(NoteRefused, match=says):
        read_note(malformed.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(NoteRefused, match="UTF-8"):
        read_note(b"\xff" + SIGNED.encode())


@pytest.mark.parametrize(
    ("malformed", "says"),
    [
        (VERIFIER.replace(b"c74f20a3", b"c74f20a4"), "id"),
        (VERIFIER.replace(b"c74f20a3", b"C74F20A3"), "id"),
        (VERIFIER.replace(b"+ARpc", b"+AhpC"), "no Ed25519"),
        (VERIFIER + b"AAAA", "no Ed25519"),
        (VERIFIER.replace(b"PeterNeumann", b""), "no key"),
        (b"PeterNeumann", "no key"),
        (SIGNER, "secret half"),
    ],
)
def test_a_malformed_key_is_refused(malformed: bytes, says: str) -> None:
    with pytest.raises(NoteRefused, match=says):
        read_public_key(malformed)


def test_a_public_key_signs_nothing_and_a_wrong_id_is_seen() -> None:
    with pytest.raises(NoteRefused, match="no signing key"):
        read_signing_key(VERIFIER)
    with pytest.raises(NoteRefused, match="id"):
        read_signing_key(SIGNER.replace(b"c74f20a3", b"c74f20a4"))


def test_one_wrong_signature_in_the_name_of_a_key_spoils_the_right_one() -> None:
    note = signed_note("a\n", KEY)
    wrong = replace(note.signatures[0], signed=bytes(64))
    assert not Note("a\n", (*note.signatures, wrong)).is_signed_by(KEY.public)


def test_a_key_of_another_name_or_use_is_another_key() -> None:
    note = signed_note("a\n", KEY)
    for other in (replace(KEY, name="else"), replace(KEY, signs=Signs.COSIGNATURES)):
        assert other.public.id != KEY.public.id
        assert not note.is_signed_by(other.public)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b"])
def test_a_name_that_no_key_can_have_is_refused(name: str) -> None:
    with pytest.raises(NoteRefused, match="names no key"):
        checked_name(name)
