from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from andu.identity import actions, rules

NAMES = {"system": "sysadmin", "security": "secadmin", "audit": "auditadmin"}


class Command(BaseCommand):
    """Make the three administrators on the first start and print how they come in, once.

    Exit code 0, also when they are there already (then nothing is printed).
    """

    help = "make the three administrators on the first start; prints their activation codes once"

    def add_arguments(self, parser: CommandParser) -> None:
        for office, name in NAMES.items():
            parser.add_argument(f"--{office}", default=name, help=f"login name (default: {name})")
        parser.add_argument(
            "--passwords", action="store_true",
            help="initial passwords, to be changed at the first login, instead of codes",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        names = {office: options[office] for office in NAMES}
        made = actions.appoint_administrators(
            names, with_passwords=options["passwords"], by=rules.console()
        )
        if not made:
            return
        if options["passwords"]:
            self.stdout.write(_("三位管理员的初始口令（只显示这一次，首次登录须更换）："))
        else:
            self.stdout.write(_("三位管理员的激活码（只显示这一次，24 小时内在 /activate 使用）："))
        for account, key in made:
            self.stdout.write(f"  {account.login_name:<16}{key}    {account.name}")
