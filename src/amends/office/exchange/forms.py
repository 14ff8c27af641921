"""The form that chooses a sheet to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from amends.office.exchange.graphs import LARGEST as LARGEST_GRAPH
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.models import SHEETS
from amends.office.exchange.sheets import LARGEST


class GraphForm(forms.Form):
    """Choosing a file with exhibits in CASE/UCO."""

    graph = forms.FileField(
        label=_("File in CASE/UCO"),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonld"}),
        help_text=_(
            "JSON-LD, as a laboratory or another State hands it over. The file is attached to the "
            "case; nothing else is taken yet: first you see what would become of each exhibit."
        ),
    )

    def clean_graph(self) -> UploadedFile[Any]:
        """Refuse a file too large to be read before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["graph"]
        if file.size and file.size > LARGEST_GRAPH:
            raise forms.ValidationError(
                _now("A graph of more than %d MB is not read.") % (LARGEST_GRAPH // 1024**2)
            )
        return file


class ImportForm(forms.Form):
    """Choosing a sheet and what it holds."""

    kind = forms.ChoiceField(
        label=_("What the sheet holds"),
        choices=[(kind.value, label) for kind, label in SHEETS.items()],
    )
    file = forms.FileField(
        label=_("Sheet"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_(
            "CSV or XLSX with the headings in the first row. Nothing is taken yet: first you see "
            "what would become of each row. Victims by pseudonym only."
        ),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file too large to be read before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            raise forms.ValidationError(
                _now("This file is larger than %(most)d MB. Split it into several.")
                % {"most": LARGEST // 1024**2}
            )
        return file

    def chosen_kind(self) -> SheetKind:
        """Return what the sheet is said to hold."""
        return SheetKind(self.cleaned_data["kind"])
