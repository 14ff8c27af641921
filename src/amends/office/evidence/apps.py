"""Registers the evidence application."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The evidence application."""

    name = "amends.office.evidence"
    label = "evidence"
