"""``amends ombudsman``: on a machine of the ombudsman's own, away from the office."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from pyrage.x25519 import Identity

from amends.cli import keys
from amends.integrity.box_files import BoxFileRefused, Part, answer_file, read_box
from amends.integrity.parcels import ParcelRefused, Told, safe_name, unpacked
from amends.integrity.sealed_boxes import (
    NONCE_LENGTH,
    SealRefused,
    box_code,
    office_half,
    opened,
    recipient_of,
    sealed_answer,
)

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
TOLD, TEXT = "told.json", "told.txt"
ASKED_IN = "AMENDS_OMBUDSMAN_PASSPHRASE"


@click.group()
def ombudsman() -> None:
    """Make the key of the box of reports on officials, open what was sealed to it, and answer.

    These commands need no office and no network: use them on a machine outside the building.
    """


@ombudsman.command()
@click.argument("key_file", type=keys.NEW_KEY)
@keys.passphrase(ASKED_IN, new=True)
def init(key_file: Path, passphrase: str) -> None:
    """Make a key and keep it in KEY_FILE under a passphrase.

    Without the file or without the passphrase nothing that is sealed is ever read again: keep a
    copy of both, apart from each other.
    """
    key = Identity.generate()
    keys.write_key(key_file, key, passphrase)
    click.echo(f"The key lies in {key_file}.")
    click.echo("Make this known on paper, so that everybody can compare it:")
    click.echo(f"  {recipient_of(key)}")
    click.echo("Name this line in the office, under Reports on officials, Name a key:")
    click.echo(f"  {office_half(key)}")


@ombudsman.command()
@click.argument("key_file", type=EXISTING)
@keys.passphrase(ASKED_IN)
def code(key_file: Path, passphrase: str) -> None:
    """Print the code that opens the list of reports in the office. It opens no report."""
    click.echo(str(box_code(keys.read_key(key_file, passphrase))))


@ombudsman.command("open")
@click.argument("key_file", type=EXISTING)
@click.argument("box_file", type=EXISTING)
@click.option(
    "--into", type=FOLDER, required=True, help="The folder for what is opened; made if missing."
)
@keys.passphrase(ASKED_IN)
def open_box(key_file: Path, box_file: Path, into: Path, passphrase: str) -> None:
    """Open BOX_FILE, which was taken from the office, and put each report into a folder.

    What was opened before is left as it is. Open the files that came with a report with the care
    that files of strangers need.
    """
    key = keys.read_key(key_file, passphrase)
    try:
        with box_file.open("rb") as source:
            parts = list(read_box(source))
        made = sum(_keep(part, unpacked(opened(part.content, key)), into) for part in parts)
    except (SealRefused, BoxFileRefused, ParcelRefused) as fault:
        raise click.ClickException(f"{fault}. Nothing after it was opened.") from None
    except OSError as fault:
        raise click.ClickException(f"{fault.filename}: {fault.strerror}.") from None
    click.echo(f"Opened {made} of {len(parts)}; the others were opened before. See {into}.")


@ombudsman.command()
@click.argument("report", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--text", type=EXISTING, required=True, help="The answer, as a text file in UTF-8.")
@click.option("--out", type=NEW, required=True, help="The sealed answer, to be handed in.")
def answer(report: Path, text: Path, out: Path) -> None:
    """Seal an answer to REPORT, the folder of an opened report.

    Only whoever holds the receipt reads it. Hand the sealed file in on the report's page.
    """
    if out.exists():
        raise click.ClickException(f"{out} is there already. Nothing was changed.")
    try:
        answer_key = _answer_key(report)
        content = sealed_answer(
            text.read_text("utf-8"), answer_key, report.resolve().name, os.urandom(NONCE_LENGTH)
        )
        out.write_bytes(answer_file(report.resolve().name, content))
    except UnicodeDecodeError:
        raise click.ClickException(f"{text} is no text in UTF-8.") from None
    except SealRefused as fault:
        raise click.ClickException(f"{fault}.") from None
    except OSError as fault:
        raise click.ClickException(f"{fault.filename}: {fault.strerror}.") from None
    click.echo(f"The answer is sealed in {out}.")


def _keep(part: Part, told: Told, into: Path) -> bool:
    """Write what was opened into its folder; say whether it was not there before."""
    folder = into / part.reference / f"{part.number:04}-{part.kind}"
    if (folder / TOLD).exists():
        return False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number, enclosed in enumerate(told.files, 1):
        _write(folder / f"{number:03}-{safe_name(enclosed.name)}", enclosed.content)
    _write(folder / TEXT, _text(part, told.words).encode())
    head = {"words": dict(told.words), "answer_key": told.answer_key}
    # Last: a folder without it was not finished, and is written again.
    _write(folder / TOLD, json.dumps(head, ensure_ascii=False, indent=1).encode())
    return True


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads and nobody runs."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _text(part: Part, words: Mapping[str, object]) -> str:
    """Return what was told as lines to be read, each under the name of its field."""
    lines = [f"{part.reference}, {part.kind}, {part.day.isoformat()}", ""]
    for name, value in words.items():
        shown = (
            ", ".join(map(str, value))
            if isinstance(value, Iterable) and not isinstance(value, str)
            else str(value)
        )
        lines += [f"{name}:", shown, ""]
    return "\n".join(lines)


def _answer_key(report: Path) -> bytes:
    """Return the key that answers to an opened report are sealed with.

    Raises:
        click.ClickException: the folder is not that of an opened report.
    """
    for told in sorted(report.glob(f"*-report/{TOLD}")):
        try:
            key = bytes.fromhex(json.loads(told.read_text("utf-8"))["answer_key"])
        except (ValueError, KeyError, TypeError):
            break
        if key:
            return key
        raise click.ClickException("This was published, not handed in: nobody waits for an answer.")
    raise click.ClickException(
        f"{report} is not the folder of an opened report. First open the box: ombudsman open."
    )
