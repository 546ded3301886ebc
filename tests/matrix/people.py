"""Every kind of person an object can meet, each with a way in: a browser or a token."""

from dataclasses import dataclass, field

from django.test import Client

from andu.api import actions
from andu.identity.models import Account
from andu.kit.rights import all_rights
from andu.organisation.models import Member, Organisation
from tests.cast import Bureau, actor_of, client_of, give_right, make_account, make_member, make_unit

OFFICES = ("system", "security", "audit")
# Of the matter's own house; what they have to do with the matter is in scene.py.
HOUSE = {
    "initiator": ("office", "member"), "handler": ("office", "member"),
    "past_handler": ("finance", "head"), "reader": ("finance", "member"),
    "colleague": ("finance", "member"), "head": ("office", "head"),
    "contact": ("office", "contact"), "keeper": ("root", "member"),
    "departed": ("finance", "member"), "asked": ("finance", "member"),
    "superior": ("finance", "member"),
}  # fmt: skip
OTHERS = ("outsider", "foreign_keeper")
NOBODY = ("anonymous", "departed")
KINDS = ("anonymous", *HOUSE, *OTHERS, *OFFICES)


@dataclass
class People:
    """Those of the house, of another organisation, and the three administrators."""

    members: dict[str, Member] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def browser(self, kind: str) -> Client:
        """A browser in which they are, or were, signed in."""
        if kind in self.members:
            return client_of(self.members[kind])
        client = Client()
        if kind in self.accounts:
            client.force_login(self.accounts[kind])
        return client

    def token(self, kind: str) -> str:
        """The words of a token with which they can act; none for who can have none."""
        if kind not in self.members:
            return ""
        by = actor_of(self.members[kind])
        return actions.make_token("接口", "act", 30, by=by)[1]


def everybody(house: Bureau) -> People:
    """All of them, in an empty house of the bureau's units. Keepers hold every right a role can
    give."""
    found = People()
    for kind, (unit, duty) in HOUSE.items():
        found.members[kind] = make_member(house.units[unit], kind, f"人{kind}", duty=duty)
    other = Organisation.objects.create(code="other", name="江宁县住建局")
    elsewhere = make_unit(other, "00", "江宁县住建局")
    for kind in OTHERS:
        found.members[kind] = make_member(elsewhere, kind, f"人{kind}")
    for kind in ("keeper", "foreign_keeper"):
        give_right(found.members[kind], *(one.code for one in all_rights() if not one.office))
    for office in OFFICES:
        found.accounts[office] = make_account(f"{office}admin", "管理员", office=office)
    return found
