"""andu restore FILE: a backup back into an empty place."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from andu.backup import actions
from andu.backup.manifest import Manifest, Unfit
from andu.backup.rights import MAKE
from andu.backup.unpacking import checked, of_file, restore
from andu.kit.actor import Actor


class Command(BaseCommand):
    """Restore a backup. Exit code 0: done, or sound; 2: refused, and nothing is in use."""

    help = "check a backup, and put it back into an empty place"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the backup")
        parser.add_argument("--check", action="store_true", help="only check it; write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"]).resolve()
        try:
            manifest = checked(source) if options["check"] else restore(source)
        except Unfit as error:
            raise CommandError(str(error), returncode=2) from error
        if options["check"]:
            words = _("备份完好：{at} 制作，{tables} 张表，{files} 个文件。")
        else:
            words = _("恢复完成：{at} 的备份，{tables} 张表逐一核对一致，{files} 个文件。")
            self._note(source, manifest)
        self.stdout.write(words.format(
            at=manifest.made_at, tables=len(manifest.tables), files=len(manifest.members) - 2
        ))  # fmt: skip

    def _note(self, source: Path, manifest: Manifest) -> None:
        """In the trace, when the tables are of this version; else the operator migrates first."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("备份由较早的版本制作，请接着运行 andu migrate。"))
            return
        by = Actor(code="cli", name=_("命令行"), rights={MAKE.code: ("",)})
        actions.log_restoration(source, of_file(source), manifest, by=by)
