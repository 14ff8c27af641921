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
sources: {text: {citation: The text, kind: treaty_text, reader: a reader, date_unknown: true}}
obligations:
- {article: '1', duty: Do it, nature: mandatory, source: text, rules: [L01]}
"""
HELD = {"Palermo Protocol": "palermo", "UNTOC": "untoc", "22 USC": "tvpa"}


def test_the_protocol_the_convention_the_standards_and_the_model_are_held() -> None:
    assert set(instruments()) == {"palermo", "untoc", "tvpa", "model"}
    assert instruments()["model"].kind is InstrumentKind.MODEL


# What must be held of each, by article.
ARTICLES = {
    "palermo": "2 2(b) 3(a) 3(b) 3(c) 3(d) 4 5(1) 5(2)(a) 5(2)(b) 5(2)(c) 6(1) 6(2)(a) 6(2)(b) "
    "6(3) 6(4) 6(5) 6(6) 7 8(1)-(2) 8(3)-(4) 9(1) 9(2) 9(3) 9(4) 9(5) 10(1)(a) 10(1)(b) 10(1)(c) "
    "10(2) 10(3) 11(1)-(4) 11(5)-(6) 12 13 14",
    "untoc": "2(a) 2(b) 2(c) 3(2) 5(1)(a)(i) 5(1)(a)(ii) 5(1)(b) 5(2) 6(1) 6(2)(f) 7 8 9 10 11(1) "
    "11(2) 11(3) 11(4) 11(5) 12 13 14(2) 14(3) 15 15(1) 15(2) 15(3) 15(4) 15(5) 16(1) 16(3) 16(7) "
    "16(8) 16(9) 16(10) 16(11)-(12) 16(13)-(14) 16(16) 17 18(3) 18(4)-(5) 18(8) 18(9) 18(10)-(12) "
    "18(13)-(14) 18(15) 18(15)(a) 18(15)(b) 18(15)(c) 18(15)(d) 18(15)(e) 18(15)(f) 18(16) 18(17) "
    "18(18) 18(19)-(20) 18(21)-(23) 18(24)-(26) 18(27) 18(28) 19 20 21 22 23(a) 23(b) 24 25 26 "
    "27(1)(a) 27(1)(b) 27(1)(c) 27(1)(d) 27(1)(e) 27(1)(f) 28 29 34(2)",
    "tvpa": " ".join(
        [
            *(f"7106(a)({number})" for number in range(1, 5)),
            *(f"7106(b)({number})" for number in range(1, 13)),
        ]
    ),
}


@pytest.mark.parametrize("key", ARTICLES)
def test_every_article_is_held_and_in_order(key: str) -> None:
    assert [o.article for o in instruments()[key].obligations] == ARTICLES[key].split()


def test_the_articles_of_the_model_law_are_held_by_number() -> None:
    held = [o.article for o in instruments()["model"].obligations]
    assert [a for a in held if a.startswith("Art.")] == [f"Art. {n}" for n in range(1, 18)]


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
