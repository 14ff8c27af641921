"""Forms as they are drawn: labels, hints, what is wrong, and where the links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from amends.office.components.views import SampleForm


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English, whatever an earlier test spoke."""
    with translation.override("en"):
        yield


def draw(form: forms.Form, **more: str) -> str:
    """Render a form by its component."""
    request = RequestFactory().get("/")
    template = Template('{% cotton form :form="form" submit="Go" / %}')
    return template.render(RequestContext(request, {"form": form, **more}))


@pytest.fixture
def refused() -> str:
    """Return a form with what is wrong with it."""
    form = SampleForm({"code": "trial", "on": "2025-02-30", "text": "Two sittings."})
    form.add_error(None, "The case is closed.")
    return draw(form)


def ids(page: str) -> list[str]:
    """Return the ids of a page."""
    return re.findall(r'\sid="([^"]+)"', page)


def test_summary_says_all_that_is_wrong(refused: str) -> None:
    summary = refused[refused.index("error-summary") : refused.index("</div>")]
    assert "The case is closed." in summary
    assert "When: Enter a valid date." in summary
    assert "Whom it is about: This field is required." in summary


def test_summary_leads_to_the_fields(refused: str) -> None:
    targets = re.findall(r'href="#([^"]+)"', refused)
    assert targets == ["id_on", "id_about_0"]
    assert set(targets) <= set(ids(refused))


def test_ids_are_used_once(refused: str) -> None:
    assert len(ids(refused)) == len(set(ids(refused)))


def test_descriptions_and_labels_point_at_something(refused: str) -> None:
    described = re.findall(r'aria-describedby="([^"]+)"', refused)
    assert "id_on_helptext id_on_error" in described
    for reference in " ".join(described).split() + re.findall(r'<label for="([^"]+)"', refused):
        assert reference in ids(refused)


def test_wrong_field_is_marked_for_everybody(refused: str) -> None:
    assert re.search(r'<input[^>]* id="id_on"[^>]*>', refused)
    wrong = re.search(r'<input[^>]*name="on"[^>]*>', refused)
    assert wrong
    assert 'aria-invalid="true"' in wrong[0]


def test_what_was_typed_is_kept(refused: str) -> None:
    assert 'value="2025-02-30"' in refused
    assert "Two sittings." in refused


def test_optional_fields_say_so() -> None:
    page = draw(SampleForm())
    assert page.count("(optional)") == 1  # a box to tick is never asked for


def test_form_carries_the_token_against_forgery() -> None:
    assert 'name="csrfmiddlewaretoken"' in draw(SampleForm())


def test_get_form_carries_no_token() -> None:
    request = RequestFactory().get("/")
    page = Template('{% cotton form :form="form" method="get" / %}').render(
        RequestContext(request, {"form": SampleForm()})
    )
    assert "csrfmiddlewaretoken" not in page


def test_unbound_form_has_no_summary() -> None:
    assert "error-summary" not in draw(SampleForm())


def test_placeholders_are_left_out() -> None:
    class Search(forms.Form):
        words = forms.CharField(widget=forms.TextInput({"placeholder": "Words"}))

    assert "placeholder" not in draw(Search())
