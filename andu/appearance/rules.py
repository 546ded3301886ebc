"""Who may decide how a place looks, and which colours can be read."""

from django.utils.translation import gettext as _

from andu.appearance.places import Place
from andu.appearance.rights import CHANGE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.ui import colours


def may_restyle(by: Actor, place: Place) -> Verdict:
    """The site: the system administrator. An organisation or unit: also those of its own people
    who hold the right over it (UI-02)."""
    if not by.holds(CHANGE.code, within=place.path):
        return no(_("只有系统管理员或得到授权的人可以设置这里的界面与标识。"), "no-right")
    if by.organisation_id not in {None, place.organisation_id}:
        return no(_("这里不归你的单位管，请联系系统管理员。"), "no-right")
    return yes


def may_colour(colour: str) -> Verdict:
    """A main colour must carry words (WCAG 2.2 AA): 4.5 : 1 on buttons, in both themes."""
    if not colour or colours.is_readable(colour):
        return yes
    words = _("颜色 {colour} 太浅，按钮上的字看不清（对比度 {found}，至少 4.5）。可以改用 {near}。")
    found = f"{colours.contrast(colour, colours.LIGHT.on_accent):.1f}"
    return no(words.format(colour=colour, found=found, near=colours.nearest(colour)), "pale")
