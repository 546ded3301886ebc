"""The settings of this room."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Choice, Int

GROUP = _("签名与常用语")
NOWHERE, PRINTED, EVERYWHERE = "nowhere", "printed", "everywhere"

SIGNATURE_SHOWN = Setting(
    "stationery.signature_shown",
    Choice((
        (NOWHERE, _("不显示")), (PRINTED, _("打印件上")), (EVERYWHERE, _("打印件和流转轨迹里")),
    )),
    EVERYWHERE, label=_("办理人的签名图片显示在哪里"),
    help=_("姓名旁显示本人办理当时使用的签名；没有设置签名的只写姓名。签名图片只是样子，"
           "谁在何时办理以流转轨迹为准。"),
    group=GROUP, source="AD-02",
)  # fmt: skip
PHRASE_LENGTH = Setting(
    "stationery.phrase_length", Int(10, 500, _("字")), 200,
    label=_("一条常用语最多多少字"), help=_("更长的话请写在意见里。"), group=GROUP,
)  # fmt: skip
PHRASE_MOST = Setting(
    "stationery.phrase_most", Int(1, 200, _("条")), 50,
    label=_("每人最多保存多少条常用语"), help=_("全单位的常用语也以此为限。"), group=GROUP,
)  # fmt: skip
PHRASE_SHOWN = Setting(
    "stationery.phrase_shown", Int(1, 20, _("条")), 6,
    label=_("意见框下面显示几条常用语"),
    help=_("先是本人的，再是本人常写的，再是全单位的。"), group=GROUP,
)  # fmt: skip
