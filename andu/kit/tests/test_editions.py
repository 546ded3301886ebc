"""What is remembered is never out of date."""

import pytest
from django.db import connection, transaction

from andu.kit import editions
from andu.organisation import known
from andu.organisation.models import Member

pytestmark = pytest.mark.django_db(transaction=True)


def named(member):
    """The name as a decision of this moment reads it, and in how many statements."""
    with editions.held(editions.now()):
        return known.members([member.pk])[member.pk].name


def test_what_was_read_once_is_not_read_again(clerk, django_assert_num_queries):
    named(clerk)
    with django_assert_num_queries(1):  # the edition alone
        assert named(clerk) == clerk.name


@pytest.mark.parametrize(
    "change",
    [
        lambda member: member.save(),
        lambda member: Member.objects.filter(pk=member.pk).update(name=member.name),
        lambda member: Member.objects.bulk_update([member], ["name"]),
    ],
    ids=["save", "update", "bulk"],
)
def test_after_any_change_it_is_read_anew(clerk, change):
    assert named(clerk) == "方亦舒"
    clerk.name = "方亦殊"
    change(clerk)
    assert named(clerk) == "方亦殊"


def test_a_change_by_hand_counts_too(clerk):
    before, _name = editions.now(), named(clerk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_member SET name = 'x' WHERE id = %s", [clerk.pk])
    assert editions.now() != before
    assert named(clerk) == "x"


def test_who_changes_sees_the_change_and_a_rollback_takes_it_back(clerk):
    named(clerk)
    with transaction.atomic():
        Member.objects.filter(pk=clerk.pk).update(name="x")
        assert named(clerk) == "x"
        transaction.set_rollback(True)
    assert named(clerk) == "方亦舒"


def test_what_rests_on_nothing_that_changed_is_still_the_same_edition(clerk):
    before = editions.now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE identity_account SET name = name")
    assert editions.now() == before
    with connection.cursor() as cursor:
        cursor.execute("UPDATE identity_account SET state = state")
    assert editions.now() != before


def test_what_is_not_there_is_remembered_as_not_there(clerk, django_assert_num_queries):
    with editions.held(editions.now()):
        assert known.members([987654]) == {}
        with django_assert_num_queries(0):
            assert known.members([987654]) == {}


def test_outside_of_an_edition_everything_is_read(clerk, django_assert_num_queries):
    for _time in range(2):
        with django_assert_num_queries(1):
            known.members([clerk.pk])


def test_a_table_that_lost_its_triggers_gets_them_back(clerk):
    kind = " ON organisation_member" if connection.vendor == "postgresql" else ""
    names = (
        ("edition_changed_organisation_member", "edition_next_organisation_member")
        if kind
        else ("edition_other_organisation_member",)
    )
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}{kind}")
    before = editions.now()
    Member.objects.filter(pk=clerk.pk).update(name="y")
    assert editions.now() == before  # nobody noticed
    editions.install()
    Member.objects.filter(pk=clerk.pk).update(name="z")
    assert editions.now() != before
