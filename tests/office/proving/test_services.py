"""Confirming what follows from items, stating arguments, answering questions."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.log.models import Kind, LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.proving import question_services, selectors, services
from amends.office.proving.models import Argument, Premise
from amends.office.proving.services import Target
from amends.office.validation import ChangedMeanwhile
from amends.proof.matrix import Place
from amends.proof.proving import Reading
from amends.proof.status import Status
from tests.office.conftest import Office
from tests.office.proving.conftest import Confirms, Enters, Proves


@pytest.fixture
def place(suspect: Party, victim: Party) -> Place:
    """Return the cell of the means."""
    return Place("means", suspect.key, victim.key)


@pytest.fixture
def threats(enters: Enters) -> Item:
    """Return messages that go to the means."""
    return enters()


def stands(proves: Proves, place: Place, reading: Reading = Reading.PENDING) -> Status:
    """Return how a cell stands."""
    return proves().matrix.cells[place].stands[reading]


def state(office: Office, case: Case, items: list[Item], **stated: object) -> Argument:
    """State an argument by hand."""
    given = {"generalisation": "Who threatens means to force.", "force": 3, **stated}
    return services.state_argument(actor=office.prosecutor, case=case, items=items, **given)  # type: ignore[arg-type]


def test_nothing_counts_before_a_lawyer_confirms_it(
    proves: Proves, threats: Item, confirms: Confirms, place: Place
) -> None:
    assert stands(proves, place) is Status.OPEN
    assert [one.item for one in proves().made_of.drafts] == [threats.key]
    confirms(threats)
    assert stands(proves, place) is Status.PROVEN
    assert not proves().made_of.drafts


def test_what_is_undone_comes_up_again(
    office: Office, charged: Case, proves: Proves, threats: Item, confirms: Confirms, place: Place
) -> None:
    rows = confirms(threats)
    services.undo_drafts(actor=office.prosecutor, case=charged, keys=[row.key for row in rows])
    assert stands(proves, place) is Status.OPEN
    assert [one.item for one in proves().made_of.drafts] == [threats.key]


def test_what_nothing_follows_from_does_not_come_up_again(
    office: Office,
    charged: Case,
    suspect: Party,
    victim: Party,
    proves: Proves,
    threats: Item,
    place: Place,
) -> None:
    target = Target("means", "threat", suspect, victim)
    services.decide_drafts(
        actor=office.prosecutor,
        case=charged,
        item=threats,
        follows=[],
        nothing=[target],
        scheme="chat",
    )
    assert not proves().made_of.drafts
    assert stands(proves, place) is Status.OPEN


def test_a_draft_is_decided_on_once(
    office: Office, charged: Case, threats: Item, confirms: Confirms, suspect: Party, victim: Party
) -> None:
    confirms(threats)
    with pytest.raises(ValidationError) as refused:
        services.decide_drafts(
            actor=office.prosecutor,
            case=charged,
            item=threats,
            follows=[Target("means", "threat", suspect, victim)],
            scheme="chat",
        )
    assert "follows" in refused.value.message_dict


def test_what_was_decided_otherwise_meanwhile_does_not_come_back(
    office: Office, charged: Case, threats: Item, confirms: Confirms, suspect: Party, victim: Party
) -> None:
    (row, *_) = confirms(threats)
    services.remove_argument(actor=office.prosecutor, argument=row)
    services.decide_drafts(
        actor=office.prosecutor,
        case=charged,
        item=threats,
        follows=[],
        nothing=[Target("means", "threat", suspect, victim)],
        scheme="chat",
    )
    with pytest.raises(ValidationError) as refused:
        services.remove_argument(actor=office.prosecutor, argument=row, removed=False)
    assert "follows" in refused.value.message_dict


def test_what_the_defence_draws_from_an_item_decides_nothing_of_ours(
    office: Office, charged: Case, threats: Item, suspect: Party, victim: Party, proves: Proves
) -> None:
    state(
        office, charged, [threats], target=Target("means", "threat", suspect, victim), against=True
    )
    assert [one.item for one in proves().made_of.drafts] == [threats.key]


def test_a_weak_force_is_not_enough_and_what_is_missing_is_said(
    proves: Proves, threats: Item, confirms: Confirms, place: Place
) -> None:
    confirms(threats, force=1)
    assert stands(proves, place) is Status.WEAK


def test_the_three_readings_are_told_apart(
    enters: Enters, proves: Proves, confirms: Confirms, place: Place
) -> None:
    confirms(enters(admissibility="authenticated"))
    assert stands(proves, place, Reading.ADMITTED) is Status.OPEN
    assert stands(proves, place, Reading.AUTHENTICATED) is Status.PROVEN


def test_what_is_excluded_counts_for_nothing(
    enters: Enters, proves: Proves, confirms: Confirms, place: Place
) -> None:
    confirms(enters(admissibility="excluded"))
    assert stands(proves, place) is Status.OPEN


def test_what_the_defence_says_contests_and_an_answer_settles_it(
    office: Office, charged: Case, suspect: Party, victim: Party, enters: Enters, threats: Item,
    proves: Proves, confirms: Confirms, place: Place,
) -> None:  # fmt: skip
    confirms(threats)
    attack = state(
        office, charged, [], target=Target("means", "threat", suspect, victim), against=True
    )
    assert stands(proves, place) is Status.REFUTED or stands(proves, place) is Status.CONTESTED
    state(office, charged, [enters(description="Her reply")], defeats=attack)
    assert stands(proves, place) is Status.PROVEN


def test_what_speaks_for_the_defence_is_never_taken_out(
    office: Office, charged: Case, suspect: Party, victim: Party
) -> None:
    target = Target("means", "threat", suspect, victim)
    attack = state(office, charged, [], target=target, against=True)
    with pytest.raises(ValidationError):
        services.remove_argument(actor=office.prosecutor, argument=attack)
    assert attack.key in {
        row.key for row in selectors.arguments(actor=office.prosecutor, case=charged)
    }


def test_undoing_what_was_decided_takes_nothing_from_the_defence(
    office: Office, charged: Case, suspect: Party, victim: Party
) -> None:
    target = Target("means", "threat", suspect, victim)
    attack = state(office, charged, [], target=target, against=True)
    services.undo_drafts(actor=office.prosecutor, case=charged, keys=[attack.key])
    found = selectors.argument(actor=office.prosecutor, case=charged, key=attack.key)
    assert found.removed_at is None


def test_what_rests_on_nothing_does_not_come_back(
    office: Office, threats: Item, confirms: Confirms
) -> None:
    (row, *_) = confirms(threats)
    services.remove_argument(actor=office.prosecutor, argument=row)
    Premise._base_manager.filter(argument=row).delete()
    with pytest.raises(ValidationError) as refused:
        services.remove_argument(actor=office.prosecutor, argument=row, removed=False)
    assert "items" in refused.value.message_dict


def test_a_ground_taken_from_an_argument_of_ours_is_of_the_defence(
    office: Office, charged: Case, threats: Item, confirms: Confirms, proves: Proves, place: Place
) -> None:
    (row, *_) = confirms(threats)
    attack = state(office, charged, [], defeats=row)
    assert services.is_of_defence(attack)
    assert stands(proves, place) is not Status.PROVEN
    with pytest.raises(ValidationError):
        services.remove_argument(actor=office.prosecutor, argument=attack)


def test_a_question_that_is_answered_badly_defeats_until_something_answers_it(
    office: Office, charged: Case, enters: Enters, threats: Item, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    (row, *_) = confirms(threats)

    def answer(given: str, reason: str = "") -> None:
        question_services.answer_question(
            actor=office.prosecutor,
            argument=row,
            question="whose_it_is",
            answer=given,
            reason=reason,
        )

    answer("adverse", "Two people used the telephone.")
    assert stands(proves, place) is not Status.PROVEN
    state(office, charged, [enters(kind="photograph")], defeats=row, question="whose_it_is")
    assert stands(proves, place) is Status.PROVEN
    answer("")
    assert stands(proves, place) is Status.PROVEN


def test_questions_that_nobody_answered_are_listed(
    office: Office, threats: Item, confirms: Confirms, proves: Proves
) -> None:
    (row, *_) = confirms(threats)
    (left,) = proves().made_of.open_questions.values()
    assert "custody_whole" in left
    question_services.answer_question(
        actor=office.prosecutor,
        argument=row,
        question="custody_whole",
        answer="good",
        reason="No gap in its chain.",
    )
    (left,) = proves().made_of.open_questions.values()
    assert "custody_whole" not in left


def test_what_is_answered_of_an_item_holds_wherever_it_is_used_in_the_same_way(
    office: Office, enters: Enters, confirms: Confirms, proves: Proves
) -> None:
    (row, *others) = confirms(enters(goes_to=["act", "means", "purpose"]))
    (apart,) = confirms(enters(description="Another one"))
    assert others
    question_services.answer_question(
        actor=office.prosecutor,
        argument=row,
        question="custody_whole",
        answer="good",
        reason="No gap in its chain.",
        alike=True,
    )
    left = proves().made_of
    for step, asked in left.open_questions.items():
        assert ("custody_whole" in asked) is (left.arguments[step] == apart)


@pytest.mark.parametrize(
    ("question", "answer", "reason", "field"),
    [
        ("fair_lineup", "good", "No hint.", "question"),
        ("custody_whole", "good", " ", "reason"),
        ("custody_whole", "perhaps", "So so.", "answer"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused(
    office: Office, threats: Item, confirms: Confirms, question: str, answer: str, reason: str,
    field: str,
) -> None:  # fmt: skip
    (row, *_) = confirms(threats)
    with pytest.raises(ValidationError) as refused:
        question_services.answer_question(
            actor=office.prosecutor, argument=row, question=question, answer=answer, reason=reason
        )
    assert field in refused.value.message_dict


def test_consent_is_heard_against_a_means_alone(
    office: Office, charged: Case, suspect: Party, victim: Party
) -> None:
    for target, against in (
        (Target("act", "recruitment", suspect, victim), True),
        (Target("means", "threat", suspect, victim), False),
    ):
        with pytest.raises(ValidationError) as refused:
            state(office, charged, [], target=target, against=against, consent=True)
        assert "consent" in refused.value.message_dict


def test_an_argument_of_ours_rests_on_something(
    office: Office, charged: Case, suspect: Party, victim: Party
) -> None:
    with pytest.raises(ValidationError) as refused:
        state(office, charged, [], target=Target("means", "threat", suspect, victim))
    assert "items" in refused.value.message_dict


def test_two_who_change_an_argument_at_once_do_not_write_over_each_other(
    office: Office, charged: Case, threats: Item, confirms: Confirms
) -> None:
    (row, *_) = confirms(threats)
    row = selectors.argument(actor=office.prosecutor, case=charged, key=row.key)
    change = {"actor": office.prosecutor, "argument": row, "version": row.version}
    services.edit_argument(force=1, **change)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        services.edit_argument(force=2, **change)  # type: ignore[arg-type]


def test_an_argument_about_somebody_out_of_view_falls_away(
    office: Office, charged: Case, threats: Item, confirms: Confirms, victim: Party, proves: Proves
) -> None:
    confirms(threats)
    parties.remove_party(actor=office.prosecutor, party=victim)
    assert not proves().made_of.graph.arguments


@pytest.mark.parametrize("who", ["investigator", "liaison", "registrar", "stranger", "ombudsman"])
def test_nobody_else_confirms_what_follows(
    office: Office, charged: Case, threats: Item, suspect: Party, victim: Party, who: str
) -> None:
    with pytest.raises(NotPermitted):
        services.decide_drafts(
            actor=getattr(office, who),
            case=charged,
            item=threats,
            follows=[Target("means", "threat", suspect, victim)],
            scheme="chat",
        )


def test_every_write_stands_in_the_log_without_words_of_the_case(
    office: Office, threats: Item, confirms: Confirms
) -> None:
    confirms(threats)
    entry = LogEntry.objects.filter(kind=Kind.WRITE).order_by("-sequence").first()
    assert entry is not None
    assert entry.action == "proof.argue"
    assert threats.description not in entry.data
