"""Registers the timeline application."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The timeline application."""

    name = "amends.office.timeline"
    label = "timeline"
