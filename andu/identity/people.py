"""Who an account is in the office, told by the room above (`organisation.telling`).

Accounts know no units and no posts. What this room must know of them it asks here; without a
teller every account is a business user without a place.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from andu.identity.models import Account


class Teller:
    """The answers when nobody tells; the room above overrides them."""

    def places(self, accounts: Iterable[int]) -> dict[int, str]:
        """Account id → where the person sits, in words (办公室 科员)."""
        return {}

    def approves(self, account_id: int) -> bool:
        """Whether the person holds an approval right: then a key business user (ID-02)."""
        return False

    def words(self, account_id: int) -> list[str]:
        """Words near the person that must not be in a password: code, mobile, organisation."""
        return []

    def reminder(self, account_id: int) -> tuple[str, str] | None:
        """What to remind the person of when they come in, and where to go on; None for nothing."""
        return None

    def units(self) -> list[tuple[str, str]]:
        """(id, name) of the units one may filter by, in the order of the tree."""
        return []

    def within(self, accounts: QuerySet[Account], unit: str) -> QuerySet[Account]:
        """The accounts of people in this unit and below it."""
        return accounts


_teller: list[Teller] = [Teller()]


def tell_by(teller: Teller) -> None:
    """Let the room above answer from now on."""
    _teller[0] = teller


def ask() -> Teller:
    """Who answers."""
    return _teller[0]
