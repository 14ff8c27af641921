"""A tag that gives a form the key under which it is carried out once."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amends.office.once import FIELD, new_key

register = template.Library()


@register.simple_tag
def once_key() -> SafeString:
    """Return a hidden field with a new key for this rendering of the form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())
