"""Offences that take the place of others: those are held, older, of the same country."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from amends.cli.main import main
from amends.law.library import shipped
from amends.law.own_laws import OwnFiles, OwnLawsError, with_own_laws
from amends.law.reading import StatuteError
from amends.law.replacing import read_beside, wrong_replacements
from tests.law.test_reading import SMALL

OLD = SMALL.replace("key: xx-law", "key: zz-old") + (
    "commencement: [{value: '2001', source: text}]\n"
)
NEW = SMALL.replace("form: trafficking", "form: trafficking\n  replaces: zz-old.s1") + (
    "commencement: [{value: '2010', source: text}]\n"
)


def told(new: str, old: str = OLD) -> str:
    """Return what is said of own laws of which one replaces what it may not."""
    with pytest.raises(OwnLawsError) as refusal:
        with_own_laws(shipped(), OwnFiles({"xx-law.yaml": new, "zz-old.yaml": old}))
    return str(refusal.value)


def test_a_later_offence_may_take_the_place_of_an_older_one() -> None:
    library = with_own_laws(shipped(), OwnFiles({"xx-law.yaml": NEW, "zz-old.yaml": OLD}))
    assert library.statutes["xx-law"].offences[0].replaces == "zz-old.s1"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("replaces: zz-odl.s1", "There is no law 'zz-odl'. Did you mean 'zz-old'?"),
        ("replaces: zz-old.s7", "There is no offence 's7'."),
        ("replaces: nothing", "There is no law 'nothing'."),
        ("replaces: th-atpa-2008.s6", "is a law of another country: TH."),
        ("replaces: xx-law.s1", "The offence takes its own place in the end."),
    ],
)
def test_what_is_not_there_is_named_with_file_line_path_and_remedy(wrong: str, said: str) -> None:
    answer = told(NEW.replace("replaces: zz-old.s1", wrong))
    assert "statutes/xx-law.yaml: not taken" in answer
    assert "line 14: $.offences[0].replaces: " in answer
    assert said in answer


def test_two_that_replace_each_other_are_refused() -> None:
    old = OLD.replace("form: trafficking", "form: trafficking\n  replaces: xx-law.s1")
    assert told(NEW, old).count("takes its own place") == 2


@pytest.mark.parametrize("begun", ["2001", "1999-05"])
def test_what_replaces_another_began_later(begun: str) -> None:
    answer = told(NEW.replace("'2010'", f"'{begun}'"))
    assert "It began on" in answer
    assert "what it replaces on 2001-01-01" in answer


def test_an_own_law_keeps_what_a_shipped_one_replaces() -> None:
    own = SMALL.replace("key: xx-law", "key: in-ipc-1860").replace("country: PH", "country: IN")
    with pytest.raises(OwnLawsError) as refusal:
        with_own_laws(shipped(), OwnFiles({"in-ipc-1860.yaml": own}))
    assert "The offence 's370' is gone, which in-bns-2023.s143 replaces." in str(refusal.value)


def test_a_file_is_checked_beside_the_laws_that_are_held(tmp_path: Path) -> None:
    own = NEW.replace("zz-old.s1", "ph-ra9208.s4z")
    with pytest.raises(StatuteError, match="There is no offence 's4z'"):
        read_beside(own, shipped().statutes)
    file = tmp_path / "xx-law.yaml"
    file.write_text(own, encoding="utf-8")
    answer = CliRunner().invoke(main, ["law", "check", str(file)])
    assert answer.exit_code == 1
    assert "line 14: $.offences[0].replaces: There is no offence 's4z'." in answer.output


def test_nothing_shipped_replaces_what_it_may_not() -> None:
    laws = shipped().statutes
    assert [wrong for law in laws.values() for wrong in wrong_replacements(law, laws)] == []
    assert any(offence.replaces for law in laws.values() for offence in law.offences)
