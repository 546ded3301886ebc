"""The lists administrators keep take as many queries with thirty rows as with three."""

import datetime

import pytest
from django.test import Client

from andu.organisation.models import (
    Appointment,
    Grant,
    Group,
    Hours,
    Post,
    Role,
    RoleRight,
    Workday,
)
from tests.cast import make_member, make_unit
from tests.house.counting import constant_queries


@pytest.fixture
def system(system_administrator):
    """A browser of the system administrator."""
    client = Client()
    client.force_login(system_administrator)
    return client


@pytest.fixture
def security(security_administrator):
    """A browser of the security administrator."""
    client = Client()
    client.force_login(security_administrator)
    return client


def codes(count):
    """New codes, whatever there is."""
    return [f"few{count}-{number}" for number in range(count)]


def test_posts_and_groups(bureau, system):
    here, clerk = bureau.organisation, bureau.members["clerk"]

    def grow(count):
        for code in codes(count):
            post = Post.objects.create(organisation=here, code=code, name=code, level=5)
            Appointment.objects.create(member=clerk, unit=bureau.units["office"], post=post)
            Group.objects.create(organisation=here, code=code, name=code).members.add(clerk)

    constant_queries(system, "/admin/org/posts", grow)
    Group.objects.all().delete()
    Appointment.objects.filter(post__code__startswith="few").delete()
    Post.objects.filter(code__startswith="few").delete()
    constant_queries(system, "/admin/org/groups", grow)


def test_roles_and_who_holds_one(bureau, security):
    held = Role.objects.create(organisation=bureau.organisation, code="held", name="都有的角色")

    def grow(count):
        for code in codes(count):
            role = Role.objects.create(organisation=bureau.organisation, code=code, name=code)
            RoleRight.objects.create(role=role, right="organisation.manage")
            who = make_member(bureau.units["office"], code, code)
            Grant.objects.create(role=held, member=who, scope=bureau.units["office"])

    constant_queries(security, "/admin/roles", grow)
    Grant.objects.all().delete()

    def again(count):
        for who in bureau.organisation.members.order_by("pk")[:count]:
            Grant.objects.create(role=held, member=who)

    constant_queries(security, f"/admin/roles/{held.pk}", again)


def test_the_calendar(bureau, system):
    def grow(count):
        for number, code in enumerate(codes(count)):
            day = datetime.date(2026, 1, 1) + datetime.timedelta(count * 10 + number)
            Workday.objects.create(
                organisation=bureau.organisation, day=day, kind="holiday", name="假"
            )
            Hours.objects.create(
                organisation=bureau.organisation, unit=make_unit(bureau.organisation, code, code),
                weekday=0, start=datetime.time(8), end=datetime.time(12),
            )  # fmt: skip

    constant_queries(system, "/admin/workdays?year=2026", grow)


def test_people_without_something(bureau, system):
    def grow(count):
        for code in codes(count):
            make_member(bureau.units["office"], code, code)

    constant_queries(system, "/admin/org/gaps", grow)
