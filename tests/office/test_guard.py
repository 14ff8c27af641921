"""Case data is never read without an actor, and never beyond what the actor's role sees."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Model

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.cases import selectors as cases
from amends.office.cases import services
from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.log.models import Kind, LogEntry
from amends.office.parties.models import Party
from amends.office.policy import (
    GRANTS,
    LAYERS,
    Action,
    ActorRequired,
    Layer,
    NotPermitted,
    Role,
    is_own,
    may,
    require,
)
from tests.office.conftest import Office

CASE_DATA = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("amends.office")
    and any(field.name == "case" for field in model._meta.get_fields() if field.concrete)
] + [Case]


@pytest.mark.parametrize("model", CASE_DATA, ids=lambda model: model.__name__)
def test_every_model_of_case_data_has_the_guarded_manager(model: type[Model]) -> None:
    assert isinstance(model._default_manager, GuardedManager)


@pytest.mark.parametrize("model", CASE_DATA, ids=lambda model: model.__name__)
def test_a_query_without_an_actor_is_refused(model: type[Model]) -> None:
    manager = model._default_manager
    with pytest.raises(ActorRequired):
        manager.all()
    with pytest.raises(ActorRequired):
        manager.filter(pk=1)
    with pytest.raises(ActorRequired):
        manager.seen_by(None)  # type: ignore[attr-defined]  # the guarded manager


def test_reverse_relations_are_refused_too(case: Case) -> None:
    with pytest.raises(ActorRequired):
        case.parties.all()
    with pytest.raises(ActorRequired):
        list(case.tasks.filter(state="open"))


def test_case_workers_see_the_cases_assigned_to_them_only(office: Office, case: Case) -> None:
    assert is_own(office.prosecutor, case)
    for user in (office.second_prosecutor, office.investigator, office.liaison, office.stranger):
        assert not is_own(user, case), user
    services.assign(actor=office.head, case=case, user=office.investigator)
    assert is_own(office.investigator, case)


def test_a_head_sees_the_units_cases_and_no_others(office: Office, case: Case) -> None:
    assert is_own(office.head, case)
    assert not is_own(office.other_head, case)


def test_a_registrar_sees_a_case_once_it_is_before_a_court(office: Office, case: Case) -> None:
    assert not is_own(office.registrar, case)
    Case._base_manager.filter(pk=case.pk).update(before_court=True)
    assert is_own(office.registrar, case)


def test_rapporteur_and_administrator_read_no_case(office: Office, case: Case) -> None:
    for user in (office.rapporteur, office.administrator):
        assert not cases.cases(actor=user).exists()
        with pytest.raises(Case.DoesNotExist):
            cases.case(actor=user, reference=case.reference)


def test_the_ombudsman_sees_procedure_but_no_party(
    office: Office, case: Case, victim: Party
) -> None:
    assert Case.objects.seen_by(office.ombudsman).filter(pk=case.pk).exists()
    assert not Party.objects.seen_by(office.ombudsman).exists()


def test_cover_sees_the_cases_of_a_colleague_on_leave(office: Office, case: Case) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    leave = accounts.record_leave(
        actor=office.prosecutor,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=today,
        until=today,
    )
    assert is_own(office.second_prosecutor, case)
    accounts.cancel_leave(actor=office.prosecutor, leave=leave)
    assert not is_own(office.second_prosecutor, case)


def test_a_closed_account_sees_and_does_nothing(office: Office, case: Case) -> None:
    accounts.set_active(actor=office.administrator, user=office.prosecutor, active=False)
    office.prosecutor.refresh_from_db()
    assert not Case.objects.seen_by(office.prosecutor).exists()
    assert not any(may(office.prosecutor, action) for action in Action)


def test_somebody_elses_case_is_refused_like_a_missing_action(office: Office, case: Case) -> None:
    with pytest.raises(NotPermitted):
        require(office.stranger, Action.WRITE_NOTE, case)
    with pytest.raises(NotPermitted):
        services.write_note(actor=office.stranger, case=case, text="seen")


def test_a_refused_write_leaves_no_trace_of_itself(office: Office, case: Case) -> None:
    before = LogEntry.objects.filter(kind=Kind.WRITE).count()
    with pytest.raises(NotPermitted):
        services.write_note(actor=office.stranger, case=case, text="seen")
    assert LogEntry.objects.filter(kind=Kind.WRITE).count() == before


def test_every_read_of_a_case_is_logged_with_its_reader(office: Office, case: Case) -> None:
    cases.case(actor=office.head, reference=case.reference)
    entry = LogEntry.objects.filter(kind=Kind.READ, case_id=case.pk).first()
    assert entry is not None
    assert entry.actor_id == office.head.pk


def test_every_role_is_declared_everywhere() -> None:
    assert set(GRANTS) == set(LAYERS) == set(Role)
    assert LAYERS[Role.ADMINISTRATOR] == LAYERS[Role.RAPPORTEUR] == frozenset()
    assert Layer.PARTIES not in LAYERS[Role.OMBUDSMAN]
    assert Action.KEEP_ACCOUNTS not in GRANTS[Role.HEAD]


def test_no_role_but_the_administrator_keeps_accounts(office: Office) -> None:
    keepers = {user.role for user in office.everybody() if may(user, Action.KEEP_ACCOUNTS)}
    assert keepers == {Role.ADMINISTRATOR}


def test_an_administrator_holds_no_action_on_cases(office: Office) -> None:
    held = {action for action in Action if may(office.administrator, action)}
    assert held == {
        Action.LET_IN,
        Action.KEEP_ACCOUNTS,
        Action.KEEP_FILES,
        Action.KEEP_OWN_ACCOUNT,
        Action.KEEP_LEAVE,
        Action.DECLARE_INTEREST,
    }


def test_user_label_names_person_and_account(office: Office) -> None:
    assert isinstance(office.head, User)
    assert office.head.label == "Head (head)"
