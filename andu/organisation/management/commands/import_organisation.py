import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation import actions
from andu.organisation.actions.importing import Match, Target
from andu.organisation.importing import running
from andu.organisation.models import ImportBatch, ImportRow, Organisation
from andu.organisation.rights import IMPORT, MANAGE

SHOWN = 50


class Command(BaseCommand):
    """Import people and units from a spreadsheet. Exit code 0: done; 1: refused; 2: bad call."""

    help = "import people and units from an .xlsx or .csv file; shows what would happen first"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the .xlsx or .csv file")
        parser.add_argument("--organisation", help="code of the organisation (made when new)")
        parser.add_argument("--name", default="", help="name, when the organisation is new")
        parser.add_argument("--login-prefix", default="", help="put before codes as login names")
        parser.add_argument("--dry-run", action="store_true", help="only show what would happen")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor(code="cli", name=_("命令行"), rights={IMPORT.code: ("",), MANAGE.code: ("",)})
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(_("找不到文件 {path}。").format(path=path), returncode=2)
        try:
            self._finish_earlier(by)
            batch = actions.upload_import(path.read_bytes(), path.name, _target(options), by=by)
            prefix = options["login_prefix"] or batch.login_prefix
            match = Match(batch.columns, batch.separators, batch.fill_down, prefix)
            batch = actions.match_columns(batch, match, by=by)
            self._show(batch)
            if options["dry_run"] or not batch.to_apply or not self._agreed(options):
                actions.drop_import(batch, by=by)
                return
            running.run(actions.confirm_import(batch, _("命令行导入"), by=by).pk)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("导入完成：{place}。").format(place=batch.place))

    def _finish_earlier(self, by: Actor) -> None:
        """An import from here that was killed half-way is carried to its end first."""
        running_now = ImportBatch.objects.filter(state=ImportBatch.State.RUNNING)
        for batch in [each for each in running_now if each.actor.get("code") == by.code]:
            self.stdout.write(_("先继续上次中断的导入：{file}。").format(file=batch.filename))
            running.run(batch.pk)

    def _show(self, batch: ImportBatch) -> None:
        self.stdout.write(
            _(
                "{place}：新增 {added}，变更 {changed}，不变 {unchanged}，不导入 {faulty}，"
                "表中没有 {missing}，新部门 {new_units}。"
            ).format(place=batch.place, **_counts(batch))
        )
        told = batch.rows.exclude(words="")
        for row in told[:SHOWN]:
            words = row.words.replace("\n", " ")
            kept = _("不导入") if row.outcome == ImportRow.Outcome.FAULTY else _("提示")
            self.stdout.write(
                _("第 {row} 行 {name}（{kept}）：{words}").format(
                    row=row.number, name=row.name, kept=kept, words=words
                )
            )
        if (more := told.count() - SHOWN) > 0:
            self.stdout.write(_("还有 {more} 行有提示。").format(more=more))

    def _agreed(self, options: dict[str, Any]) -> bool:
        if options["yes"]:
            return True
        if not sys.stdin.isatty():
            raise CommandError(_("请加 --yes 确认导入，或加 --dry-run 只看结果。"), returncode=2)
        return input(_("确认导入？输入 y 继续：")).strip().lower() in {"y", "yes"}


def _target(options: dict[str, Any]) -> Target:
    code, name = options["organisation"], options["name"]
    rows = Organisation.objects.all()
    found = rows.filter(code=code).first() if code else rows.first() if rows.count() == 1 else None
    if found:
        return Target(found)
    if not code or not name:
        raise CommandError(
            _("请用 --organisation 代码 --name 名称 指明机构；新机构两个都要写。"), returncode=2
        )
    return Target(None, code, name)


def _counts(batch: ImportBatch) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "faulty", "missing", "new_units")
    return {name: getattr(batch, name) for name in names}
