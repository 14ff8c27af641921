"""What a browser was asked and has not answered: kept in its session, taken out by the answer."""

from __future__ import annotations

import time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.office.accounts import passkey_services, passkeys, selectors
from amends.office.accounts.models import Passkey, User
from amends.office.accounts.passkeys import Question, Registered, Site

ASKED = "passkey_asked"
SECONDS = 300


def ask(request: HttpRequest, purpose: str, question: Question) -> dict[str, Any]:
    """Keep a question for one purpose and return what the browser is asked."""
    request.session[ASKED] = {"for": purpose, "at": time.time(), "state": question.state}
    return question.options


def new_key(request: HttpRequest, purpose: str, answer: Any) -> Registered:
    """Return the passkey made in answer to the question that was asked.

    Raises:
        ValidationError: the answer does not hold.
    """
    return passkeys.registered(Site.of(request), _taken(request, purpose), answer)


def whose(request: HttpRequest, purpose: str, answer: Any, owner: User | None = None) -> Passkey:
    """Return the passkey that answered the question that was asked, and note its use.

    Where an owner is named, nobody else's is taken.

    Raises:
        ValidationError: the answer does not hold, or no open account has this passkey.
    """
    state = _taken(request, purpose)
    key = selectors.passkey_of(secret=passkeys.key_id_of(answer))
    if key is None or owner not in {None, key.user}:
        raise ValidationError(
            _(
                "This passkey is not known here, or its account is closed. Use another one, or "
                "ask an administrator."
            )
        )
    signatures = passkeys.signatures_of(Site.of(request), state, key, answer)
    passkey_services.use_passkey(actor=key.user, key=key, signatures=signatures)
    return key


def _taken(request: HttpRequest, purpose: str) -> dict[str, Any]:
    """Take out the question: each is answered once, soon, and for what it was asked."""
    asked = request.session.pop(ASKED, {})
    if asked.get("for") != purpose or time.time() - asked["at"] > SECONDS:
        raise ValidationError(_("This took too long, or was sent before. Try again."))
    state: dict[str, Any] = asked["state"]
    return state
