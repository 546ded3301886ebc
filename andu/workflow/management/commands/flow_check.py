from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.kit.verdict import Refused
from andu.organisation.models import Organisation
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.findings import Finding
from andu.workflow.bpmn.parsing import USUAL
from andu.workflow.bpmn.reading import read


class Command(BaseCommand):
    """Say what a drawing contains and what stands against publishing it.

    Exit code 0: may be published; 1: something stands against it; 2: cannot be read.
    """

    help = str(gettext_lazy("检查 BPMN 流程图：哪些运行、哪些保留、哪些不能办理，能否发布"))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.bpmn")
        parser.add_argument("--organisation", default="", help=_("单位代码；同时核对办理人"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                reading = read(file.read(USUAL.size + 1))
        except OSError as fault:
            text = _("打不开 {file}：{fault}").format(file=options["file"], fault=fault.strerror)
            raise CommandError(text, returncode=2) from None
        except Refused as refusal:
            raise CommandError(str(refusal.verdict.reason), returncode=2) from None
        against = check(reading, self._organisation(options["organisation"]))
        self._list(_("在这里运行"), reading.runs)
        self._list(_("原样保留"), reading.carried)
        self._list(_("不能办理"), reading.refused)
        self._list(_("请留意"), reading.notes)
        self._list(_("发布前要改"), [each for each in against if each not in reading.refused])
        if against:
            raise SystemExit(1)
        self.stdout.write(_("可以发布。"))

    def _organisation(self, code: str) -> Organisation | None:
        if not code:
            return None
        try:
            return Organisation.objects.get(code=code)
        except Organisation.DoesNotExist:
            text = _("没有代码为 {code} 的单位。").format(code=code)
            raise CommandError(text, returncode=2) from None

    def _list(self, title: str, findings: list[Finding] | tuple[Finding, ...]) -> None:
        self.stdout.write(_("{title}（{count}）").format(title=title, count=len(findings)))
        for each in findings:
            place = _("第 {line} 行 ").format(line=each.line) if each.line else ""
            name = f"{each.name}：" if each.name and each.name not in each.text else ""
            self.stdout.write(f"  {place}{name}{each.text}")
