"""``amends vault``: a new master key, three shares of it, and two that give it back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.test import override_settings

from amends.cli.main import main
from amends.integrity.shares import shares_of
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from amends.office.parties.models import Party
from amends.office.vault import services
from amends.office.vault.models import VaultKey
from tests.office.conftest import Office, case, victim

__all__ = ["case", "victim"]


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path) -> Iterator[Path]:
    """Keep the key file of each test apart."""
    with override_settings(VAULT_KEY=tmp_path / "vault_key"):
        yield tmp_path / "vault_key"


@pytest.fixture
def held(office: Office, case: Case, victim: Party) -> Party:
    """Return a victim whose name the vault holds."""
    services.enter_field(actor=office.prosecutor, party=victim, field="name", value="Anna Ng")
    return victim


def run(word: str, *typed: str) -> Result:
    return CliRunner().invoke(main, ["vault", word], input="".join(f"{t}\n" for t in typed))


def opens(office: Office, held: Party) -> bool:
    """Say whether what is held still opens."""
    return (
        services.reveal_field(
            actor=office.prosecutor, party=held, field="name", reason="To call her"
        )
        == "Anna Ng"
    )


def shares() -> list[str]:
    """Print the shares and return them."""
    printed = CliRunner().invoke(main, ["vault", "escrow"])
    assert printed.exit_code == 0, printed.output
    return [line for line in printed.stdout.splitlines() if len(line.split()) > 20]


def test_any_two_shares_restore_a_lost_key_file(
    office: Office, held: Party, key_file: Path
) -> None:
    before, printed = key_file.read_text(), shares()
    assert len(printed) == 3
    for two in combinations(printed, 2):
        key_file.unlink()
        done = run("restore", *two)
        assert done.exit_code == 0, done.output
        assert all(share not in done.output for share in printed)
        assert (key_file.read_text(), key_file.stat().st_mode & 0o777) == (before, 0o600)
        assert opens(office, held)
    actions = LogEntry.objects.filter(action="vault.key").values_list("data", flat=True)
    assert sorted(actions) == ['{"kind": "escrow"}'] + ['{"kind": "restore"}'] * 3
    assert not LogEntry.objects.filter(data__contains=printed[0].split()[-1]).exists()


def test_one_share_or_those_of_another_key_restore_nothing(held: Party, key_file: Path) -> None:
    first, second, _ = shares()
    assert "is there already" in run("restore", first, second).output
    key_file.unlink()
    for two in ((first, first), (first, "a b c"), shares_of(bytes(32))[:2], shares_of(b"k" * 16)):
        refused = run("restore", *two[:2])
        assert (refused.exit_code, key_file.exists()) == (1, False), refused.output
        assert "Nothing was restored" in refused.output
        assert first not in refused.output


def test_shares_of_the_key_before_a_rotation_are_refused(held: Party, key_file: Path) -> None:
    old = shares()
    assert "master key: 1 case keys" in run("rotate").output
    key_file.unlink()
    assert "does not open this vault" in run("restore", *old[:2]).output
    assert not key_file.exists()


def test_without_a_key_file_nothing_is_rotated_or_shared(office: Office, key_file: Path) -> None:
    for word in ("rotate", "escrow"):
        refused = run(word)
        assert (refused.exit_code, f"{key_file} holds no key" in refused.output) == (1, True)
    assert not key_file.exists()


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace", "commit"])
@pytest.mark.parametrize("time", [1, 2])
def test_a_rotation_that_broke_off_anywhere_goes_on_later(
    office: Office,
    held: Party,
    key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    time: int,
) -> None:
    """As after a kill: what was to come does not come, and nothing is put right."""
    before, seen = key_file.read_text(), 0

    def breaking(call: Any) -> Any:
        def broken(*given: Any, **named: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == time:
                raise OSError(5, "Killed")
            return call(*given, **named)

        return broken

    with monkeypatch.context() as patch:
        if step == "commit":
            patch.setattr(VaultKey, "save", breaking(VaultKey.save))
        elif step == "replace":
            patch.setattr(Path, "replace", breaking(Path.replace))
        elif step == "mkstemp":
            patch.setattr(tempfile, "mkstemp", breaking(tempfile.mkstemp))
        else:
            patch.setattr(os, "fsync", breaking(os.fsync))
        run("rotate")
    assert opens(office, held)
    done = run("rotate")
    assert done.exit_code == 0, done.output
    assert opens(office, held)
    assert before.strip() not in key_file.read_text()
    assert len(key_file.read_text().split()) == 1


def test_what_is_only_half_rotated_has_no_shares(held: Party, key_file: Path) -> None:
    key_file.write_text(key_file.read_text() * 2)
    assert "run amends vault rotate to its end first" in run("escrow").output
