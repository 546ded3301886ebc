"""The filter that names a browser."""

from django import template

from andu.identity import terminals

register = template.Library()
register.filter("terminal", terminals.words)
