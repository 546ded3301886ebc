"""The first start: three administrators of three kinds and nobody else (C05, C14)."""

from collections.abc import Mapping

from django.db import transaction

from andu.identity import rules
from andu.identity.actions.accounts import open_account
from andu.identity.actions.activating import issue_activation, issue_password
from andu.identity.models import Account
from andu.kit.actor import Actor
from andu.kit.verdict import require

FIRST_CODE_MINUTES = 24 * 60


@transaction.atomic
def appoint_administrators(
    login_names: Mapping[str, str], *, with_passwords: bool, by: Actor
) -> list[tuple[Account, str]]:
    """The missing administrators (office → login name) with their first codes, or with initial
    passwords; in clear for the only time. Nothing when all are there."""
    require(rules.may_appoint(by))
    there = set(Account.objects.exclude(office="").values_list("office", flat=True))
    made = []
    for office, login_name in login_names.items():
        if office not in there:
            label = str(Account.Office(office).label)
            account = open_account(login_name, label, by=by, office=office)
            made.append((account, _first_key(account, with_passwords, by)))
    return made


def _first_key(account: Account, with_passwords: bool, by: Actor) -> str:
    if with_passwords:
        return issue_password(account, by=by)
    return issue_activation(account, by=by, minutes=FIRST_CODE_MINUTES)
