"""Writes the usage sheet of the components from their catalogue."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from amends.office.components.catalogue import as_markdown


class Command(BaseCommand):
    """Print docs/reference/components.md, made from the catalogue."""

    requires_system_checks = []
    help = "Print the usage sheet of the components, docs/reference/components.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the sheet in English."""
        with translation.override("en"):
            self.stdout.write(as_markdown(), ending="")
