"""Argument schemes: every kind of evidence has one, and everything they name is declared."""

from collections import Counter

from amends.proof.graph import Force
from amends.proof.kinds import kinds
from amends.proof.schemes import questions, schemes, schemes_for


def test_every_kind_of_evidence_has_a_scheme() -> None:
    assert [kind for kind in kinds() if not schemes_for(kind)] == []


def test_a_scheme_names_only_what_is_declared() -> None:
    for scheme in schemes().values():
        assert set(scheme.kinds) <= set(kinds())
        assert set(scheme.questions) <= set(questions())
        assert len(set(scheme.questions)) == len(scheme.questions) >= 3
        assert scheme.starts_at in set(Force)


def test_every_question_is_asked_somewhere() -> None:
    asked = Counter(code for scheme in schemes().values() for code in scheme.questions)
    assert set(asked) == set(questions())


def test_the_kinds_that_trafficking_cases_turn_on_each_have_their_own() -> None:
    own = {
        *("testimony", "search", "chat", "call_data", "cell_data", "ledger", "remittance"),
        *("travel", "medical", "expert_on_control", "decoy", "wage_book", "advertisement"),
        *("premises", "platform_record", "interception", "age_record", "identification"),
        *("co_defendant", "helper_record", "prior_recruits"),
    }
    assert own <= set(schemes())


def test_testimony_is_drafted_as_testimony() -> None:
    usual = schemes_for("testimony")
    assert usual[0] == "testimony"
    assert {"identification", "co_defendant", "prior_recruits"} < set(usual)
