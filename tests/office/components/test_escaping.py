"""Nothing that a user typed becomes markup, whichever prop or slot it comes through."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from amends.office.components.catalogue import components

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'&"


class Elements(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.tags.append(tag)
        self.attributes.extend(name for name, _ in attrs)


def elements(page: str) -> Elements:
    """Return what a page is made of."""
    found = Elements()
    found.feed(page)
    return found


class HostileForm(forms.Form):
    """A form whose every word is hostile."""

    text = forms.CharField(label=HOSTILE, help_text=HOSTILE, initial=HOSTILE)
    choice = forms.ChoiceField(label=HOSTILE, choices=[(HOSTILE, HOSTILE)])
    several = forms.MultipleChoiceField(
        choices=[(HOSTILE, HOSTILE)], widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label=HOSTILE, help_text=HOSTILE)
    words = forms.CharField(widget=forms.Textarea)


def hostile_form() -> HostileForm:
    """Return the form, bound to hostile values and refused with a hostile message."""
    form = HostileForm({"text": HOSTILE, "choice": HOSTILE + "x", "words": HOSTILE})
    form.add_error(None, HOSTILE)
    form.add_error("text", HOSTILE)
    return form


SPECIAL: dict[str, Any] = {
    "active": 2,
    "field": hostile_form()["text"],
    "form": hostile_form(),
    "languages": [("en", HOSTILE)],
    "level": "3",
    "options": [(HOSTILE, HOSTILE)],
    "page": Paginator(range(90), 10).page(4),
    "problems": [HOSTILE],
    "topic": "never",
}


def uses() -> Iterator[Any]:
    """Yield each component with one of its props hostile, and with all of them."""
    for component in components():
        for prop in component.props:
            value = SPECIAL.get(prop, HOSTILE)
            yield pytest.param(component.name, {prop: value}, id=f"{component.name}-{prop}")
        values = {prop: SPECIAL.get(prop, HOSTILE) for prop in component.props}
        yield pytest.param(component.name, values, id=component.name)


def draw(name: str, values: dict[str, Any]) -> str:
    """Render one component with values that come from variables, as pages pass them."""
    props = " ".join(f':{prop}="{prop}"' for prop in values)
    request = RequestFactory().get("/", {"q": HOSTILE, "page": "4"})
    source = f"{{% cotton {name} {props} %}}{{{{ hostile }}}}{{% endcotton %}}"
    return Template(source).render(RequestContext(request, {**values, "hostile": HOSTILE}))


@pytest.mark.parametrize(("name", "values"), list(uses()))
def test_hostile_values_stay_text(name: str, values: dict[str, Any]) -> None:
    found = elements(draw(name, values))
    assert "script" not in found.tags
    assert "img" not in found.tags
    assert not [each for each in found.attributes if each.startswith("on")]


def test_the_check_finds_what_is_not_escaped() -> None:
    found = elements(Template("<p>{{ x|safe }}</p>").render(Context({"x": HOSTILE})))
    assert {"script", "img"} <= set(found.tags)
    assert "onerror" in found.attributes


def test_hostile_value_is_shown_whole() -> None:
    page = draw("tag", {"mark": HOSTILE})
    assert page.count("&lt;script&gt;") == 2
