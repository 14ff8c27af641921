"""What treaties ask: every rule of the audit rests on an article that is held."""

from __future__ import annotations

import re

import pytest

from amends.law.audit_rules import audit_rules
from amends.law.reading import StatuteError
from amends.law.treaties import InstrumentKind, asked_by, instruments, read_instrument

GOOD = """\
key: t
title: A treaty
short: Treaty
kind: treaty
sources: {text: {citation: The text, kind: treaty_text, reader: a reader}}
obligations:
- {article: '1', duty: Do it, nature: mandatory, source: text, rules: [L01]}
"""
HELD = {"Palermo Protocol": "palermo", "UNTOC": "untoc", "22 USC": "tvpa"}


def test_the_protocol_the_convention_the_standards_and_the_model_are_held() -> None:
    assert set(instruments()) == {"palermo", "untoc", "tvpa", "model"}
    assert instruments()["model"].kind is InstrumentKind.MODEL


@pytest.mark.parametrize("rule", audit_rules())
def test_every_rule_is_asked_for_by_an_article(rule: str) -> None:
    assert list(asked_by(rule))


@pytest.mark.parametrize("rule", audit_rules().values(), ids=lambda rule: rule.code)
def test_the_articles_a_rule_names_are_held(rule: object) -> None:
    for basis in rule.basis:  # type: ignore[attr-defined]  # an AuditRule
        for short, key in HELD.items():
            if basis.startswith(short):
                article = re.findall(r"\d+[^ ]*", basis.removeprefix(short))[0]
                articles = {o.article for o in instruments()[key].obligations}
                assert article in articles, basis


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("source: text,", "source: txt,", "There is no source 'txt'. Did you mean 'text'?"),
        ("[L01]", "[L99]", "line 7: $.obligations[0].rules: There is no rule 'L99'."),
        ("nature: mandatory", "nature: binding", "$.obligations[0].nature"),
        ("kind: treaty\n", "kind: pact\n", "$.kind"),
    ],
)
def test_what_is_wrong_is_named(good: str, bad: str, said: str) -> None:
    assert read_instrument(GOOD).obligations
    assert good in GOOD
    with pytest.raises(StatuteError) as refusal:
        read_instrument(GOOD.replace(good, bad, 1))
    assert said in str(refusal.value)
