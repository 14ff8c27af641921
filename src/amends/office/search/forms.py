"""The search form, as it stands in an address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.finding import SCRIPTS
from amends.office.search.models import EntryKind
from amends.office.search.selectors import SearchFilters

SCRIPT_WORDS = {
    "latin": _("Latin letters"),
    "arabic": _("Arabic letters"),
    "armenian": _("Armenian"),
    "bengali": _("Bengali"),
    "burmese": _("Burmese"),
    "chinese": _("Chinese characters"),
    "cyrillic": _("Cyrillic letters"),
    "devanagari": _("Devanagari (Hindi, Nepali)"),
    "ethiopic": _("Ethiopic (Amharic)"),
    "georgian": _("Georgian"),
    "greek": _("Greek"),
    "hebrew": _("Hebrew"),
    "japanese": _("Japanese"),
    "khmer": _("Khmer"),
    "korean": _("Korean"),
    "lao": _("Lao"),
    "sinhala": _("Sinhala"),
    "tamil": _("Tamil"),
    "thai": _("Thai"),
}
ORDER_WORDS = {"best": _("Best first"), "newest": _("Newest first")}
KINDS = [("", _("Everything")), *EntryKind.choices]
SCRIPT_CHOICES = [("", _("Any script")), *((code, SCRIPT_WORDS[code]) for code in SCRIPTS)]


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
