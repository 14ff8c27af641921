"""Messages of the pure rooms are said in the reader's language, with what is filled into them."""

from __future__ import annotations

from datetime import date

from django.utils import translation

from amends.base.dates import When
from amends.base.messages import Message
from amends.office.validation import translated


def test_a_message_is_said_with_its_values() -> None:
    assert translated(Message("%(given)s is unknown", {"given": "X"})) == "X is unknown"
    assert translated(Message("100% of it")) == "100% of it"


def test_dates_in_a_message_are_written_out() -> None:
    message = Message(
        "%(when)s = %(due)s", {"when": When.parse("~2002-08"), "due": date(2026, 5, 3)}
    )
    assert translated(message) == "about August 2002 = 3 May 2026"
    with translation.override("ar"):
        assert "2026-05-03" not in translated(message)
        assert "May" not in translated(message)


def test_messages_within_a_message_are_translated_too() -> None:
    inner = Message("Recruiter")
    with translation.override("ar"):
        assert translated(Message("%(role)s", {"role": inner})) == translated(inner)
    assert str(Message("%(role)s!", {"role": inner})) == "Recruiter!"
