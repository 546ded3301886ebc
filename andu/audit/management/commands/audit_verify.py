from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from andu.audit.verifying import breaks, counts


class Command(BaseCommand):
    """Check every chain of the audit. Exit code 0: all sound; 1: a break was found."""

    help = "check every chain of the audit; exit code 1 when one is broken"

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(breaks())
        for fault in found:
            self.stdout.write(f"{fault.kind} {fault.subject_id} #{fault.sequence}: {fault.fault}")
        chains, entries = counts()
        words = _("已核对 {chains} 条链、{entries} 条记录。")
        self.stdout.write(words.format(chains=chains, entries=entries))
        if found:
            raise SystemExit(1)
