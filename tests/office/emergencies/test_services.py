"""Emergency access: two persons, a reason, hours, the ombudsman told at once; else nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.cases import merge_services, selectors
from amends.office.cases import services as cases
from amends.office.cases.models import Case, Note
from amends.office.emergencies import services
from amends.office.emergencies.models import EmergencyAccess
from amends.office.emergencies.selectors import accesses, to_decide, unreviewed
from amends.office.log.models import Kind, LogEntry
from amends.office.notices.selectors import dates_of
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted, Role, is_own, is_told, knows_dependence
from tests.office.conftest import OPERATOR, Office, make_account

ADDRESS = "ombudsman@office.example"


class DeafBackend(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse."""
        raise ConnectionRefusedError


class DumbBackend(EmailBackend):
    """A mail server that takes nothing and does not say why."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Take nothing."""
        return 0


@pytest.fixture(autouse=True)
def told(request: pytest.FixtureRequest) -> None:
    """Give the ombudsman an address."""
    if "office" in request.fixturenames:
        office: Office = request.getfixturevalue("office")
        accounts.change_account(actor=OPERATOR, user=office.ombudsman, email=ADDRESS)


def ask(actor: User, reference: str, hours: int = 4) -> EmergencyAccess:
    """Ask for a case."""
    return services.ask_for_access(
        actor=actor, reference=reference, reason="A raid tonight.", hours=hours
    )


def grant(by: User, access: EmergencyAccess) -> EmergencyAccess:
    """Agree to a request."""
    return services.grant_access(actor=by, access=access, reason="She called me.")


def at(moment: datetime) -> Any:
    """Let it be another moment."""
    return mock.patch("django.utils.timezone.now", return_value=moment)


@pytest.mark.parametrize("name", ["second_prosecutor", "investigator", "liaison"])
@pytest.mark.parametrize("by", ["head", "ombudsman"])
def test_two_persons_open_a_case_for_hours_and_it_ends_by_itself(
    office: Office, case: Case, suspect: Party, name: str, by: str
) -> None:
    person = getattr(office, name)
    asked = ask(person, case.reference.lower())
    assert not is_own(person, case)
    granted = grant(getattr(office, by), asked)
    assert is_own(person, case)
    assert selectors.cases(actor=person).filter(pk=case.pk).exists()
    assert Party.objects.seen_by(person).filter(pk=suspect.pk).exists()
    assert granted.until is not None
    with at(granted.until - timedelta(seconds=1)):
        assert is_own(person, case)
    with at(granted.until):
        assert not is_own(person, case)
        assert not Party.objects.seen_by(person).exists()


def test_it_opens_what_an_assignment_opens_but_no_technique_and_no_dependence(
    office: Office, case: Case
) -> None:
    grant(office.head, ask(office.investigator, case.reference))
    assert not is_told(office.investigator, case)
    assert not knows_dependence(office.investigator, case)
    cases.write_note(actor=office.investigator, case=case, text="Seen tonight.")
    assert Note.objects.seen_by(office.investigator).count() == 1
    dates_of(actor=office.investigator, today=timezone.localdate())


def test_nobody_else_gains_by_it_nor_does_who_covers(office: Office, case: Case) -> None:
    today = timezone.localdate()
    grant(office.head, ask(office.investigator, case.reference))
    third = make_account("third", Role.INVESTIGATOR, office.unit)
    accounts.record_leave(
        actor=office.investigator, user=office.investigator, cover=third, since=today, until=today
    )
    for person in (third, office.second_prosecutor, office.liaison, office.stranger):
        assert not is_own(person, case)


def test_a_bar_outranks_it_whenever_it_comes(office: Office, case: Case) -> None:
    asked = ask(office.investigator, case.reference)
    grant(office.head, asked)
    bars.enter_bar(
        actor=office.head, case=case, account=office.investigator, ground="vetting", reason="2024"
    )
    assert not is_own(office.investigator, case)
    assert not selectors.cases(actor=office.investigator).exists()


def test_nobody_grants_to_whoever_is_barred_nor_who_is_barred_themself(
    office: Office, case: Case
) -> None:
    asked = ask(office.investigator, case.reference)
    for person in (office.head, office.investigator):
        bars.enter_bar(
            actor=office.ombudsman, case=case, account=person, ground="vetting", reason="2024"
        )
    with pytest.raises(NotPermitted):
        grant(office.head, asked)
    with pytest.raises(ValidationError, match="may not come near"):
        grant(office.ombudsman, asked)
    assert not to_decide(actor=office.head).exists()
    assert mail.outbox == []


def test_no_answer_tells_whether_there_is_a_case_or_a_bar(office: Office, case: Case) -> None:
    bars.enter_bar(
        actor=office.head, case=case, account=office.investigator, ground="vetting", reason="2024"
    )
    for person, reference in (
        (office.investigator, case.reference),
        (office.investigator, "CAP-1999-9999"),
        (office.stranger, case.reference),
    ):
        asked = ask(person, reference)
        assert asked.case is None
        assert asked.is_pending
        with pytest.raises(ValidationError, match="asked for this already"):
            ask(person, reference)
        for by in (office.head, office.ombudsman, office.other_head):
            assert not accesses(actor=by).filter(pk=asked.pk).exists()
        with pytest.raises(ValidationError, match="too long ago"):
            grant(office.ombudsman, asked)
        with pytest.raises(NotPermitted):
            services.end_access(actor=office.ombudsman, access=asked)
        assert list(accesses(actor=person).filter(pk=asked.pk)) == [asked]
        assert services.end_access(actor=person, access=asked).ended_at
    entries = LogEntry.objects.filter(action="emergency.ask", case_id=case.pk)
    assert entries.filter(actor_id=office.investigator.pk).count() == 1


def test_who_may_ask_and_who_may_grant(office: Office, case: Case) -> None:
    for name in ("head", "registrar", "ombudsman", "rapporteur", "administrator"):
        with pytest.raises(NotPermitted):
            ask(getattr(office, name), case.reference)
    with pytest.raises(ValidationError, match="see this case already"):
        ask(office.prosecutor, case.reference)
    asked = ask(office.investigator, case.reference)
    for person in office.everybody():
        if person not in {office.head, office.ombudsman}:
            with pytest.raises(NotPermitted):
                grant(person, asked)
    with pytest.raises(NotPermitted):
        grant(OPERATOR, asked)  # type: ignore[arg-type]  # no account, and refused for it
    assert not is_own(office.investigator, case)


def test_whoever_asked_does_not_grant_it_in_another_role_either(office: Office, case: Case) -> None:
    asked = ask(office.investigator, case.reference)
    accounts.change_account(actor=OPERATOR, user=office.investigator, role=Role.HEAD)
    office.investigator.refresh_from_db()
    with pytest.raises(ValidationError, match="yourself"):
        grant(office.investigator, asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyAccess._base_manager.filter(pk=asked.pk).update(agreed_by=office.investigator)


def test_nothing_is_granted_to_who_has_left_the_unit_or_the_work(
    office: Office, case: Case
) -> None:
    asked = ask(office.investigator, case.reference)
    accounts.change_account(actor=OPERATOR, user=office.investigator, role=Role.REGISTRAR)
    with pytest.raises(ValidationError, match="may not come near"):
        grant(office.head, asked)
    accounts.change_account(actor=OPERATOR, user=office.investigator, role=Role.INVESTIGATOR)
    grant(office.head, asked)
    User.objects.filter(pk=office.investigator.pk).update(unit=office.other_unit)
    assert not is_own(User.objects.get(pk=office.investigator.pk), case)


@pytest.mark.parametrize("hours", [-1, 0, 73, 100_000])
def test_the_hours_have_a_limit(office: Office, case: Case, hours: int) -> None:
    with pytest.raises(ValidationError, match="from 1 to 72"):
        ask(office.investigator, case.reference, hours)
    with override_settings(EMERGENCY_HOURS=5), pytest.raises(ValidationError, match="1 to 5"):
        ask(office.investigator, case.reference, 6)


def test_a_reason_is_asked_of_both(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        services.ask_for_access(
            actor=office.investigator, reference=case.reference, reason=" ", hours=1
        )
    with pytest.raises(ValidationError, match="Say why"):
        services.grant_access(
            actor=office.head, access=ask(office.investigator, case.reference), reason=" "
        )
    assert mail.outbox == []


def test_a_request_lapses_and_is_granted_once(office: Office, case: Case) -> None:
    asked = ask(office.investigator, case.reference)
    with at(timezone.now() + timedelta(hours=25)):
        with pytest.raises(ValidationError, match="too long ago"):
            grant(office.head, asked)
        asked = ask(office.investigator, case.reference)
        grant(office.head, asked)
        with pytest.raises(ValidationError, match="decided already"):
            grant(office.ombudsman, asked)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("by", ["investigator", "head", "ombudsman"])
def test_it_is_ended_before_its_time(office: Office, case: Case, by: str) -> None:
    granted = grant(office.head, ask(office.investigator, case.reference))
    for name in ("prosecutor", "second_prosecutor", "other_head"):
        with pytest.raises(NotPermitted):
            services.end_access(actor=getattr(office, name), access=granted)
    services.end_access(actor=getattr(office, by), access=granted)
    assert not is_own(office.investigator, case)
    with pytest.raises(ValidationError, match="ended already"):
        services.end_access(actor=office.head, access=granted)


def test_the_ombudsman_is_told_by_a_mail_that_names_no_case(office: Office, case: Case) -> None:
    grant(office.head, ask(office.investigator, case.reference))
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    said = str(message.message())
    for secret in (case.reference, case.title, office.investigator.name, office.head.name, "raid"):
        assert secret not in said
    assert "/emergencies/" in said
    assert [row.case for row in unreviewed(actor=office.ombudsman)] == [case]


@pytest.mark.parametrize("backend", [DeafBackend, DumbBackend])
def test_where_the_mail_is_not_taken_nothing_is_granted(
    office: Office, case: Case, backend: type[EmailBackend]
) -> None:
    asked = ask(office.investigator, case.reference)
    entries = LogEntry.objects.filter(kind=Kind.WRITE).count()
    named = f"{__name__}.{backend.__name__}"
    with (
        override_settings(EMAIL_BACKEND=named),
        pytest.raises(ValidationError, match="nothing is granted"),
    ):
        grant(office.head, asked)
    asked.refresh_from_db()
    assert asked.agreed_at is None
    assert not is_own(office.investigator, case)
    assert LogEntry.objects.filter(kind=Kind.WRITE).count() == entries


@pytest.mark.parametrize("how", ["no address", "closed", "barred"])
def test_where_no_ombudsman_can_be_told_nothing_is_granted(
    office: Office, case: Case, how: str
) -> None:
    asked = ask(office.investigator, case.reference)
    if how == "no address":
        accounts.change_account(actor=OPERATOR, user=office.ombudsman, email="")
    elif how == "closed":
        User.objects.filter(pk=office.ombudsman.pk).update(is_active=False)
    else:
        bars.enter_bar(
            actor=office.head, case=case, account=office.ombudsman, ground="vetting", reason="2024"
        )
    with pytest.raises(ValidationError, match="No ombudsman can be told"):
        grant(office.head, asked)
    assert not is_own(office.investigator, case)
    assert mail.outbox == []


def test_the_ombudsman_reviews_what_is_over_and_once(office: Office, case: Case) -> None:
    granted = grant(office.head, ask(office.investigator, case.reference))
    with pytest.raises(ValidationError, match="over"):
        services.review_access(actor=office.ombudsman, access=granted, review="Needed.")
    services.end_access(actor=office.investigator, access=granted)
    with pytest.raises(NotPermitted):
        services.review_access(actor=office.head, access=granted, review="Needed.")
    with pytest.raises(ValidationError, match="sentence"):
        services.review_access(actor=office.ombudsman, access=granted, review=" ")
    services.review_access(actor=office.ombudsman, access=granted, review="Needed.")
    assert not unreviewed(actor=office.ombudsman).exists()
    with pytest.raises(ValidationError, match="reviewed"):
        services.review_access(actor=office.ombudsman, access=granted, review="Again.")


def test_nothing_is_done_under_it_that_outlasts_it(office: Office, case: Case) -> None:
    person = office.second_prosecutor
    other = cases.open_case(
        actor=person,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    grant(office.head, ask(person, case.reference))
    with pytest.raises(NotPermitted):
        cases.hand_over(actor=person, case=case, to_user=person, note="Mine.")
    for source, target in ((case, other), (other, case)):
        with pytest.raises(NotPermitted):
            merge_services.merge_cases(actor=person, case=source, target=target, reason="One house")
    cases.assign(actor=office.head, case=case, user=person)
    cases.hand_over(actor=person, case=case, to_user=person, note="Mine.")


def test_an_access_to_a_case_merged_since_is_ended_and_reviewed_too(
    office: Office, case: Case
) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    granted = grant(office.head, ask(office.investigator, case.reference))
    merge_services.merge_cases(actor=office.head, case=case, target=other, reason="One house")
    assert not is_own(office.investigator, other)
    granted = EmergencyAccess._base_manager.get(pk=granted.pk)
    services.end_access(actor=office.head, access=granted)
    services.review_access(actor=office.ombudsman, access=granted, review="Needed.")


def test_the_log_marks_what_is_read_and_written_under_it(office: Office, case: Case) -> None:
    grant(office.head, ask(office.investigator, case.reference))
    selectors.case(actor=office.investigator, reference=case.reference)
    cases.write_note(actor=office.investigator, case=case, text="Seen.")
    selectors.case(actor=office.prosecutor, reference=case.reference)
    cases.write_note(actor=office.prosecutor, case=case, text="Seen.")

    def marks(person: User) -> list[bool]:
        rows = LogEntry.objects.filter(
            actor_id=person.pk, case_id=case.pk, action__in=("case.read", "note.write")
        )
        return [json.loads(row.data).get("emergency", False) for row in rows]

    assert marks(office.investigator) == [True, True]
    assert set(marks(office.prosecutor)) == {False}
    cases.assign(actor=office.head, case=case, user=office.investigator)
    cases.write_note(actor=office.investigator, case=case, text="Mine now.")
    assert marks(office.investigator) == [False, True, True]
