"""Time-stamps of a real authority: what holds, and everything that does not."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.proof.custody import Exhibit, Step, StepKind
from amends.proof.kinds import Form
from amends.proof.stamps import StampRefused, Trust, request_for, statement_of, verified
from tests.proof.authority import Authority, openssl

STATEMENT = '{"exhibit":"E1"}'


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def trust(authority: Authority) -> Trust:
    return Trust.of(authority.certificates.read_bytes())


def test_a_stamp_of_the_authority_holds(authority: Authority, trust: Trust) -> None:
    request = request_for(STATEMENT)
    answer = authority.stamp(request.as_bytes())
    found = verified(answer, STATEMENT, trust, request=request)
    assert found.authority == "CN=Test authority"
    assert abs((datetime.now(UTC) - found.at).total_seconds()) < 86_400


def test_openssl_verifies_what_is_kept(authority: Authority, tmp_path: Path) -> None:
    answer = authority.stamp(request_for(STATEMENT).as_bytes())
    (tmp_path / "a.tsr").write_bytes(answer)
    (tmp_path / "a.json").write_text(STATEMENT)
    kept = ("-in", tmp_path / "a.tsr", "-data", tmp_path / "a.json")
    openssl("ts", "-verify", *kept, "-CAfile", authority.certificates)
    (tmp_path / "a.json").write_text(STATEMENT + " ")
    with pytest.raises(subprocess.CalledProcessError):
        openssl("ts", "-verify", *kept, "-CAfile", authority.certificates)


def test_a_stamp_of_something_else_is_refused(authority: Authority, trust: Trust) -> None:
    answer = authority.stamp(request_for("another").as_bytes())
    with pytest.raises(StampRefused, match="Mismatch between messages"):
        verified(answer, STATEMENT, trust)


def test_an_old_answer_to_another_request_is_refused(authority: Authority, trust: Trust) -> None:
    answer = authority.stamp(request_for(STATEMENT).as_bytes())
    with pytest.raises(StampRefused, match="Nonce mismatch"):
        verified(answer, STATEMENT, trust, request=request_for(STATEMENT))


def test_a_stamp_of_an_authority_nobody_trusts_is_refused(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path)
    answer = authority.stamp(request_for(STATEMENT).as_bytes())
    with pytest.raises(StampRefused, match="does not hold"):
        verified(answer, STATEMENT, Trust.of(other.certificates.read_bytes()))


def test_a_stamp_with_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    expired = Authority(tmp_path, days=("-days", "-1"))
    request = request_for(STATEMENT)
    try:
        answer = expired.stamp(request.as_bytes())
    except subprocess.CalledProcessError:
        pytest.fail("openssl stamps with any certificate")
    with pytest.raises(StampRefused, match="does not hold"):
        verified(answer, STATEMENT, Trust.of(expired.certificates.read_bytes()), request=request)


def test_a_refusal_of_the_authority_is_told(authority: Authority, trust: Trust) -> None:
    answer = authority.stamp(b"\x30\x03\x02\x01\x01")
    with pytest.raises(StampRefused):
        verified(answer, STATEMENT, trust)


@given(data=st.data())
def test_no_answer_makes_it_fail(authority: Authority, trust: Trust, data: st.DataObject) -> None:
    honest = _kept(authority)
    place = data.draw(st.integers(0, len(honest) - 1))
    changed = honest[:place] + data.draw(st.binary(max_size=4)) + honest[place + 1 :]
    for answer in (data.draw(st.binary(max_size=300)), changed):
        with suppress(StampRefused):
            found = verified(answer, STATEMENT, trust)
            assert found.authority == "CN=Test authority"


def _kept(authority: Authority) -> bytes:
    kept = authority.folder / "kept.tsr"
    if not kept.exists():
        kept.write_bytes(authority.stamp(request_for(STATEMENT).as_bytes()))
    return kept.read_bytes()


def test_a_file_without_a_root_is_no_trust() -> None:
    for pem in (b"", b"nonsense"):
        with pytest.raises(ValueError, match=r"."):
            Trust.of(pem)


def test_the_same_chain_is_stated_in_the_same_words() -> None:
    step = Step(StepKind.SEIZED, datetime(2026, 1, 2, tzinfo=UTC), "Officer")
    exhibit = Exhibit("E1", Form.THING, None, (step,))
    first = statement_of(exhibit, reference="C-1", files=["b", "a"])
    assert first == statement_of(exhibit, reference="C-1", files=["a", "b"])
    moved = Exhibit("E1", Form.THING, None, ())
    assert first != statement_of(moved, reference="C-1", files=["a", "b"])
