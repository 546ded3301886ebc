from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from andu.identity import actions, rules, trying
from andu.identity.models import Account
from andu.kit.verdict import Refused

DEMO = "demo"


class Command(BaseCommand):
    """Give accounts a new activation code, or a new initial password; the old one stops working.

    Exit code 0 when all got theirs, 2 when an account is unknown or may not have one.
    """

    help = "new activation code (or --password) for an account; --all-demo: passwords for the demo"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", nargs="*", help="login names")
        parser.add_argument("--all-demo", action="store_true", help="all accounts of the demo")
        parser.add_argument(
            "--password", action="store_true", help="an initial password instead of a code"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = [self._found(name) for name in options["login"]]
        if options["all_demo"]:
            accounts += Account.objects.filter(origin=DEMO).exclude(state=Account.State.CLOSED)
        if not accounts:
            raise CommandError(_("请写明登录名称，或用 --all-demo。"), returncode=2)
        with_passwords = options["password"] or options["all_demo"]
        issue = actions.issue_password if with_passwords else actions.issue_activation
        for account in accounts:
            try:
                key = issue(account, by=rules.console())
            except Refused as refused:
                raise CommandError(f"{account.login_name}: {refused}", returncode=2) from None
            self.stdout.write(f"{account.login_name:<20}{key}    {account.name}")

    def _found(self, name: str) -> Account:
        account = trying.find(name)
        if account is None:
            raise CommandError(
                _("没有“{name}”这个登录名称，用 andu account list 查看。").format(name=name),
                returncode=2,
            )
        return account
