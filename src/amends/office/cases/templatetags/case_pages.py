"""The tabs of a case, for the reader's role."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.policy import Action, Layer, is_told, may, sees

register = template.Library()

TABS: tuple[tuple[str, str | Promise, Layer | Action], ...] = (
    ("case", _("Summary"), Layer.CASE),
    ("case-parties", _("Parties"), Layer.PARTIES),
    ("case-charging", _("Charging"), Layer.CHARGING),
    ("case-counts", _("Counts"), Layer.PARTIES),
    ("case-evidence", _("Evidence"), Layer.EVIDENCE),
    ("case-proof", _("Proof"), Layer.PROOF),
    ("case-inquiries", _("Inquiries"), Layer.INQUIRIES),
    ("case-techniques", _("Techniques"), Layer.TECHNIQUES),
    ("case-statements", _("Statements"), Layer.STATEMENTS),
    ("case-disclosure", _("Disclosure"), Layer.DISCLOSURE),
    ("case-served", pgettext_lazy("on the defence", "Served"), Layer.SERVED),
    ("case-timeline", _("Timeline"), Layer.TIMELINE),
    ("case-tasks", _("Tasks"), Layer.TASKS),
    ("case-people", _("People"), Layer.PEOPLE),
    ("case-notes", _("Notes"), Layer.NOTES),
    ("case-attachments", _("Attachments"), Layer.ATTACHMENTS),
    ("case-links", _("Links"), Layer.CASE),
    ("case-import", _("Import"), Action.IMPORT),
    ("case-history", _("History"), Layer.HISTORY),
    ("case-bars", pgettext_lazy("on people", "Bars"), Layer.BARS),
)


@dataclass(frozen=True)
class Tab:
    """One page of a case as its tab shows it."""

    label: str | Promise
    url: str
    current: bool


@register.simple_tag
def case_tabs(case: Case, user: User, current: str) -> list[Tab]:
    """Return the pages of a case that the reader's role sees."""
    return [
        Tab(label, url, name == current)
        for name, label, needs in TABS
        if _opens(user, needs) and _is_told(user, case, needs) and (url := case_url(name, case))
    ]


def _opens(user: User, needs: Layer | Action) -> bool:
    """Say whether a page is for the reader's role: what it shows, or what it does."""
    return may(user, needs) if isinstance(needs, Action) else sees(user, needs)


def _is_told(user: User, case: Case, needs: Layer | Action) -> bool:
    """Say whether the reader may know of this page of this case: of techniques few may."""
    return needs is not Layer.TECHNIQUES or is_told(user, case)


@register.simple_tag
def case_url(name: str, case: Case) -> str:
    """Return the address of a page of a case, or nothing where there is no such page."""
    try:
        return reverse(name, args=[case.reference])
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """Return this page's address with some of its filters changed."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = str(value)
    return f"?{query.urlencode()}"
