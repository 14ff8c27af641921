"""What joins words is that of the reader's language."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

JOINED = "{% for one in names %}{{ one }}{% comma %} {% endfor %}{% arrow %} {{ names|listed }}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "A, B, → \u2068A\u2069, \u2068B\u2069"),
        ("ar", "A، B، ← \u2068A\u2069، \u2068B\u2069"),
    ],
)
def test_commas_and_arrows_are_those_of_the_language(language: str, said: str) -> None:
    with translation.override(language):
        assert Template(JOINED).render(Context({"names": ["A", "B"]})) == said
