"""What every page shows: where one can go, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.office.policy import Action, Actor, Layer, may, sees


@dataclass(frozen=True)
class Place:
    """A page of the main navigation or the account menu, and who is offered it.

    ``needs`` is an action or a layer of which one is enough; nothing means everybody.
    """

    name: str
    label: str | Promise
    needs: frozenset[Action | Layer] = frozenset()


@dataclass(frozen=True)
class Entry:
    """A place as one reader sees it on one page."""

    label: str | Promise
    url: str
    current: bool
    here: bool


MAIN = (
    Place("front-page", _("Today")),
    Place("case-list", _("Cases"), frozenset({Layer.CASE})),
    Place("proofs", _("Proof"), frozenset({Layer.PROOF})),
    Place("report-list", _("Reports"), frozenset({Layer.INTAKE})),
    Place("own-tasks", _("Tasks"), frozenset({Action.FINISH_TASK})),
    Place("inquiry-list", _("Inquiries"), frozenset({Layer.INQUIRIES})),
    Place("technique-queue", _("Techniques"), frozenset({Layer.TECHNIQUES})),
    Place("law", _("Law")),
    Place("report-figures", _("Reports in figures"), frozenset({Action.COUNT_REPORTS})),
    Place("import", _("Import"), frozenset({Action.IMPORT})),
    Place("leave", _("Leave and cover")),
    Place("account-list", _("Accounts"), frozenset({Action.KEEP_ACCOUNTS})),
    Place("stored-files", _("Stored files"), frozenset({Action.KEEP_FILES})),
    Place("box", _("Reports on officials"), frozenset({Action.KEEP_BOX})),
    Place("log", _("Log"), frozenset({Action.READ_LOG})),
)
ACCOUNT = (
    Place("account", _("Your account")),
    Place("calendar", _("Your calendar")),
    Place("readmissions", _("Let in again"), frozenset({Action.LET_IN})),
    Place("declare-interest", _("Declare an interest")),
    Place(
        "emergencies",
        _("Emergency access"),
        frozenset({Action.ASK_EMERGENCY, Action.DECIDE_EMERGENCY}),
    ),
    Place("passkeys", _("Your passkeys")),
    Place("visits", _("Where you are logged in")),
    Place("account_change_password", _("Change your password")),
    Place("component-catalogue", _("Catalogue of components")),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the entries of the main navigation for whoever is logged in."""
    user = getattr(request, "user", None)
    known = bool(user is not None and user.is_authenticated)
    return {
        "navigation": _entries(MAIN, user, request.path) if known else [],
        "account_entries": _entries(_own_places(user), user, request.path) if known else [],
        "search_url": _address("search") if known and sees(cast("Actor", user), Layer.CASE) else "",
        "home_url": _address("front-page") or _address(settings.LOGIN_URL) or "/",
        "help_url": _address("help"),
        "language_url": _address("set-language"),
        "demo": settings.DEMO,
    }


def _own_places(user: Any) -> tuple[Place, ...]:
    """Return the places of the account menu, without the one that a passkey takes away."""
    needless = "" if user.has_usable_password() else "account_change_password"
    return tuple(place for place in ACCOUNT if place.name != needless)


def _entries(places: tuple[Place, ...], actor: Any, path: str) -> list[Entry]:
    """Return the places this actor is offered, those only whose pages exist."""
    offered = ((place, _address(place.name)) for place in places if _is_offered(place, actor))
    return [_entry(place, url, path) for place, url in offered if url]


def _entry(place: Place, url: str, path: str) -> Entry:
    """Return a place as seen from one page: it is current on every page beneath it."""
    beneath = path.startswith(url) if url != "/" else path == url
    return Entry(place.label, url, current=beneath, here=path == url)


def _is_offered(place: Place, actor: Actor) -> bool:
    """Say whether the actor may do or see at least one of the things the place is for."""
    return not place.needs or any(_allows(actor, need) for need in place.needs)


def _allows(actor: Actor, need: Action | Layer) -> bool:
    return sees(actor, need) if isinstance(need, Layer) else may(actor, need)


def _address(name: str) -> str:
    """Return the address of a named page, or nothing while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
