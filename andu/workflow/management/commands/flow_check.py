import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.organisation.models import Organisation
from andu.workflow.bpmn.reports import BROKEN, FINE, Report, drawings_in, report_on


class Command(BaseCommand):
    """Say what drawings contain and what stands against publishing them.

    Exit code 0: may be published; 1: something stands against it; 2: cannot be read. Of a folder
    the worst.
    """

    help = str(gettext_lazy("检查 BPMN 流程图或文件夹：哪些运行、保留、转成规则、待补充，能否发布"))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.bpmn", help=_("流程图，或文件夹"))
        parser.add_argument("--organisation", default="", help=_("单位代码；同时核对办理人"))
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help=_("文字，或 JSON")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        place, organisation = options["file"], self._organisation(options["organisation"])
        files = drawings_in(place)
        if not files:
            text = _("{place} 里没有 .bpmn 文件。").format(place=place)
            raise CommandError(text, returncode=BROKEN)
        reports = [report_on(file, organisation) for file in files]
        code = max(report.code for report in reports)
        if options["format"] == "json":
            said = {"code": code, "files": [report.data for report in reports]}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        elif place.is_dir():
            self._tell_all(reports)
        elif code == BROKEN:
            raise CommandError(reports[0].fault, returncode=BROKEN)
        else:
            self.stdout.write("\n".join(reports[0].lines))
        if code != FINE:
            raise SystemExit(code)

    def _organisation(self, code: str) -> Organisation | None:
        if not code:
            return None
        try:
            return Organisation.objects.get(code=code)
        except Organisation.DoesNotExist:
            text = _("没有代码为 {code} 的单位。").format(code=code)
            raise CommandError(text, returncode=BROKEN) from None

    def _tell_all(self, reports: list[Report]) -> None:
        for report in reports:
            self.stdout.write(f"== {report.file}")
            self.stdout.write("\n".join(report.lines) + "\n")
        counts = [sum(report.code == code for report in reports) for code in range(3)]
        words = _("共 {all} 个：{fine} 个可以发布，{found} 个有要改的，{broken} 个读不了。")
        fine, found, broken = counts
        said = {"all": len(reports), "fine": fine, "found": found, "broken": broken}
        self.stdout.write(words.format(**said))
