"""The search form, as it stands in an address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.finding import Script
from amends.office.search.models import EntryKind
from amends.office.search.selectors import SearchFilters

SCRIPT_WORDS = {
    Script.LATIN: _("Latin letters"),
    Script.ARABIC: _("Arabic letters"),
    Script.ARMENIAN: _("Armenian"),
    Script.BENGALI: _("Bengali"),
    Script.BURMESE: _("Burmese"),
    Script.CHINESE: _("Chinese characters"),
    Script.CYRILLIC: _("Cyrillic letters"),
    Script.DEVANAGARI: _("Devanagari (Hindi, Nepali)"),
    Script.ETHIOPIC: _("Ethiopic (Amharic)"),
    Script.GEORGIAN: _("Georgian"),
    Script.GREEK: _("Greek"),
    Script.HEBREW: _("Hebrew"),
    Script.JAPANESE: _("Japanese"),
    Script.KHMER: _("Khmer"),
    Script.KOREAN: _("Korean"),
    Script.LAO: _("Lao"),
    Script.SINHALA: _("Sinhala"),
    Script.TAMIL: _("Tamil"),
    Script.THAI: _("Thai"),
}
# What has a day of its own; anything else counts as of the day its case was opened.
DATED = frozenset(
    {EntryKind.EVENT, EntryKind.TASK, EntryKind.NOTE, EntryKind.ATTACHMENT, EntryKind.FILE}
    | {EntryKind.PASSAGE, EntryKind.STATEMENT, EntryKind.RECANTATION, EntryKind.INQUIRY}
)
ORDER_WORDS = {"best": _("Best first"), "newest": _("Newest first")}
KINDS = [("", _("Everything")), *EntryKind.choices]
SCRIPT_CHOICES = [
    ("", _("Any script")),
    *((code.value, words) for code, words in SCRIPT_WORDS.items()),
]


class SearchForm(forms.Form):
    """What is looked for. Whatever is typed is looked for; nothing in it is an error."""

    q = forms.CharField(required=False, strip=True)
    case = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    script = forms.ChoiceField(choices=SCRIPT_CHOICES, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    order = forms.ChoiceField(choices=list(ORDER_WORDS.items()), required=False)

    def filters(self) -> SearchFilters:
        """Return what was typed; a filter that cannot be understood narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return SearchFilters(
            words=self.typed,
            case=given.get("case", "").replace("\0", "")[:40],
            kind=given.get("kind", ""),
            script=given.get("script", ""),
            since=given.get("since"),
            until=given.get("until"),
            order=given.get("order") or "best",
        )

    @property
    def typed(self) -> str:
        """Return the words as they were typed, with NUL and all."""
        return str(self.data.get("q", ""))

    @property
    def in_use(self) -> int:
        """Return how many filters narrow the search."""
        filters = self.filters()
        narrowing = (filters.case, filters.kind, filters.script, filters.since, filters.until)
        return sum(map(bool, narrowing))
