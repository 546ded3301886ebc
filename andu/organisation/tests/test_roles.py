import datetime

import pytest

from andu.audit.models import Entry
from andu.kit.rights import Right
from andu.kit.verdict import Refused
from andu.organisation import actions
from andu.organisation.actions.roles import Given
from andu.organisation.models import Grant, Group, Post, Role
from andu.organisation.rights import GRANT, MANAGE
from tests.cast import actor_of, give_right

FORWARD = Right("organisation.tests.forward", "转发（测试）")


@pytest.fixture
def guard(registrar):
    """陈砚秋, who may shape and grant roles."""
    give_right(registrar, GRANT.code, MANAGE.code)
    return actor_of(registrar)


def role_of(bureau, guard):
    return actions.save_role(
        bureau.organisation, None, name="转发员", codes=[FORWARD.code], by=guard
    )


def test_a_role_is_granted_over_a_unit_and_taken_back(bureau, clerk, guard):
    role = role_of(bureau, guard)
    grant = actions.grant_role(
        role, Given(member=clerk, scope=bureau.units["office"]), by=guard, basis="附表1"
    )
    by = actor_of(clerk)
    assert by.holds(FORWARD.code, within=bureau.units["office"].path)
    assert not by.holds(FORWARD.code, within=bureau.units["finance"].path)
    actions.revoke_role(grant, by=guard)
    assert not actor_of(clerk).holds(FORWARD.code, within=bureau.units["office"].path)


def test_rights_of_the_offices_go_into_no_role(bureau, guard):
    with pytest.raises(Refused, match="三员职责"):
        actions.save_role(bureau.organisation, None, name="甲", codes=[MANAGE.code], by=guard)
    assert not Role.objects.filter(name="甲").exists()


def test_nobody_grants_themselves(bureau, registrar, guard):
    role = role_of(bureau, guard)
    group = actions.save_group(
        bureau.organisation, None, name="机要组", members=[registrar.pk], by=guard
    )
    for given in (Given(member=registrar), Given(group=group), Given(post=bureau.posts["科员"])):
        with pytest.raises(Refused, match="不能给自己授权"):
            actions.grant_role(role, given, by=guard, basis="附表1")
    assert not Grant.objects.filter(role=role).exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"until": datetime.date(2026, 1, 1), "since": datetime.date(2026, 2, 1)}, "早于"),
        ({"basis": " "}, "依据"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(bureau, clerk, guard, change, why):
    basis = change.pop("basis", "附表1")
    with pytest.raises(Refused, match=why):
        actions.grant_role(
            role_of(bureau, guard), Given(member=clerk, **change), by=guard, basis=basis
        )


def test_a_foreign_person_is_granted_nothing(bureau, outsider, guard):
    with pytest.raises(Refused, match="同一机构"):
        actions.grant_role(role_of(bureau, guard), Given(member=outsider), by=guard, basis="附表1")


def test_a_clerk_shapes_no_roles_posts_or_groups(bureau, clerk):
    by, place = actor_of(clerk), bureau.organisation
    for change in (
        lambda: actions.save_role(place, None, name="甲", codes=[], by=by),
        lambda: actions.save_post(place, None, name="甲", level=1, by=by),
        lambda: actions.save_group(place, None, name="甲", members=[], by=by),
    ):
        with pytest.raises(Refused):
            change()
    assert not Group.objects.exists() and not Entry.objects.exists()


def test_posts_and_groups_are_saved(bureau, clerk, outsider, guard):
    post = actions.save_post(bureau.organisation, None, name="副局长", level=2, by=guard)
    assert Post.objects.get(name="副局长").level == post.level
    group = actions.save_group(
        bureau.organisation, None, name="应急组", members=[clerk.pk, outsider.pk], by=guard
    )
    assert list(group.members.all()) == [clerk]
