from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from andu.identity import queries, rules
from andu.identity.models import Account


class Command(BaseCommand):
    """Print the accounts: login name, state, office, name. Exit code 0."""

    help = "list accounts: login name, state, kind, name"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", default="", help="part of a name or login name")
        parser.add_argument("--state", default="", choices=["", *Account.State.values])

    def handle(self, *args: Any, **options: Any) -> None:
        search = queries.Search(text=options["text"], state=options["state"])
        for account in queries.accounts(rules.console(), search).iterator(chunk_size=500):
            columns = (account.login_name, account.state, account.office or "-", account.name)
            self.stdout.write("\t".join(columns))
