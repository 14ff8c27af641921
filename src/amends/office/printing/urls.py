"""Addresses of the case on paper."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
