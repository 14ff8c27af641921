"""The form that attaches files to a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class SeveralFiles(forms.FileInput):
    """An input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files. Whether one is empty or too large is the service's to say."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return every file that was sent."""
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class AttachForm(forms.Form):
    """Attaching files."""

    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the file's own name is shown. Never a victim's name."),
    )
    file = FilesField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_(
            "Several at once are taken, each under its own name. Files are kept as they are, and "
            "opened on your own machine, never in the browser."
        ),
    )
