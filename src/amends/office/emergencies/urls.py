"""Addresses of emergency access."""

from django.urls import path

from amends.office.emergencies import views

urlpatterns = [
    path("emergencies/", views.emergencies, name="emergencies"),
    path("emergencies/<int:pk>/grant/", views.grant, name="emergency-grant"),
    path("emergencies/<int:pk>/end/", views.end, name="emergency-end"),
    path("emergencies/<int:pk>/review/", views.review, name="emergency-review"),
]
