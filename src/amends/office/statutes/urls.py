"""Addresses of the law: what is held, one statute, one offence, the audit of a country."""

from django.urls import path

from amends.office.statutes import views

urlpatterns = [
    path("law/", views.library, name="law"),
    path("law/audit/<slug:country>/", views.audit, name="law-audit"),
    path("law/compare/", views.compare, name="law-compare"),
    path("law/changes/<slug:country>/", views.changes, name="law-changes"),
    path("law/<slug:key>/", views.statute, name="statute"),
    path("law/<slug:key>/<slug:offence>/", views.offence, name="offence"),
]
