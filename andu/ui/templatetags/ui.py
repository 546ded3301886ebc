"""The words of our templates; a builtin library, so no page loads it."""

import datetime
from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField, CheckboxInput
from django.forms.widgets import CheckboxSelectMultiple, HiddenInput, RadioSelect, Textarea
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.money import yuan
from andu.ui import assets, times

register = template.Library()
URGENCY = {
    1: ("mark--u1", gettext_lazy("特急")),
    2: ("mark--u2", gettext_lazy("加急")),
    3: ("", gettext_lazy("平急")),
}
TONES = 5


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: andu.js, andu.css, icons.svg, or <room>/<file>.css."""
    return assets.url(name)


@register.simple_tag
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; `cls` e.g. "i--sm"; with a label it is an image, else decoration."""
    says = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="i{}" {}><use href="{}#i-{}"></use></svg>',
        f" {cls}" if cls else "",
        says,
        assets.url("icons.svg"),
        name,
    )


@register.simple_tag
def avatar(who: Any, tone: Any = None, size: str = "") -> SafeString:
    """The first character of a name on its pigment; `who` is a name or has `name` and `pk`."""
    name = str(getattr(who, "name", who) or "")
    return format_html(
        '<span class="avatar{}" data-tone="{}" aria-hidden="true">{}</span>',
        " avatar--sm" if size == "sm" else "",
        _tone(who, tone),
        name[:1],
    )


def _tone(who: Any, tone: Any) -> int:
    """One of the five pigments: as told, else by the person's id, else by the name."""
    key = tone or getattr(who, "pk", None) or getattr(who, "member_id", None) or str(who)
    number = int(key) if str(key).isdecimal() else crc32(str(key).encode())
    return (number - 1) % TONES + 1


@register.simple_tag
def urgency(level: int | None) -> str:
    """The mark for 1 特急, 2 加急, 3 平急; nothing for the ordinary."""
    if level not in URGENCY:
        return ""
    cls, word = URGENCY[level]
    return format_html('<span class="mark {}">{}</span>', cls, word)


@register.simple_tag
def when(at: Any, style: str = "") -> str:
    """A time as a person says it; style "full" keeps the hour of older ones."""
    if not at:
        return ""
    said = times.when(at, timezone.now(), full=style == "full")
    exact = timezone.localtime(at) if isinstance(at, datetime.datetime) else at
    shown = f"{exact:%Y-%m-%d %H:%M}" if isinstance(at, datetime.datetime) else f"{exact:%Y-%m-%d}"
    return format_html('<time datetime="{}" title="{}">{}</time>', exact.isoformat(), shown, said)


@register.simple_tag
def moment() -> int:
    """Now in microseconds, for asking later what has come since."""
    return int(timezone.now().timestamp() * 1_000_000)


@register.simple_tag
def remaining(due: datetime.datetime | None, now: datetime.datetime | None = None) -> str:
    """What is left until `due`, with its mark: 剩 1 小时 40 分, 超期 4 小时."""
    said, state = times.remaining(due, now or timezone.now())
    if not said:
        return ""
    cls = f" sla--{state}" if state else ""
    return format_html('<span class="sla{}">{}{}</span>', cls, icon("clock"), said)


@register.simple_tag
def money(fen: int | None) -> str:
    """An amount in 分 as 元: ¥ 3,860,000.00."""
    if fen is None:
        return ""
    return format_html('<span class="num">{}</span>', yuan(fen, "¥ "))


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, cls: str = "", **attributes: Any) -> dict[str, Any]:
    """A form field whole: label, widget, hint, error. Extra attributes go to the widget."""
    widget = bound.field.widget
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    is_check = isinstance(widget, CheckboxInput)
    is_set = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    if not is_check and not is_set:
        attributes["class"] = f"input {widget.attrs.get('class', '')}".strip()
    if bound.errors:
        attributes["aria-invalid"] = "true"
    said = [part for part, there in (("hint", bound.help_text), ("error", bound.errors)) if there]
    if said and bound.auto_id:
        attributes["aria-describedby"] = " ".join(f"{bound.auto_id}_{part}" for part in said)
    return {
        "bound": bound,
        "widget": bound.as_widget(attrs=attributes),
        "is_check": is_check,
        "is_set": is_set,
        "is_hidden": isinstance(widget, HiddenInput),
        "cls": cls or ("wide" if isinstance(widget, Textarea) else ""),
    }


@register.filter
def size(count: int | None) -> str:
    """A number of bytes as people read it: 386 KB, 2.4 MB."""
    if count is None:
        return ""
    for unit, scale in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= scale:
            amount = count / scale
            return (
                f"{amount:.0f} {unit}" if amount >= 100 or unit == "KB" else f"{amount:.1f} {unit}"
            )
    return _("%(count)s 字节") % {"count": count}
