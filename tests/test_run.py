"""``./run``: what it says, and how it makes, keeps and mends .venv."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def loaded(folder: Path) -> ModuleType:
    """Return ``run`` as if it stood in a folder of its own."""
    script = folder / "run"
    script.write_text((ROOT / "run").read_text("utf-8"), "utf-8")
    loader = SourceFileLoader("run_script", str(script))
    spec = spec_from_loader("run_script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def script(tmp_path: Path) -> ModuleType:
    """Return ``run`` in an empty checkout whose locks name no package."""
    for lock in ("base", "test", "browser"):
        path = tmp_path / "requirements" / f"{lock}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {lock}\n")
    package = tmp_path / "src" / "amends" / "cli" / "main.py"
    package.parent.mkdir(parents=True)
    package.write_text("import sys\n\n\ndef main() -> None:\n    print(sys.prefix, sys.argv[1:])\n")
    return loaded(tmp_path)


def ask(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the real script from another folder."""
    return subprocess.run(
        [sys.executable, ROOT / "run", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    helped = ask("help", folder=tmp_path)
    assert helped.returncode == 0
    for command in filter(None, loaded(tmp_path).COMMANDS):
        assert f"./run {command}" in helped.stdout


def test_an_unknown_command_says_what_there_is(tmp_path: Path) -> None:
    asked = ask("dmeo", folder=tmp_path)
    assert asked.returncode == 1
    assert asked.stderr == (
        "amends: there is no './run dmeo'; there are: demo, serve, test, check, help\n"
    )


def test_a_command_refuses_what_it_does_not_take() -> None:
    asked = ask("serve", "8080")
    assert asked.returncode == 1
    assert "'8080' was given" in asked.stderr


def test_the_life_of_a_venv(
    script: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "requirements" / "base.txt"

    script.set_up("browser")
    assert "Making .venv" in capfd.readouterr().out

    # The larger lock brought the smaller ones: nothing is left to do but to start.
    assert script.main(["demo"]) == 0
    assert capfd.readouterr().out == f"{tmp_path / '.venv'} ['demo']\n"

    lock.write_text("# changed\n")
    script.set_up("base")
    said = capfd.readouterr().out
    assert "Packages: " in said
    assert "Making .venv" not in said

    lock.write_text(f"absent @ file://{tmp_path}/absent.whl --hash=sha256:{'0' * 64}\n")
    with pytest.raises(script.Stop, match="could not be installed"):
        script.set_up("base")
    assert "absent" in capfd.readouterr().err

    # What a failed or killed install left behind is not trusted.
    lock.write_text("# mended\n")
    left_behind = tmp_path / ".venv" / "left-half-way"
    left_behind.touch()
    script.set_up("base")
    assert "Making .venv" in capfd.readouterr().out
    assert not left_behind.exists()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "Fetching packages: 0 of 3"),
        ("Collecting a==1 (from -r x)\n", "Fetching packages: 1 of 3"),
        ("Ignoring c: markers\nRequirement already satisfied: a\n", "Fetching packages: 1 of 2"),
    ],
)
def test_progress_is_read_from_what_pip_says(script: ModuleType, said: str, expected: str) -> None:
    assert script.stage(said, 3) == expected


def test_a_place_that_cannot_be_written_is_one_clear_line(
    script: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / ".venv").write_text("in the way")
    with pytest.raises(script.Stop, match=r"cannot make .*\.venv"):
        script.set_up("base")


def test_a_python_without_ensurepip_is_one_line_to_type(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(script.os, "geteuid", lambda: 1000)
    with pytest.raises(script.Stop, match=r"type: sudo apt-get install python3\.\d+-venv$"):
        script.set_up("base")


def test_a_full_disk_is_one_line(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "ROOM_NEEDED", {"base": 10**9})
    with pytest.raises(script.Stop, match="MB free, which the packages need"):
        script.install("base")
