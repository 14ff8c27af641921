"""Registers the tasks application."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """The tasks application."""

    name = "amends.office.tasks"
    label = "tasks"
