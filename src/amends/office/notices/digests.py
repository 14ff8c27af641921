"""The words of a digest: figures and a link, no word about any case."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.office.notices.selectors import Waiting


def subject_of(waiting: Waiting) -> str:
    """Return the subject line: what is late, else what is due."""
    late = waiting.overdue + waiting.clocks_overdue
    if late:
        return ngettext("amends: %(count)d is late", "amends: %(count)d are late", late) % {
            "count": late
        }
    due = waiting.today + waiting.this_week + waiting.clocks_this_week
    return ngettext(
        "amends: %(count)d is due within a week", "amends: %(count)d are due within a week", due
    ) % {"count": due}


def body_of(waiting: Waiting) -> str:
    """Return the text: a line for each figure that is not nought, and where to look."""
    lines = [
        ngettext("%(count)d task is overdue.", "%(count)d tasks are overdue.", waiting.overdue)
        % {"count": waiting.overdue},
        ngettext("%(count)d task is due today.", "%(count)d tasks are due today.", waiting.today)
        % {"count": waiting.today},
        ngettext(
            "%(count)d task is due within a week.",
            "%(count)d tasks are due within a week.",
            waiting.this_week,
        )
        % {"count": waiting.this_week},
        ngettext(
            "%(count)d clock has run out.",
            "%(count)d clocks have run out.",
            waiting.clocks_overdue,
        )
        % {"count": waiting.clocks_overdue},
        ngettext(
            "%(count)d clock runs out within a week.",
            "%(count)d clocks run out within a week.",
            waiting.clocks_this_week,
        )
        % {"count": waiting.clocks_this_week},
    ]
    said = [line for line, count in zip(lines, vars(waiting).values(), strict=True) if count]
    address = settings.SITE_URL.rstrip("/") + reverse("case-list")
    end = _("This message says nothing about any case. Log in to see which:")
    stop = _("You get it because you asked for it. Turn it off under your account.")
    return "\n".join([*said, "", end, address, "", stop, ""])
