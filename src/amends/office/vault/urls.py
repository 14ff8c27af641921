"""Addresses of the vault."""

from django.urls import path

from amends.office.parties.urls import PARTY
from amends.office.vault import views

VAULT = f"{PARTY}vault/"

urlpatterns = [
    path(VAULT, views.vault, name="party-vault"),
    path(f"{VAULT}<slug:field>/reveal/", views.reveal, name="vault-reveal"),
    path(f"{VAULT}<slug:field>/erase/", views.erase, name="vault-erase"),
]
