"""The files of the checkout, as the rules in this folder read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "amends"
# Made by ./run or by tools, and named in .gitignore.
MADE = {".git", ".venv", "var", "__pycache__", "build", "dist"}
TEXT = {"", ".cfg", ".css", ".html", ".in", ".js", ".md", ".po", ".py", ".sh", ".svg", ".toml"} | {
    ".txt",
    ".yaml",
    ".yml",
}


def texts() -> Iterator[Path]:
    """Yield every text file that belongs to the repository."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        made = MADE & set(parts) or any(part.endswith(("_cache", ".egg-info")) for part in parts)
        if path.is_file() and path.suffix in TEXT and not made and ".hypothesis" not in parts:
            yield path


def modules() -> list[Path]:
    """Return every module of the package that people write: all but migrations."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Return every template and component of the office."""
    return sorted(SOURCE.rglob("templates/**/*.html"))


def name(path: Path) -> str:
    """Return a path as people say it, from the top of the checkout."""
    return str(path.relative_to(ROOT))
