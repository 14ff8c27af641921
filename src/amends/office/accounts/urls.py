"""Addresses of accounts."""

from django.urls import path

from amends.office.accounts import admin_views, views

ACCOUNT = "accounts/<str:username>/"

urlpatterns = [
    path("me/", views.own_account, name="account"),
    path("me/tokens/<int:pk>/revoke/", views.revoke_token, name="token-revoke"),
    path("leave/", views.leave, name="leave"),
    path("leave/<int:pk>/cancel/", views.cancel_leave, name="leave-cancel"),
    path("language/", views.set_language, name="set-language"),
    path("accounts/", admin_views.accounts, name="account-list"),
    path("accounts/new/", admin_views.create, name="account-create"),
    path(ACCOUNT, admin_views.account, name="account-change"),
    path(f"{ACCOUNT}close/", admin_views.set_active, {"active": False}, name="account-close"),
    path(f"{ACCOUNT}reopen/", admin_views.set_active, {"active": True}, name="account-reopen"),
]
