"""Pages on which passkeys are registered, named and removed, and on which they log in."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts import passkey_services as services
from amends.office.accounts import questions, selectors
from amends.office.accounts.confirming import confirm_first, confirmed
from amends.office.accounts.forms import LogInForm, NewPasskeyForm, PasskeyForm, PasskeyNameForm
from amends.office.accounts.models import Passkey
from amends.office.accounts.passkeys import Site, question_for_a_new_one, question_who_it_is
from amends.office.accounts.views import remember_language
from amends.office.pages import actor_of, attempt

LOGGING_IN, REGISTERING, CONFIRMING = "log-in", "registration", "confirmation"


class LogIn(allauth.LoginView):  # type: ignore[misc]  # allauth has no stubs
    """The log-in page: by passkey, and by password where that still logs in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, in the language that log-out made the browser forget."""
        answer: HttpResponse = super().get(request, *args, **kwargs)
        code = request.GET.get("language", "")
        if code in dict(settings.LANGUAGES):
            answer = redirect("account_login")
            remember_language(answer, code)
        return answer

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the form that a passkey answers."""
        around = _around(self.request, PasskeyForm())
        shown: dict[str, Any] = super().get_context_data(**(around | context))
        return shown


log_in_page = LogIn.as_view()


@method_decorator(rate_limit(action="passkey"), name="dispatch")
class LogInByPasskey(LogIn):
    """Asks a browser for a passkey, and logs in whoever's it is."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Return the question."""
        question = question_who_it_is(Site.of(request))
        return JsonResponse(questions.ask(request, LOGGING_IN, question))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Take the answer; what does not hold is explained on the log-in page."""
        form = PasskeyForm(request.POST)
        key = None
        if form.is_valid():
            answer = form.cleaned_data["answer"]
            key = attempt(form, lambda: questions.whose(request, LOGGING_IN, answer))
        answered: HttpResponse
        if key is None:
            context = self.get_context_data(form=LogInForm(), passkey_form=form)
            answered = self.render_to_response(context)
        else:
            leads_to = get_next_redirect_url(request)
            answered = perform_login(request, key.user, redirect_url=leads_to)
        return answered


log_in_by_passkey = LogInByPasskey.as_view()


class Confirm(allauth.ReauthenticateView):  # type: ignore[misc]  # allauth has no stubs
    """Asks once more who it is: for the passkey of whoever has one, else for the password."""

    @property
    def by_passkey(self) -> bool:
        """Say whether a passkey has to answer."""
        return selectors.passkeys(actor=actor_of(self.request)).exists()

    def get_form_class(self) -> type[Form]:
        """Return the form of what is asked for."""
        form: type[Form] = PasskeyForm if self.by_passkey else super().get_form_class()
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made of; only the one for a password needs to know whose."""
        given: dict[str, Any] = super().get_form_kwargs()
        if self.by_passkey:
            del given["user"]
        return given

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Say what is asked for."""
        shown: dict[str, Any] = super().get_context_data(**context)
        return shown | {"by_passkey": self.by_passkey, "opened_at": Site.of(self.request)}

    def form_valid(self, form: Form) -> HttpResponse:
        """Go on with what was interrupted, if the answer is the own passkey's."""
        if self.by_passkey and attempt(form, lambda: self._own(form)) is None:
            refused: HttpResponse = self.form_invalid(form)
            return refused
        confirmed(self.request)
        led_on: HttpResponse = super().form_valid(form)
        return led_on

    def _own(self, form: Form) -> Passkey:
        actor, answer = actor_of(self.request), form.cleaned_data["answer"]
        return questions.whose(self.request, CONFIRMING, answer, owner=actor)


confirm = Confirm.as_view()


@require_GET
def confirm_question(request: HttpRequest) -> HttpResponse:
    """Ask a browser for one of the passkeys of whoever is logged in."""
    keys = selectors.passkeys(actor=actor_of(request))
    question = question_who_it_is(Site.of(request), keys)
    return JsonResponse(questions.ask(request, CONFIRMING, question))


@confirm_first
@require_GET
def passkeys(request: HttpRequest) -> HttpResponse:
    """Show one's own passkeys and how another one is registered."""
    return _own(request, NewPasskeyForm())


@confirm_first
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask a browser for a new passkey, and register it."""
    actor = actor_of(request)
    if request.method == "GET":
        keys = selectors.passkeys(actor=actor)
        question = question_for_a_new_one(Site.of(request), actor, keys)
        return JsonResponse(questions.ask(request, REGISTERING, question))
    form = NewPasskeyForm(request.POST)
    if form.is_valid() and attempt(form, lambda: _register(request, form.cleaned_data)):
        # The password may have ended with it, and all log-ins but this one with the password.
        update_session_auth_hash(request, actor)
        messages.success(request, _("The passkey is registered. From now on it logs you in."))
        return redirect("passkeys")
    return _own(request, form)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one of one's passkeys another name."""
    actor = actor_of(request)
    key = get_object_or_404(selectors.passkeys(actor=actor), pk=pk)
    form = PasskeyNameForm(request.POST)
    if form.is_valid():
        services.rename_passkey(actor=actor, key=key, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
    return redirect("passkeys")


@confirm_first
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one of one's passkeys."""
    actor = actor_of(request)
    key = get_object_or_404(selectors.passkeys(actor=actor), pk=pk)
    services.remove_passkey(actor=actor, key=key, here=request.session.session_key or "")
    messages.success(request, _("The passkey is removed. It no longer logs in."))
    return redirect("passkeys")


@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password, or lead to the passkeys of somebody who has no password any more."""
    if not actor_of(request).has_usable_password():
        return redirect("passkeys")
    changed: HttpResponse = allauth.password_change(request)
    return changed


def _register(request: HttpRequest, given: dict[str, Any]) -> bool:
    made = questions.new_key(request, REGISTERING, given["answer"])
    services.register_passkey(actor=actor_of(request), name=given["name"], made=made)
    return True


def _own(request: HttpRequest, form: Form) -> HttpResponse:
    keys = selectors.passkeys(actor=actor_of(request))
    context = _around(request, form) | {
        "keys": keys,
        "may_remove": not settings.PASSKEYS_REQUIRED or len(keys) > 1,
    }
    return render(request, "accounts/passkeys.html", context)


def _around(request: HttpRequest, form: Form) -> dict[str, Any]:
    return {
        "passkey_form": form,
        "passkeys_required": settings.PASSKEYS_REQUIRED,
        "opened_at": Site.of(request),
    }
