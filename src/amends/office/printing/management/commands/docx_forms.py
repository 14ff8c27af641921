"""``python -m amends.office docx_forms``: make the DOCX forms again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from amends.office.printing.docx_forms import form_of
from amends.office.printing.docxs import FORMS, FORMS_FOLDER


class Command(BaseCommand):
    """Writes the DOCX forms into the package's data."""

    help = "Make the DOCX forms that amends ships."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write a form for each direction of writing."""
        for right_to_left, name in FORMS.items():
            path = FORMS_FOLDER / name
            word_file = form_of(right_to_left=right_to_left)
            word_file.save(str(path))
            self.stdout.write(name)
