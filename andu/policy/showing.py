"""A setting's value in words for people."""

from typing import Any

from django.utils.translation import gettext as _

from andu.policy.types import Bool, Choice, Int


def shown(kind: Any, value: Any) -> str:
    """The value as people read it: 是, 15 分钟, 强制."""
    if isinstance(kind, Bool):
        return _("是") if value else _("否")
    if isinstance(kind, Choice):
        return str(dict(kind.options).get(value, value))
    if isinstance(kind, Int):
        return f"{value} {kind.unit}".strip()
    return str(value) or _("（空）")
