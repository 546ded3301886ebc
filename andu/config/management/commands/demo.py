from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from andu.config.demo import clock, living
from andu.config.demo.office import FOLDERS, Office, found_office, there
from andu.config.demo.plan import plan_of
from andu.identity import actions as identity
from andu.identity import rules
from andu.identity.models import Account
from andu.kit.jobs import Rank, later
from andu.organisation.models import Organisation


class Command(BaseCommand):
    """Fill an empty installation with the demo organisations and print their accounts, once.

    The city office is ready when it ends; the matters of the others are made by the job worker
    afterwards. When an earlier demo was interrupted it is carried on. Exit code 0, also when there
    is an organisation already (then nothing happens).
    """

    help = "the demo organisations on an empty installation; prints accounts with their passwords"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much."""
        parser.add_argument(
            "--alone", action="store_true", help=_("只建立第一家单位（城市更新局）")
        )

    def handle(self, *, alone: bool = False, **options: Any) -> None:
        """Found what is missing, let the city office live, hand the rest to the worker."""
        wanted: tuple[str, ...] = FOLDERS[:1] if alone else FOLDERS
        if Organisation.objects.exists() and not self._was_interrupted(wanted):
            return
        self.stdout.write(_("正在建立演示单位，约需半分钟 …"))
        moment = living.long_ago()
        with clock.at(moment):
            call_command("first_run", stdout=StringIO())
            offices = [there(folder) or found_office(folder) for folder in wanted]
        plan = plan_of(offices[0])
        while living.live_on(offices[0], plan):
            pass
        for folder in wanted[1:]:
            later(living.live_a_day, folder, key=f"demo:{folder}", rank=Rank.BULK)
        self._tell_accounts(offices)

    def _was_interrupted(self, wanted: tuple[str, ...]) -> bool:
        """Whether an earlier demo, of these organisations, never came to its end."""
        made = [folder for folder in wanted if there(folder)]
        if len(made) < Organisation.objects.count():
            return False
        return len(made) < len(wanted) or living.is_unfinished(wanted[0])

    def _tell_accounts(self, offices: list[Office]) -> None:
        self.stdout.write(_("演示账户的初始口令（只显示这一次，首次登录须更换）："))
        for account in Account.objects.exclude(office="").order_by("pk"):
            self._tell(account, account.name)
        for office in offices:
            self.stdout.write(str(office.organisation))
            for name in office.data["accounts"]:
                account = office.member(name).account
                if account:
                    self._tell(account, name)
        if len(offices) > 1:
            self.stdout.write(_("其余单位的事项由后台任务陆续写入，约需几分钟。"))
        self.stdout.write(_("忘记口令：andu account reissue --all-demo"))

    def _tell(self, account: Account, name: str) -> None:
        Account.objects.filter(pk=account.pk).update(origin="demo")
        password = identity.issue_password(account, by=rules.console())
        self.stdout.write(f"  {account.login_name:<16}{password}    {name}")
