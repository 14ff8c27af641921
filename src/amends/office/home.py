"""Where an installation keeps its database, files and key unless ``AMENDS_HOME`` says else."""

import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def default_home() -> Path:
    """Return ``var`` beside a checkout, else the user's data folder.

    The answer does not depend on the current folder, so the command line finds the same
    office from anywhere.
    """
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "amends"


def laws_folder() -> Path:
    """Return where the office's own laws lie, unless ``AMENDS_LAWS`` says else."""
    return Path(os.environ.get("AMENDS_HOME") or default_home()) / "laws"


def secret_key(home: Path) -> str:
    """Return the installation's secret, made once and readable by its owner only.

    Raises:
        OSError: the home folder cannot be written to.
    """
    path = home / "secret_key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
