"""What an administrator decides about attachments."""

from django.utils.translation import gettext_lazy as _

from andu.policy.declaring import Setting
from andu.policy.types import Bool, Int, Text

GROUP = _("附件")
USUAL = (
    "doc docx wps wpt xls xlsx et csv ppt pptx dps pdf ofd odt ods odp rtf txt md log json xml "
    "bpmn "
    "eml ics jpg jpeg png gif bmp webp tif tiff heic mp3 wav m4a amr mp4 mov avi zip rar 7z gz tar"
)

MAX_SIZE = Setting(
    "files.max_size", Int(1, 2048, _("MB")), 50,
    label=_("单个附件上限"), help=_("超过上限的附件不能上传。"), group=GROUP, source="C34",
)  # fmt: skip
TYPES = Setting(
    "files.types", Text(1000), USUAL,
    label=_("允许的附件类型"), help=_("扩展名，用空格分开。内容与扩展名不符的文件一律不收。"),
    group=GROUP, source="C34",
)  # fmt: skip
MACROS = Setting(
    "files.macros", Bool(), False,
    label=_("允许带宏的文档"), help=_("带宏的文档可能运行程序，等保要求默认不收。"),
    group=GROUP, source="C34",
)  # fmt: skip
ARCHIVE_ENTRIES = Setting(
    "files.archive_entries", Int(10, 100_000), 1000,
    label=_("压缩包内文件数上限"), help=_("也适用于 docx、xlsx 等本身是压缩包的文档。"),
    group=GROUP, source="C34",
)  # fmt: skip
ARCHIVE_SIZE = Setting(
    "files.archive_size", Int(1, 10_240, _("MB")), 200,
    label=_("压缩包解开后的上限"), help=_("防止压缩炸弹。"), group=GROUP, source="C34",
)  # fmt: skip
STAGED_MOST = Setting(
    "files.staged_most", Int(1, 10_000, _("个")), 200,
    label=_("每人未附上的文件数上限"), help=_("已上传、还没有附到任何事项上的文件。"), group=GROUP,
)  # fmt: skip
STAGED_HOURS = Setting(
    "files.staged_hours", Int(1, 8760, _("小时")), 720,
    label=_("未附上的文件保留多久"), help=_("草稿里的附件也算未附上；过后由系统清除。"),
    per="installation", group=GROUP,
)  # fmt: skip
BIN_DAYS = Setting(
    "files.bin_days", Int(1, 3650, _("天")), 30,
    label=_("已移除的文件保留多久"), help=_("只有草稿的附件能移除；过后由系统清除。"),
    per="installation", group=GROUP,
)  # fmt: skip
UNFINISHED_SIZE = Setting(
    "files.unfinished_size", Int(1, 102_400, _("MB")), 4096,
    label=_("每人未传完的附件合计上限"), help=_("断开后等待续传的部分，按声明的大小合计。"),
    group=GROUP,
)  # fmt: skip
UNFINISHED_HOURS = Setting(
    "files.unfinished_hours", Int(1, 720, _("小时")), 48,
    label=_("未传完的附件保留多久"), help=_("在此期间可以接着传；过后由系统清除。"),
    per="installation", group=GROUP,
)  # fmt: skip
POST_SIZE = Setting(
    "files.post_size", Int(1, 20_480, _("MB")), 200,
    label=_("一次提交的附件合计上限"), help=_("浏览器不能分段上传时，随表单一起提交的全部附件。"),
    group=GROUP,
)  # fmt: skip
ZIP_SIZE = Setting(
    "files.zip_size", Int(1, 102_400, _("MB")), 2048,
    label=_("打包下载的合计上限"), help=_("一次打包下载的附件合计大小。"), group=GROUP,
)  # fmt: skip
ZIP_FILES = Setting(
    "files.zip_files", Int(1, 10_000, _("个")), 500,
    label=_("打包下载的附件数上限"), help=_("一次打包下载的附件个数。"), group=GROUP,
)  # fmt: skip
FIELD_MOST = Setting(
    "files.field_most", Int(1, 1000, _("份")), 50,
    label=_("一个附件栏的附件数上限"), help=_("表单字段自己写了上限的，按字段的。"), group=GROUP,
)  # fmt: skip
