"""The page of documentation that follows from the declarations of settings."""

from itertools import groupby

from django.utils.translation import gettext as _

from andu.policy.declaring import Setting, all_settings
from andu.policy.showing import shown


def page() -> str:
    """All settings by room, as Markdown: name, what it does, default, where it may be set."""
    intro = _("本页由 `andu document_settings` 生成，请勿手工修改。")
    parts = [f"# {_('参数一览')}\n\n{intro}\n"]
    for room, settings in groupby(all_settings(), key=lambda setting: setting.code.split(".")[0]):
        head = "| {} | {} | {} | {} |".format(_("参数"), _("代码"), _("默认值"), _("设置层级"))
        rows = "\n".join(_row(setting) for setting in settings)
        parts.append(f"## {room}\n\n{head}\n| --- | --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _row(setting: Setting) -> str:
    level = {"installation": _("全系统"), "organisation": _("单位"), "unit": _("部门")}
    what = f"**{setting.label}** {setting.help}".strip().replace("|", r"\|")
    return f"| {what} | `{setting.code}` | {_default(setting)} | {level[setting.per]} |"


def _default(setting: Setting) -> str:
    if "zhidu" in setting.profiles or "dengbao" in setting.profiles:
        strict = setting.profiles.get("dengbao", setting.default)
        plain = setting.profiles.get("zhidu", setting.default)
        return _("等保三级：{strict}；制度默认：{plain}").format(
            strict=shown(setting.type, strict), plain=shown(setting.type, plain)
        )
    return shown(setting.type, setting.default)
