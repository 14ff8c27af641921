"""Passages: words of an attachment, where they stand, and what they go to."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.law.elements import ElementName
from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party
from amends.office.policy import Layer

LONGEST_QUOTE = 5_000


class Passage(models.Model):
    """Words of an attachment that go to one element against one party. Removed, never deleted.

    ``page`` counts from 1; ``start`` and ``end`` count characters of that page's text as it was
    taken out of the file, which never changes itself. When the file is read anew the quote is
    looked for again; ``found`` says whether it is there.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="passages")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="passages")
    page = models.PositiveIntegerField(_("page"))
    start = models.PositiveIntegerField(_("first character"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"), max_length=LONGEST_QUOTE)
    element = models.CharField(
        _("element"), max_length=16, choices=[(name.value, name.value) for name in ElementName]
    )
    party = models.ForeignKey(
        Party, verbose_name=_("against"), on_delete=models.CASCADE, related_name="passages"
    )
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    found = models.BooleanField(default=True)
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tied_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Passages stand in the order of their files; one stands once for the same."""

        ordering = ("attachment", "page", "start", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attachment", "page", "start", "end", "element", "party"],
                condition=models.Q(removed_at__isnull=True, found=True),
                name="passage_tied_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "party", "element"], name="passage_of_element")
        ]

    def __str__(self) -> str:
        """Return the page and the element."""
        return f"{self.page} {self.element}"
