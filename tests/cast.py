"""The small bureau every test may borrow: 云澜市城市更新局, two sections, a few people.

Fixtures by role, so that tests read as stories: `clerk` drafts, `office_head` checks, `director`
decides, `registrar` numbers, `finance_head` countersigns, `outsider` belongs elsewhere.
"""

from dataclasses import dataclass, field
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from andu.identity.models import Account
from andu.identity.models.account import normal
from andu.kit.actor import Actor
from andu.organisation import acting
from andu.organisation.models import (
    Appointment,
    Grant,
    Member,
    Organisation,
    Post,
    Role,
    RoleRight,
    Unit,
)
from tests.password import PASSWORD


@dataclass
class Bureau:
    """The organisation of the cast."""

    organisation: Organisation
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)


def make_account(login: str, name: str, **more: object) -> Account:
    """An account that can sign in with PASSWORD."""
    account = Account(
        login_name=login, login_key=normal(login), name=name, state=Account.State.ACTIVE, **more
    )
    account.password = _hashed()
    account.save()
    return account


@cache
def _hashed() -> str:
    """PASSWORD as it is kept: hashed as in the product, but once for the whole suite."""
    return make_password(PASSWORD)


def make_unit(organisation: Organisation, code: str, name: str, parent: Unit | None = None) -> Unit:
    """A unit at its place in the tree."""
    unit = Unit.objects.create(
        organisation=organisation, code=code, name=name, parent=parent, path="",
        depth=parent.depth + 1 if parent else 0,
    )  # fmt: skip
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def make_member(
    unit: Unit, code: str, name: str, *, post: Post | None = None, duty: str = "member"
) -> Member:
    """A person with an account and a main appointment."""
    member = Member.objects.create(
        organisation=unit.organisation, account=make_account(code, name), code=code, name=name
    )
    Appointment.objects.create(member=member, unit=unit, post=post, duty=duty, is_main=True)
    return member


def give_right(member: Member, *codes: str, scope: Unit | None = None) -> None:
    """Let a person hold rights, as an administrator would by a role."""
    role = Role.objects.create(
        organisation=member.organisation, code=f"r{Role.objects.count()}", name="测试角色"
    )
    for code in codes:
        RoleRight.objects.create(role=role, right=code)
    Grant.objects.create(role=role, member=member, scope=scope)


def actor_of(member: Member, key: str = "") -> Actor:
    """The member as who acts, read afresh."""
    return acting.actor_of(Member.objects.get(pk=member.pk)).with_key(key)


def client_of(member: Member) -> Client:
    """A browser in which the member is signed in."""
    client = Client()
    client.force_login(member.account)
    return client


@pytest.fixture
def bureau(db: None) -> Bureau:
    """The bureau with everybody in it."""
    organisation = Organisation.objects.create(code="ylgx", name="云澜市城市更新局")
    root = make_unit(organisation, "00", "云澜市城市更新局")
    made = Bureau(organisation)
    made.units = {
        "root": root,
        "office": make_unit(organisation, "01", "办公室", root),
        "finance": make_unit(organisation, "02", "财务科", root),
    }
    for code, name, level in (("p1", "局长", 1), ("p2", "科长", 3), ("p3", "科员", 6)):
        made.posts[name] = Post.objects.create(
            organisation=organisation, code=code, name=name, level=level
        )
    people = (
        ("director", "root", "沈知远", "局长", "head"),
        ("office_head", "office", "罗曼青", "科长", "head"),
        ("clerk", "office", "方亦舒", "科员", "member"),
        ("registrar", "office", "陈砚秋", "科员", "registrar"),
        ("finance_head", "finance", "周牧野", "科长", "head"),
    )
    for role, unit, name, post, duty in people:
        made.members[role] = make_member(
            made.units[unit], role, name, post=made.posts[post], duty=duty
        )
    return made


@pytest.fixture
def director(bureau: Bureau) -> Member:
    """沈知远, head of the bureau."""
    return bureau.members["director"]


@pytest.fixture
def office_head(bureau: Bureau) -> Member:
    """罗曼青, head of the office."""
    return bureau.members["office_head"]


@pytest.fixture
def finance_head(bureau: Bureau) -> Member:
    """周牧野, head of finance."""
    return bureau.members["finance_head"]


@pytest.fixture
def clerk(bureau: Bureau) -> Member:
    """方亦舒, a clerk of the office."""
    return bureau.members["clerk"]


@pytest.fixture
def registrar(bureau: Bureau) -> Member:
    """陈砚秋, who keeps numbers and seals in the office."""
    return bureau.members["registrar"]


@pytest.fixture
def outsider(bureau: Bureau) -> Member:
    """宋怀瑾, of another organisation in the same installation."""
    other = Organisation.objects.create(code="other", name="江宁县住建局")
    return make_member(make_unit(other, "00", "江宁县住建局"), "outsider", "宋怀瑾")


@pytest.fixture
def system_administrator(db: None) -> Account:
    """The system administrator."""
    return make_account("sysadmin", "系统管理员", office=Account.Office.SYSTEM)


@pytest.fixture
def security_administrator(db: None) -> Account:
    """The security administrator."""
    return make_account("secadmin", "安全管理员", office=Account.Office.SECURITY)


@pytest.fixture
def audit_administrator(db: None) -> Account:
    """The audit administrator."""
    return make_account("auditadmin", "审计管理员", office=Account.Office.AUDIT)
