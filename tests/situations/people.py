"""The cast of the table: the shared bureau and a few more, called by what they are in it."""

from dataclasses import dataclass, field

from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no
from andu.organisation.models import Member
from tests.cast import Bureau, actor_of, give_right, make_member

NAMES = {
    "initiator": "发起人", "checker": "审核人", "a": "甲", "b": "乙", "c": "丙", "d": "丁",
    "spare": "戊", "other": "庚", "decider": "签批人", "keeper": "管理员", "second": "第二管理员",
}  # fmt: skip
"""Who they are in the guide. Nobody is called differently in the table and in a notice."""

OF_THE_CAST = {
    "initiator": "clerk", "checker": "office_head", "a": "finance_head", "b": "registrar",
    "decider": "director",
}  # fmt: skip
MORE = {"c": "finance", "d": "finance", "spare": "office", "other": "finance", "keeper": "root",
        "second": "root"}  # fmt: skip
RIGHTS = (
    "approvals.templates.manage", "forms.manage", "workflow.flows.design",
    "workflow.matters.administer",
)  # fmt: skip
GONE = no("已经离职，账户已停用，不能登录办理", "left")


@dataclass
class People:
    """Who plays what."""

    members: dict[str, Member] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Member:
        return self.members[role]

    def pk(self, role: str) -> int:
        return self.members[role].pk

    def actor(self, role: str) -> Actor:
        """The person as who acts now; refused as at the door when they can't sign in any more."""
        member = Member.objects.select_related("account").get(pk=self.pk(role))
        if member.state == Member.State.LEFT:
            assert member.account is not None and member.account.state == "suspended"
            raise Refused(GONE)
        return actor_of(member)

    def role_of(self, member: int) -> str:
        return next(role for role, one in self.members.items() if one.pk == member)

    def named(self, text: str) -> str:
        """A text of the product with everybody called by what they are here."""
        for role, member in self.members.items():
            text = text.replace(member.name, NAMES[role])
        return text


def everybody(bureau: Bureau) -> People:
    """The bureau and the others; two of them keep flows."""
    found = People({role: bureau.members[code] for role, code in OF_THE_CAST.items()})
    for role, unit in MORE.items():
        found.members[role] = make_member(bureau.units[unit], f"s_{role}", NAMES[role])
    for role in ("keeper", "second"):
        give_right(found[role], *RIGHTS)
    return found
