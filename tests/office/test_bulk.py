"""Very many rows at once: the database holds what each row said, under the keys returned."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.office.bulk_services import AT_A_TIME, insert_rows, uncollected
from amends.office.cases.models import Case
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import OPERATOR, Office

COLUMNS = (
    *("case_id", "code", "on", "first_day", "details", "text", "source"),
    *("status", "recorded_at", "struck_reason", "recorded_by_id"),
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


def row_of(case: Case, text: str, by: int | None = None) -> tuple[object, ...]:
    """Return the values of an event as the database takes them."""
    day = connection.ops.adapt_datefield_value(date(2026, 1, 10))
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    return (case.pk, "SEARCH", "2026-01-10", day, "{}", text, "", "reported", at, "", by)


def kept(case: Case, keys: list[int]) -> list[str]:
    """Return what the rows with these keys say, in their order."""
    said = dict(TimelineEvent.objects.seen_by(OPERATOR).filter(case=case).values_list("pk", "text"))
    return [said[key] for key in keys]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(texts, max_size=12))
def test_each_row_stands_under_its_key(case: Case, said: list[str]) -> None:
    assert kept(case, insert_rows(TimelineEvent, COLUMNS, [row_of(case, t) for t in said])) == said


def test_more_than_fit_in_one_statement_stay_in_order(case: Case) -> None:
    said = [str(number) for number in range(2 * AT_A_TIME + 1)]
    assert kept(case, insert_rows(TimelineEvent, COLUMNS, [row_of(case, t) for t in said])) == said


def test_keys_are_those_that_no_row_has_had(office: Office, case: Case) -> None:
    """A row that was deleted gives its key to no other, and what follows goes on behind."""
    first = insert_rows(TimelineEvent, COLUMNS, [row_of(case, "gone", office.prosecutor.pk)])
    TimelineEvent.objects.seen_by(OPERATOR).filter(pk__in=first).delete()
    second = insert_rows(TimelineEvent, COLUMNS, [row_of(case, "stays")])
    alone = TimelineEvent._base_manager.create(
        case=case, code="SEARCH", on="2026-01-10", first_day=date(2026, 1, 10)
    )
    assert first < second < [alone.pk]


@pytest.fixture
def collecting() -> Iterator[None]:
    """Leave the collector as it was found."""
    yield
    assert gc.isenabled()


def test_the_collector_goes_on_behind_the_last_frame(collecting: None) -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_when_a_frame_fails(collecting: None) -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_frames_of_several_threads_leave_each_other_alone(collecting: None) -> None:
    both = Barrier(2)

    def work(_: int) -> bool:
        with uncollected():
            both.wait()
            return not gc.isenabled()

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(work, range(2)))
    assert gc.isenabled()
