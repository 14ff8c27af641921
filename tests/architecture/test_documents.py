"""Every command, setting and role of the office is documented, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amends.casefile import read
from tests.documents import COMMANDS, commands, commands_page

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "src" / "amends" / "office" / "settings.py"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
READ_ELSEWHERE = {"AMENDS_ACTOR"}


def test_the_page_of_commands_is_fresh() -> None:
    assert COMMANDS.read_text("utf-8") == commands_page(), "run: python -m tests.documents"


def test_every_command_and_option_says_what_it_does() -> None:
    for path, command in commands():
        assert command.help, path
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", ""), f"{path} {option.name}"


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    in_code = set(re.findall(r'"(AMENDS_[A-Z_]+)"', SETTINGS.read_text("utf-8")))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(AMENDS_[A-Z_]+)`", page, re.MULTILINE))
    assert documented == in_code


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_within_the_documents_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_example_of_a_case_file_is_one() -> None:
    guide = (ROOT / "docs" / "guides" / "case-file.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert read(example).key == "harbour-street"


def test_every_path_the_architecture_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(
        r"`((?:office|base|court|casefile|law|network|data|api|cli)/[\w/.]*[\w/])`", text
    )
    missing = [p for p in named if not (ROOT / "src" / "amends" / p).exists()]
    assert missing == []


def test_nothing_lies_at_the_root_that_has_no_place_there() -> None:
    """What tools download or leave behind is easily taken along by a commit."""
    found = {path.name for path in ROOT.iterdir() if path.is_file() and path.name[0] != "."}
    known = {"ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md"}
    assert found == known | {"pyproject.toml", "run"}
