"""Every address of the office."""

from allauth.account import views as allauth
from django.urls import include, path

from amends.office.accounts import passkey_views

urlpatterns = [
    path("login/", passkey_views.log_in_page, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("password/", passkey_views.change_password, name="account_change_password"),
    path("reauthenticate/", passkey_views.confirm, name="account_reauthenticate"),
    path("reauthenticate/passkey/", passkey_views.confirm_question, name="passkey-confirm"),
    path("closed/", allauth.account_inactive, name="account_inactive"),
    path("", include("amends.office.desk.urls")),
    path("", include("amends.office.accounts.urls")),
    path("", include("amends.office.archives.urls")),
    path("", include("amends.office.cases.urls")),
    path("", include("amends.office.bars.urls")),
    path("", include("amends.office.emergencies.urls")),
    path("", include("amends.office.complicity.urls")),
    path("", include("amends.office.charging.urls")),
    path("", include("amends.office.parties.urls")),
    path("", include("amends.office.vault.urls")),
    path("", include("amends.office.timeline.urls")),
    path("", include("amends.office.tasks.urls")),
    path("", include("amends.office.evidence.urls")),
    path("", include("amends.office.exhibits.urls")),
    path("", include("amends.office.inquiries.urls")),
    path("", include("amends.office.techniques.urls")),
    path("", include("amends.office.passages.urls")),
    path("", include("amends.office.statements.urls")),
    path("", include("amends.office.proving.urls")),
    path("", include("amends.office.intake.urls")),
    path("", include("amends.office.stamps.urls")),
    path("", include("amends.office.disclosure.urls")),
    path("", include("amends.office.exchange.urls")),
    path("", include("amends.office.search.urls")),
    path("", include("amends.office.log.urls")),
    path("", include("amends.office.statutes.urls")),
    path("", include("amends.office.printing.urls")),
    path("", include("amends.office.notices.urls")),
    path("components/", include("amends.office.components.urls")),
]

handler500 = "amends.office.desk.errors.server_error"
