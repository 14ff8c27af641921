"""Addresses of time-stamps."""

from django.urls import path

from amends.office.stamps.views import ask, stamp

STAMP = "cases/<slug:reference>/stamps/<int:pk>"

urlpatterns = [
    path("cases/<slug:reference>/evidence/<slug:key>/stamp/", ask, name="stamp-ask"),
    path(f"{STAMP}.tsr", stamp, {"part": "tsr"}, name="stamp-tsr"),
    path(f"{STAMP}.json", stamp, {"part": "json"}, name="stamp-json"),
]
