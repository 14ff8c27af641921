"""Registers the application of inquiries."""

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    """The application of inquiries."""

    name = "amends.office.inquiries"
    label = "inquiries"
