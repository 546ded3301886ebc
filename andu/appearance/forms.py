"""What the browser sends in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.appearance import rules
from andu.appearance.actions import Wanted
from andu.appearance.models import Style
from andu.appearance.reading import PICTURES
from andu.ui import colours
from andu.ui.look import swatch

OWN = "own"
TYPES = "image/png,image/jpeg"


def _file(label: Any, said: Any) -> forms.FileField:
    box = forms.FileInput(attrs={"accept": TYPES})
    return forms.FileField(label=label, required=False, help_text=said, widget=box)


class StyleForm(forms.Form):
    """How a place looks. The colour is one of the dozen, an own one, or that of the place above."""

    name = forms.CharField(
        label=gettext_lazy("产品名称"), max_length=20, required=False,
        help_text=gettext_lazy("显示在页面左上角、浏览器标题、登录页和打印件上。不填则与上级相同。"),
        widget=forms.TextInput(attrs={"data-look-target": "name"}),
    )  # fmt: skip
    greeting = forms.CharField(
        label=gettext_lazy("登录页问候"), max_length=40, required=False,
        help_text=gettext_lazy("不填则与上级相同；都不填为“无案牍之劳形”。"),
        widget=forms.TextInput(attrs={"data-look-target": "greeting"}),
    )  # fmt: skip
    pigment = forms.ChoiceField(
        label=gettext_lazy("主色"), required=False,
        widget=forms.RadioSelect(attrs={"data-action": "look#colour"}),
    )  # fmt: skip
    own = forms.CharField(
        label=gettext_lazy("自定颜色"), max_length=7, required=False,
        help_text=gettext_lazy("写成 #235c8c 的样子；选“自定颜色”才使用。深色界面的颜色由它推算。"),
        widget=forms.TextInput(
            attrs={"data-look-target": "own", "data-action": "look#own", "spellcheck": "false"}
        ),
    )  # fmt: skip
    personal = forms.ChoiceField(
        label=gettext_lazy("个人自选主色"), required=False, choices=Style.Personal.choices,
        help_text=gettext_lazy("允许后，各人可在“我的—显示”里选一种主色，只影响自己的界面。"),
    )  # fmt: skip
    logo = _file(gettext_lazy("徽标"), gettext_lazy("PNG 或 JPG，不超过 2 MB，透明底最好。"))
    favicon = _file(
        gettext_lazy("浏览器图标"), gettext_lazy("正方形，用在浏览器的标签页上。不传就用徽标。")
    )
    scene = _file(gettext_lazy("登录页图片"), gettext_lazy("登录页左侧的图片，横幅、竖幅都可以。"))

    def __init__(self, *args: Any, style: Style | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(style)
        super().__init__(*args, **kwargs)
        self.fields["pigment"].choices = [  # type: ignore[attr-defined]
            ("", _("与上级相同")),
            *((code, swatch(code, label)) for code, label in colours.PIGMENTS.items()),
            (OWN, _("自定颜色")),
        ]
        for name in PICTURES:
            if style and getattr(style, name):
                self.fields[f"without_{name}"] = forms.BooleanField(
                    label=_("移除现在的{what}").format(what=self.fields[name].label),
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        """The colour said, as it is kept; a pale one is refused with the nearest that will do."""
        said = super().clean() or {}
        said["colour"] = colour = said.get("pigment", "")
        if colour == OWN:
            said["colour"] = colours.clean(said.get("own", ""))
            if not said["colour"]:
                self.add_error("own", _("请写成 # 加六位数字或字母，例如 #235c8c。"))
            elif not (verdict := rules.may_colour(said["colour"])):
                self.add_error("own", str(verdict.reason))
        return said

    def picture_rows(self, addresses: dict[str, str]) -> list[tuple[Any, Any, str]]:
        """Each picture's field, the tick that takes the present one away, and its address."""
        return [
            (self[name], self[f"without_{name}"] if name in addresses else None,
             addresses.get(name, ""))
            for name in PICTURES
        ]  # fmt: skip

    def wanted(self, pictures: dict[str, Any]) -> Wanted:
        """What was said, with the pictures drawn anew."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("name", "greeting", "colour", "personal")}
        without = tuple(name for name in PICTURES if said.get(f"without_{name}"))
        return Wanted(**words, pictures=pictures, without=without)


def _initial(style: Style | None) -> dict[str, str]:
    if style is None:
        return {}
    known = not style.colour or style.colour in colours.PIGMENTS
    return {
        "name": style.name, "greeting": style.greeting, "personal": style.personal,
        "pigment": style.colour if known else OWN, "own": "" if known else style.colour,
    }  # fmt: skip
