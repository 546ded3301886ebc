"""The one setting of this room: which profile gives the defaults of all others."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import DEFAULT_PROFILE, PROFILE_CODE, Setting
from andu.policy.types import Choice

PROFILE = Setting(
    PROFILE_CODE, Choice((("dengbao", _("等保三级")), ("zhidu", _("制度默认")))), DEFAULT_PROFILE,
    label=_("参数方案"), per="installation", group=_("总则"), source="C01",
    help=_("没有另行调整的参数按方案取值：等保三级用测评要求的数值，制度默认用规章制度的数值。"),
)  # fmt: skip
