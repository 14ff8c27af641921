"""The help: every topic has text, every page of the office leads to a topic that exists."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.desk.help import BY_SLUG, TOPICS
from amends.office.policy import ROLE_LABELS
from tests.architecture.sources import templates
from tests.architecture.test_pages import inline_faults

TOPIC_OF_A_PAGE = re.compile(r"{% block help_topic %}(.*?){% endblock")
WORDS_AT_LEAST = 80


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_topic_is_open_to_everybody_and_has_text(client: Client, db: None, topic: object) -> None:
    slug = getattr(topic, "slug")  # noqa: B009  # a Topic; parametrize loses the type
    page = client.get(reverse("help-topic", args=[slug]))
    assert page.status_code == 200
    text = page.content.decode()
    body = text[text.index('<div class="prose">') : text.index("</main>")]
    assert len(re.sub(r"<[^>]+>", " ", body).split()) > WORDS_AT_LEAST
    assert list(inline_faults(text)) == []


def test_index_leads_to_every_topic(client: Client, db: None) -> None:
    page = client.get(reverse("help")).content.decode()
    for topic in TOPICS:
        assert f'href="{reverse("help-topic", args=[topic.slug])}"' in page


def test_unknown_topic_is_not_found(client: Client, db: None) -> None:
    assert client.get(reverse("help-topic", args=["nothing"])).status_code == 404


def test_getting_started_speaks_to_every_role(client: Client, db: None) -> None:
    page = client.get(reverse("help-topic", args=["getting-started"])).content.decode()
    for label in ROLE_LABELS.values():
        first_word = str(label).split()[-1].casefold()
        assert first_word in page.casefold()


def test_every_page_leads_to_a_topic_that_exists() -> None:
    found = {
        slug
        for path in templates()
        for slug in TOPIC_OF_A_PAGE.findall(path.read_text("utf-8"))
        if "{{" not in slug
    }
    assert "getting-started" in found
    assert found <= set(BY_SLUG)


def test_help_link_of_a_topic_leads_to_itself(client: Client, db: None) -> None:
    page = client.get(reverse("help-topic", args=["tasks"])).content.decode()
    assert f'href="{reverse("help")}tasks/"' in page


def test_help_runs_right_to_left_in_arabic(client: Client, db: None) -> None:
    page = client.get(reverse("help"), headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
