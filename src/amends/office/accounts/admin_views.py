"""Pages on which an administrator keeps accounts and units."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts import selectors, services
from amends.office.accounts.forms import AccountForm, CreateAccountForm, PasswordForm, UnitForm
from amends.office.pages import actor_of, attempt, found_or_404, page_of
from amends.office.policy import Action, require


@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Show every account and unit, and add a unit."""
    actor = actor_of(request)
    rows = selectors.accounts(actor=actor)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unit = attempt(form, lambda: services.open_unit(actor=actor, **given))
        if unit is not None:
            messages.success(request, _("The unit %s is added.") % unit.name)
            return redirect("account-list")
    words = request.GET.get("words", "")[:60]
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(username__icontains=words)
    context = {
        "page": page_of(rows, request),
        "units": selectors.units(actor=actor),
        "form": form,
        "words": words,
    }
    return render(request, "accounts/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make an account."""
    actor = actor_of(request)
    require(actor, Action.KEEP_ACCOUNTS)
    form = CreateAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = attempt(form, lambda: services.create_account(actor=actor, **given))
        if user is not None:
            messages.success(request, _("The account %s is open.") % user.username)
            return redirect("account-list")
    return render(request, "accounts/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, username: str) -> HttpResponse:
    """Change an account, or give it a new first password."""
    actor = actor_of(request)
    user = found_or_404(lambda: selectors.account(actor=actor, username=username))
    which = request.POST.get("form", "")
    initial = {name: getattr(user, name) for name in AccountForm.base_fields}
    form = AccountForm(request.POST if which == "account" else None, initial=initial)
    password = PasswordForm(request.POST if which == "password" else None)
    if which == "account" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: services.change_account(actor=actor, user=user, **given)):
            messages.success(request, _("Saved."))
            return redirect("account-change", user.username)
        user.refresh_from_db()
    if which == "password" and password.is_valid():
        first = password.cleaned_data["password"]

        def reset() -> bool:
            services.reset_password(actor=actor, user=user, password=first)
            return True

        if attempt(password, reset):
            messages.success(request, _("The password is reset; its owner must change it."))
            return redirect("account-change", user.username)
    context = {"account": user, "form": form, "password": password}
    return render(request, "accounts/account.html", context)


@require_POST
def set_active(request: HttpRequest, username: str, *, active: bool) -> HttpResponse:
    """Close an account, or open it again."""
    actor = actor_of(request)
    user = found_or_404(lambda: selectors.account(actor=actor, username=username))
    services.set_active(actor=actor, user=user, active=active)
    said = _("The account %s is open again.") if active else _("The account %s is closed.")
    undo = "" if active else reverse("account-reopen", args=[user.username])
    messages.success(request, said % user.username, extra_tags=undo)
    return redirect("account-list")
