from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from andu.config.demo.life import live
from andu.config.demo.office import found, give_roles, make_templates
from andu.identity import actions as identity
from andu.identity import rules
from andu.identity.models import Account
from andu.organisation.models import Organisation


class Command(BaseCommand):
    """Fill an empty installation with the demo organisation and print its accounts, once.

    Exit code 0, also when there is an organisation already (then nothing happens).
    """

    help = "the demo organisation on an empty installation; prints accounts with initial passwords"

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            return
        self.stdout.write(_("正在建立演示单位，约需一分钟 …"))
        call_command("first_run", passwords=True, stdout=self.stdout)
        office = found()
        give_roles(office)
        made = live(office, make_templates(office))
        self.stdout.write(
            _("演示单位：{name}，{n} 件事项。").format(name=office.organisation, n=made)
        )
        self.stdout.write(_("演示账户的初始口令（只显示这一次，首次登录须更换）："))
        for name in office.data["accounts"]:
            account = Account.objects.get(member=office.member(name))
            Account.objects.filter(pk=account.pk).update(origin="demo")
            password = identity.issue_password(account, by=rules.console())
            self.stdout.write(f"  {account.login_name:<16}{password}    {name}")
        self.stdout.write(_("忘记口令：andu account reissue --all-demo"))
