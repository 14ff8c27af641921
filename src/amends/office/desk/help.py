"""The help pages: one topic a page, open to everybody, written in templates."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Topic:
    """One help page; its text is ``help/topics/<slug>.html``."""

    slug: str
    title: str | Promise
    about: str | Promise

    @property
    def template(self) -> str:
        """Return the template that holds the topic's text."""
        return f"help/topics/{self.slug}.html"


TOPICS = (
    Topic("getting-started", _("Getting started"), _("What your role sees first, and what to do.")),
    Topic("cases", _("Cases and parties"), _("Opening, finding, assigning, linking; who is who.")),
    Topic("reports", _("Reports"), _("From first report to a case; indicators, recruiters.")),
    Topic(
        "search",
        pgettext_lazy("for words", "Search"),
        _("Finding words in your cases and in what is attached."),
    ),
    Topic("pseudonyms", _("Pseudonyms"), _("How victims are named here, and what never to type.")),
    Topic(
        "vault",
        _("Vault"),
        _("Where names and addresses of victims are kept, and who sees them for what reason."),
    ),
    Topic("timeline", _("Timeline and clocks"), _("Recording events; legal time limits that run.")),
    Topic("proof", _("Proof"), _("What is proved, on what, and what to do next.")),
    Topic("tasks", _("Tasks, directions and cover"), _("Who must do what by when; leave.")),
    Topic("charging", _("Charging"), _("From what is alleged to counts; decisions; the sheet.")),
    Topic("evidence", _("Evidence"), _("Items, what they rest on, and the chain of custody.")),
    Topic("inquiries", _("Inquiries"), _("Asking police for what is not proved yet; replies.")),
    Topic("techniques", _("Techniques"), _("Asking leave to intercept, search and the like.")),
    Topic("passages", _("Passages"), _("Tying words of a file to what must be proved.")),
    Topic(
        "statements",
        _("Statements"),
        _("What was said and when, what changed, and the issues that may come up."),
    ),
    Topic(
        "disclosure",
        _("Disclosure"),
        _("The schedule, redaction, numbers, bundles, and what the defence had."),
    ),
    Topic(
        "bars",
        pgettext_lazy("on people", "Bars"),
        _("Who is kept from a case whatever their role, and how that ends."),
    ),
    Topic(
        "emergencies",
        _("Emergency access"),
        _("Opening a case for hours to somebody to whom it is not assigned."),
    ),
    Topic(
        "complicity",
        _("Reporting an official"),
        _("Without an account: what is sealed, who opens it, and what follows."),
    ),
    Topic(
        "log",
        pgettext_lazy("of reads and writes", "The log"),
        _("Who wrote and read what; checkpoints, and the witness outside."),
    ),
    Topic("law", _("Law"), _("What laws say, on whose word; the audit; what to rely on.")),
    Topic("importing", _("Importing"), _("Bringing parties and events in from a sheet.")),
    Topic("printing", _("Printing and documents"), _("A case summary on paper, as PDF or Word.")),
    Topic("feeds", _("Calendar and daily e-mail"), _("Your dates in your own calendar.")),
    Topic("accounts", _("Accounts and passwords"), _("Logging in, language, roles, closing.")),
    Topic("api", _("Programs and tokens"), _("Letting another program read or write.")),
    Topic("never", _("What amends never does"), _("The lines this system does not cross.")),
    Topic("keyboard", _("Working by keyboard"), _("Every page without a mouse, or a script.")),
)
BY_SLUG = {topic.slug: topic for topic in TOPICS}


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """List the topics."""
    return render(request, "help/index.html", {"topics": TOPICS})


@login_not_required
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one topic.

    Raises:
        Http404: there is no such topic.
    """
    if slug not in BY_SLUG:
        raise Http404(slug)
    return render(request, BY_SLUG[slug].template, {"topic": BY_SLUG[slug], "topics": TOPICS})
