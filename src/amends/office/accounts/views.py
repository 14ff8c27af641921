"""Pages on one's own account: preferences, leave, tokens and language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts import selectors, services
from amends.office.accounts.forms import LeaveForm, PreferencesForm, TokenForm
from amends.office.once import carried_out
from amends.office.pages import actor_of, attempt
from amends.office.policy import Role


@require_http_methods(["GET", "POST"])
def own_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account, take preferences, and make keys to the API."""
    actor = actor_of(request)
    which = request.POST.get("form", "")
    preferences = PreferencesForm(
        request.POST if which == "preferences" else None,
        initial={"wants_digest": actor.wants_digest},
    )
    token_form = TokenForm(request.POST if which == "token" else None)
    secret = ""
    if which == "preferences" and preferences.is_valid():
        given = preferences.cleaned_data
        if attempt(preferences, lambda: services.set_preferences(actor=actor, **given)):
            messages.success(request, _("Saved."))
            return redirect("account")
    if which == "token" and token_form.is_valid():
        given = token_form.cleaned_data
        made = attempt(token_form, lambda: services.make_token(actor=actor, **given))
        if made is not None:
            secret, token_form = made[1], TokenForm()
            carried_out(request, leads_to=reverse("account"))
    context = {
        "preferences": preferences,
        "token_form": token_form,
        "secret": secret,
        "tokens": selectors.tokens(actor=actor),
    }
    return render(request, "accounts/own.html", context)


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop one of one's own tokens."""
    actor = actor_of(request)
    token = get_object_or_404(selectors.tokens(actor=actor), pk=pk)
    services.revoke_token(actor=actor, token=token)
    messages.success(request, _("The token is revoked. Programs that use it stop working."))
    return redirect("account")


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Show the unit's leave and take one's own, or for a head anybody's."""
    actor = actor_of(request)
    people = selectors.colleagues(actor=actor)
    away = people if actor.role == Role.HEAD else people.filter(pk=actor.pk)
    form = LeaveForm(request.POST or None, away=away, people=people, initial={"user": actor.pk})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.record_leave(actor=actor, **given)) is not None:
            messages.success(request, _("The leave is recorded. The cover sees the cases then."))
            return redirect("leave")
    context = {
        "form": form,
        "rows": selectors.leave_of_unit(actor=actor),
        "is_head": actor.role == Role.HEAD,
    }
    return render(request, "accounts/leave.html", context)


@require_POST
def cancel_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a leave."""
    actor = actor_of(request)
    found = get_object_or_404(selectors.leave_of_unit(actor=actor), pk=pk)
    services.cancel_leave(actor=actor, leave=found)
    messages.success(request, _("The leave is cancelled."))
    return redirect("leave")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language, for this browser and, if logged in, for the account."""
    code = request.POST.get("language", "")
    came_from = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        came_from = reverse("front-page")
    response = redirect(came_from)
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            services.set_preferences(actor=actor_of(request), language=code)
        remember_language(response, code)
    return response


def remember_language(response: HttpResponse, code: str) -> None:
    """Let a browser keep the language that was chosen in it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 86_400,
        httponly=True,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
    )
