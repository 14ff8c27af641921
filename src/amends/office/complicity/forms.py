"""Forms of the complicity channel and of the box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.integrity.complicity import declared
from amends.integrity.parcels import Enclosed
from amends.integrity.receipts import Receipt, read_receipt
from amends.office.evidence.forms import SeveralFiles

LONGEST = 20_000
LINE = 500


def conduct_choices() -> list[tuple[str, str]]:
    """Return what officials are said to have done, in the reader's language."""
    return [(code, translated(label)) for code, label in declared().conduct.items()]


def outcome_choices() -> list[tuple[str, str]]:
    """Return where a report may end, in the reader's language."""
    return [("", ""), *((code, translated(label)) for code, label in declared().outcomes.items())]


class EnclosedFilesField(forms.FileField):
    """Any number of files, each with its name and bytes, held in memory."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> tuple[Enclosed, ...]:
        """Return the files that were sent."""
        files: list[UploadedFile[Any]] = [file for file in data or [] if file]
        return tuple(Enclosed(file.name or "", file.read()) for file in files)


class TellingForm(forms.Form):
    """Something told, with files; too much at once is said beside the files."""

    told = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Who did what, when, where, how often. Leave out what only you can know, if you fear "
            "to be recognised by it."
        ),
    )
    enclosed = EnclosedFilesField(
        label=_("Files"),
        required=False,
        help_text=_("A picture or document may carry your name or place within it."),
    )

    def __init__(self, *args: Any, came_too_much: bool = False, **kwargs: Any) -> None:
        """Know whether more came than is taken at once."""
        super().__init__(*args, **kwargs)
        self.came_too_much = came_too_much

    def clean_enclosed(self) -> tuple[Enclosed, ...]:
        """Refuse what is too large, rather than keep a part of it."""
        if self.came_too_much:
            limit = settings.CHANNEL_FILES_LIMIT // (1024 * 1024)
            message = _(
                "These files are larger than %s MB together. Nothing was kept. Leave some out; "
                "with the receipt you can add them afterwards, one after another."
            )
            raise ValidationError(message % limit)
        files: tuple[Enclosed, ...] = self.cleaned_data["enclosed"]
        return files

    def words(self) -> Mapping[str, object]:
        """Return what was typed, less what was left empty."""
        return {
            name: value if isinstance(value, str | list) else str(value)
            for name, value in self.cleaned_data.items()
            if name not in {"enclosed", "receipt"} and value
        }


class ReportForm(TellingForm):
    """A report on an official."""

    who = forms.CharField(
        label=_("Which official or office"),
        max_length=LINE,
        required=False,
        help_text=_("A name, a rank, a number on a uniform, a place of work: whatever you know."),
    )
    conduct = forms.MultipleChoiceField(
        label=_("What they are said to have done"),
        choices=conduct_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    when_where = forms.CharField(label=_("When and where"), max_length=LINE, required=False)
    known_how = forms.CharField(label=_("How you know"), max_length=LINE, required=False)
    danger = forms.CharField(
        label=_("Is anybody in danger, you included?"), max_length=LINE, required=False
    )
    published_in = forms.CharField(
        label=_("If it was published: where"), max_length=LINE, required=False
    )
    published_on = forms.DateField(
        label=_("If it was published: when"), required=False, help_text=_("Such as 2026-05-03.")
    )
    field_order = (
        "told",
        "who",
        "conduct",
        "when_where",
        "known_how",
        "danger",
        "published_in",
        "published_on",
        "enclosed",
    )


class ReceiptForm(forms.Form):
    """A receipt, as it was written down."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("Six groups of four letters and digits. Capitals and hyphens do not matter."),
    )

    def clean_receipt(self) -> Receipt:
        """Refuse what is no receipt, by its own check letters."""
        found = read_receipt(self.cleaned_data["receipt"])
        if found is None:
            raise ValidationError(_("There is a slip in it. Compare it letter by letter."))
        return found


class MoreForm(TellingForm):
    """Something added to a report."""


class KeyForm(forms.Form):
    """Naming the key that reports are sealed to."""

    holder = forms.CharField(label=_("Who holds the key"), max_length=120)
    office_half = forms.CharField(
        label=_("The office's half of the key"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("The line that was printed on the ombudsman's machine when the key was made."),
    )


class CodeForm(forms.Form):
    """The code that follows from the key."""

    code = forms.CharField(
        label=_("Code of the box"),
        max_length=60,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_(
            "Made from the key file on the ombudsman's machine. Help with this page says how."
        ),
    )


class StepForm(forms.Form):
    """Going on with a report."""

    step = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=4000, required=False)


class CloseForm(StepForm):
    """Ending a report."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a report", "Where it ended"), choices=outcome_choices
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("outcome", "reason")


class AnswerForm(forms.Form):
    """An answer that was sealed where the key is."""

    answer = forms.FileField(
        label=_("Sealed answer"),
        help_text=_(
            "The file that was made on the ombudsman's machine. Help with this page says how."
        ),
    )
