"""The hidden field that makes a form take effect once."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from andu.kit.once import FIELD

register = template.Library()


@register.simple_tag
def request_key() -> SafeString:
    """A hidden field with a fresh key, for every form that changes something."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4().hex)
