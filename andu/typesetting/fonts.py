"""Which fonts the pages are set in: the first of each style that this machine has."""

from functools import lru_cache

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from andu.kit.verdict import Refused, no

# Style → families, the best first. Fandol and Noto are free; a site may put its own before them.
WANTED = {
    "song": ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    "hei": ("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei"),
    "kai": ("FandolKai", "LXGW WenKai", "KaiTi", "AR PL UKai CN"),
    "fang": ("FandolFang R", "FangSong"),
}
FALL_BACK = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")


@lru_cache(maxsize=1)
def found() -> typst.Fonts:
    """Every font of the named folders and of the system; read once per process."""
    return typst.Fonts(include_system_fonts=True, font_paths=list(settings.FONT_FOLDERS))


@lru_cache(maxsize=1)
def styles() -> dict[str, list[str]]:
    """Style → families to try in turn, ending with those that have every character.

    Refused when there is no Chinese font at all: a page of empty boxes helps nobody.
    """
    there = set(found().families())
    rest = [family for family in FALL_BACK if family in there]
    chosen = {style: [f for f in wanted if f in there][:1] for style, wanted in WANTED.items()}
    if not rest and not any(chosen.values()):
        reason = _(
            "服务器上没有中文字体，无法排版。请管理员安装 fonts-noto-cjk，"
            "或在 ANDU_FONTS 里写明字体文件夹。"
        )
        raise Refused(no(reason, "no-fonts"))
    return {style: list(dict.fromkeys([*first, *rest])) for style, first in chosen.items()}
