"""andu backup FOLDER: everything into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.backup import actions
from andu.backup.manifest import Unfit
from andu.backup.packing import pack
from andu.backup.rights import MAKE
from andu.backup.unpacking import of_file
from andu.kit.actor import Actor

PATTERN = "andu-[0-9]*.tar"
SHOWN = 20


class Command(BaseCommand):
    """Back everything up. Exit code 0: done; 1: done, but files were missing or damaged already;
    2: not done."""

    help = "write database, files and key into one file, while work goes on"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="where the backup goes; better on another disk")
        parser.add_argument(
            "--keep", type=int, default=0,
            help="remove all but the newest N, unless this one lacks files",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"]).resolve()
        target = folder / f"andu-{timezone.localtime():%Y%m%d-%H%M%S}.tar"
        if target.exists():
            raise CommandError(_("{path} 已经存在，请过一秒再做。").format(path=target))
        try:
            manifest = pack(target)
        except Unfit as error:
            raise CommandError(str(error), returncode=2) from error
        whole = of_file(target)
        by = Actor(code="cli", name=_("命令行"), rights={MAKE.code: ("",)})
        actions.log_backup(target, whole, manifest, by=by)
        if not manifest.lost:  # an earlier one may have what is missing now
            self._clear(folder, options["keep"])
        words = _("备份完成：{path}，{size} 字节，SM3 {sm3}。")
        self.stdout.write(words.format(path=target, size=whole.size, sm3=whole.sm3))
        self._complain(manifest.lost)

    def _clear(self, folder: Path, keep: int) -> None:
        for old in sorted(folder.glob(PATTERN))[:-keep] if keep > 0 else ():
            old.unlink()

    def _complain(self, lost: list[str]) -> None:
        for name in lost[:SHOWN]:
            self.stderr.write(_("缺失或已损坏的附件：{name}").format(name=name))
        if lost:
            words = _("数据库里有 {count} 个附件找不到原样的文件，请从更早的备份里找回。")
            self.stderr.write(words.format(count=len(lost)))
            raise SystemExit(1)
