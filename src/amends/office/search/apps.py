"""Registers the search application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def watch_what_is_written(*, using: str, **_told: Any) -> None:
    """Let the database note what is written to the tables that are searched."""
    from amends.office.search import touches

    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if tables >= {touches.TABLE, *(one.table for one in touches.WATCHED)}:
        touches.watch(connection)


class SearchConfig(AppConfig):
    """The search application."""

    name = "amends.office.search"
    label = "search"

    def ready(self) -> None:
        """Have the triggers looked at after every migration."""
        post_migrate.connect(watch_what_is_written, sender=self)
