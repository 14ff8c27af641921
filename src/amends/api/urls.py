"""Every address of the served site: the API, and the office's pages."""

from __future__ import annotations

from django.urls import include, path, re_path

from amends.api.door import closed, opened
from amends.api.version_one import api
from amends.office.urls import handler500

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("api/v1/", opened(api)),
    re_path(r"^api(?:/|$)", closed),
    path("", include("amends.office.urls")),
]
