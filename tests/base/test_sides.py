"""A title is read from the side of its words, whatever key stands before them."""

from __future__ import annotations

import pytest

from amends.base.sides import side_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("E1: شهادة", "rtl"),
        ("E1 هاتف", "rtl"),
        ("\u2068S1\u2069: إفادة \u2068V1\u2069", "rtl"),
        ("DEMO-2025-0001 · قضية", "rtl"),
        ("P-12 – عقد الإيجار", "rtl"),
        ("E1 Telephone", "ltr"),
        ("E1: Testimony (شهادة)", "ltr"),
        ("Telephone هاتف", "ltr"),
        ("هاتف E1", "rtl"),
        ("E1", "ltr"),
        ("E1 12", "auto"),
        ("12 – 14", "auto"),
        ("", "auto"),
        ("CAP-R-2026-0001", "ltr"),
        ("S1 – S2 إفادتان", "rtl"),
    ],
)
def test_the_words_decide(text: str, side: str) -> None:
    assert side_of(text) == side
