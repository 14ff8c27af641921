"""Forms on accounts, preferences, leave and tokens."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from amends.office.accounts.models import ROLE_CHOICES, Scope, Specialism, Unit, User
from amends.office.cases.forms import PersonField

DAY = _("Such as 2026-05-03.")


class LogInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """The form of the log-in page; where it is refused, nothing was to be saved."""

    summary = _("You are not logged in. Please mend:")


class PasskeyForm(forms.Form):
    """What a browser answers when it is asked for a passkey; a script fills it in."""

    answer = forms.JSONField(widget=forms.HiddenInput, required=True)

    summary = _("You are not logged in. Please mend:")


class PasskeyNameForm(forms.Form):
    """What somebody calls one of their passkeys."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("Such as: blue key, or office laptop."),
    )


class NewPasskeyForm(PasskeyNameForm, PasskeyForm):
    """Registering a passkey."""

    summary = _("The passkey is not registered. Please mend:")


class AccountForm(forms.Form):
    """What an administrator says of an account."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.all(),
        required=False,
        help_text=_("Not for ombudsman, rapporteur and administrator."),
    )
    specialisms = forms.MultipleChoiceField(
        label=_("Trained in"),
        choices=Specialism.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PasswordForm(forms.Form):
    """A first password."""

    password = forms.CharField(
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Its owner must change it at log-in."),
    )


class CreateAccountForm(PasswordForm, AccountForm):
    """Making an account."""

    username = forms.CharField(
        label=_("User name"), max_length=60, help_text=_("One word, such as a.reyes.")
    )
    field_order = ("username", "name", "role", "unit", "email", "specialisms", "password")


class UnitForm(forms.Form):
    """Adding a unit."""

    code = forms.SlugField(
        label=_("Code"), max_length=12, help_text=_("Stands in every reference, such as CAP.")
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    jurisdiction = forms.CharField(
        label=_("Country"), max_length=2, help_text=_("Two letters, such as PH.")
    )


class PreferencesForm(forms.Form):
    """One's own preferences."""

    wants_digest = forms.BooleanField(
        label=_("Send me a daily e-mail"),
        required=False,
        help_text=_("It says how much is due and never names a case or a person."),
    )


class LeaveForm(forms.Form):
    """Recording leave."""

    user = PersonField(label=_("Who is away"), queryset=User.objects.none())
    cover = PersonField(label=_("Who covers"), queryset=User.objects.none())
    since = forms.DateField(label=_("First day"), help_text=DAY)
    until = forms.DateField(label=_("Last day"), help_text=DAY)

    def __init__(self, *args: Any, away: Any, people: Any, **kwargs: Any) -> None:
        """Offer oneself, or for a head the unit, and the colleagues who can cover."""
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = away  # type: ignore[attr-defined]  # a choice of rows
        self.fields["cover"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class AgreeForm(forms.Form):
    """Agreeing to let somebody in again."""

    reason = forms.CharField(
        label=_("How you know that it is them"),
        max_length=300,
        help_text=_("Such as: came to my office with their service card."),
    )


class LogOutForm(forms.Form):
    """Ending every log-in of somebody."""

    account = PersonField(label=_("Who"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer those whom the reader may help."""
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class ReadmissionForm(AgreeForm, LogOutForm):
    """Asking for somebody to be let in again."""

    account = PersonField(label=_("Who lost every passkey"), queryset=User.objects.none())
    field_order = ("account", "reason")


class TokenForm(forms.Form):
    """Making a key to the API."""

    label = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=["read"],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(
        label=_("Expires on"), required=False, help_text=_("Within one year; left empty, in one.")
    )
