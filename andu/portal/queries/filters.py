"""Saved filters, read for the lists."""

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.portal.models import SavedFilter


def saved_filters(actor: Actor, code: str) -> list[SavedFilter]:
    """One's own of a list, the oldest first."""
    return list(SavedFilter.objects.visible_to(actor).filter(listing=code))


def told_saved(saved: SavedFilter) -> str:
    """What to say when one has been saved."""
    return _("已保存筛选“{name}”。").format(name=saved)


def told_changed(saved: SavedFilter, verb: str) -> str:
    """What to say when one has been changed."""
    words = {
        "drop": _("已删除筛选“{name}”。"),
        "default": _("以后打开列表时先用“{name}”。"),
        "plain": _("以后打开列表时不再先用“{name}”。"),
        "rename": _("已改名为“{name}”。"),
    }[verb]
    return words.format(name=saved)
