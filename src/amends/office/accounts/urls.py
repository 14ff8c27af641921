"""Addresses of accounts."""

from django.urls import path

from amends.office.accounts import admin_views, passkey_views, readmission_views, views, visit_views

ACCOUNT = "accounts/<str:username>/"

urlpatterns = [
    path("login/passkey/", passkey_views.log_in_by_passkey, name="passkey-log-in"),
    path("me/passkeys/", passkey_views.passkeys, name="passkeys"),
    path("me/passkeys/new/", passkey_views.new, name="passkey-new"),
    path("me/passkeys/<int:pk>/", passkey_views.rename, name="passkey-rename"),
    path("me/passkeys/<int:pk>/remove/", passkey_views.remove, name="passkey-remove"),
    path("me/", views.own_account, name="account"),
    path("me/tokens/<int:pk>/revoke/", views.revoke_token, name="token-revoke"),
    path("me/log-ins/", visit_views.visits, name="visits"),
    path("me/log-ins/end/", visit_views.end_others, name="visits-end"),
    path("me/log-ins/<slug:mark>/end/", visit_views.end, name="visit-end"),
    path("let-in/log-out/", visit_views.end_of, name="visits-end-of"),
    path("let-in/", readmission_views.readmissions, name="readmissions"),
    path("let-in/<int:pk>/agree/", readmission_views.agree, name="readmission-agree"),
    path("let-in/<int:pk>/unlock/", readmission_views.unlock, name="log-in-unlock"),
    path("leave/", views.leave, name="leave"),
    path("leave/<int:pk>/cancel/", views.cancel_leave, name="leave-cancel"),
    path("language/", views.set_language, name="set-language"),
    path("accounts/", admin_views.accounts, name="account-list"),
    path("accounts/new/", admin_views.create, name="account-create"),
    path(ACCOUNT, admin_views.account, name="account-change"),
    path(f"{ACCOUNT}close/", admin_views.set_active, {"active": False}, name="account-close"),
    path(f"{ACCOUNT}reopen/", admin_views.set_active, {"active": True}, name="account-reopen"),
]
