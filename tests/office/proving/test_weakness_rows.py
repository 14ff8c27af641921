"""How weaknesses are named: an answer to the defence by what it answers, or by what it rests on."""

from __future__ import annotations

from typing import Any

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.proving import services
from amends.office.proving.services import Target
from amends.office.proving.weakness_rows import WeaknessRow, weakness_rows
from amends.proof.weaknesses import WeaknessKind
from tests.office.conftest import Office
from tests.office.proving.conftest import Enters, Proves
from tests.office.proving.test_standing import says


def of_kind(proves: Proves, kind: WeaknessKind, about: str) -> list[WeaknessRow]:
    """Return the weaknesses of a kind about some key of the graph."""
    rows = weakness_rows(proves(), [], knows=False)
    return [row for row in rows if row.found.kind is kind and row.found.about == about]


def test_a_denial_that_nothing_explains_is_named_by_its_statement(
    office: Office, charged: Case, victim: Party, proves: Proves
) -> None:
    statement = says(office, charged, victim, "denies")
    about = f"reason for {statement.key}"
    (row,) = of_kind(proves, WeaknessKind.NOT_SUPPORTED, about)
    assert f"{statement.key}: " in row.about
    assert str(row.kind) == "An attack that nothing answers"
    assert row.url.endswith(f"/statements/{statement.key}/")


def test_an_answer_on_a_single_source_is_named_by_its_argument(
    office: Office, charged: Case, suspect: Party, victim: Party, enters: Enters, proves: Proves
) -> None:
    told: dict[str, Any] = {"actor": office.prosecutor, "case": charged, "force": 3}
    target = Target("means", "threat", suspect, victim)
    attack = services.state_argument(
        items=[], target=target, against=True, generalisation="They jest so.", **told
    )
    answer = services.state_argument(
        items=[enters(origins=["A bystander"])],
        defeats=attack,
        generalisation="Nobody begs for a jest.",
        **told,
    )
    (row,) = of_kind(proves, WeaknessKind.SINGLE_SOURCE, f"against {attack.key}")
    assert f"{answer.key}: Nobody begs for a jest." in row.about
    assert answer.key in row.url


def test_every_weakness_says_what_it_is_about(
    office: Office, charged: Case, victim: Party, enters: Enters, proves: Proves
) -> None:
    enters()
    says(office, charged, victim, "denies")
    assert all(row.about for row in weakness_rows(proves(), [], knows=True))
