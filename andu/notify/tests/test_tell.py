import datetime

import pytest
from django.utils import timezone

from andu.kit.actor import Actor
from andu.notify import channels, delivering
from andu.notify.actions import choose
from andu.notify.channels import Channel
from andu.notify.clearing import clear_read
from andu.notify.models import UNREAD, Delivery, Notice
from andu.notify.queries import notices_of, unread_count
from andu.notify.telling import Note, tell, tell_note
from andu.organisation.models import Member
from tests.cast import actor_of

SYSTEM = Actor(name="系统")
TOLD = {"title": "差旅费报销 被退回", "link": "/downloads", "kind": "workflow.returned"}


@pytest.fixture
def post():
    """A channel beyond the product that remembers, and fails when told to."""
    sent, fail = [], []

    def send(delivery):
        if fail:
            raise OSError(fail[0])
        sent.append(delivery.key)

    Channel("post", "信使", send, by_default=True)
    yield sent, fail
    channels.forget("post")


def soon():
    Delivery.objects.update(next_at=timezone.now())


def test_each_person_is_told_and_the_one_who_acts_is_not(clerk, director, office_head):
    assert tell([clerk, director.pk, clerk, office_head], **TOLD, by=actor_of(director)) == 2
    notice = Notice.objects.get(member=clerk)
    assert (notice.title, notice.source, notice.link) == (TOLD["title"], "沈知远", "/downloads")
    assert notice.is_unread
    assert unread_count(actor_of(clerk)) == 1
    assert unread_count(actor_of(director)) == 0
    note = Note(**TOLD, also_self=True, text="缺发票")
    assert tell_note([director], note, by=actor_of(director)) == 1


def test_nobody_is_told_who_has_left(clerk):
    Member.objects.filter(pk=clerk.pk).update(state=Member.State.LEFT)
    assert tell([clerk], **TOLD, by=SYSTEM) == 0
    assert tell([], **TOLD, by=SYSTEM) == 0


def test_the_same_thing_is_told_once(clerk, director):
    for _ in range(2):
        tell([clerk, director], **TOLD, by=SYSTEM, dedupe="urge:7:1")
    tell([clerk], **TOLD, by=SYSTEM)
    assert Notice.objects.filter(member=clerk).count() == 2
    assert Notice.objects.filter(member=director).count() == 1


def test_statements_do_not_grow_with_people(bureau, django_assert_max_num_queries):
    everybody = list(bureau.members.values())
    with django_assert_max_num_queries(2):
        tell(everybody, **TOLD, by=SYSTEM)


def test_their_pages_hear_of_it(clerk, monkeypatch):
    heard = []
    monkeypatch.setattr("andu.notify.telling.nudge", heard.append)
    tell([clerk], **TOLD, by=SYSTEM)
    assert heard == [f"member:{clerk.pk}"]


def test_the_unread_come_first_and_pages_follow(clerk):
    for number in range(5):
        tell([clerk], **{**TOLD, "title": str(number)}, by=SYSTEM)
    for title in ("3", "1"):
        Notice.objects.filter(title=title).update(read_at=timezone.now())
    first = notices_of(actor_of(clerk), size=3)
    second = notices_of(actor_of(clerk), after=first.next, size=3)
    assert [notice.title for notice in first.items + second.items] == ["4", "2", "0", "1", "3"]
    assert not second.next


def test_what_waits_outside_is_sent_once_after_its_pause(clerk, post):
    sent, _ = post
    tell([clerk], **TOLD, by=SYSTEM, dedupe="a")
    tell([clerk], **TOLD, by=SYSTEM, dedupe="a")
    assert Delivery.objects.count() == 1
    assert delivering.deliver_due() == 0
    soon()
    assert delivering.deliver_due() == 1
    assert delivering.deliver_due() == 0
    assert sent == [Delivery.objects.get().key]
    assert Delivery.objects.get().state == "sent"


def test_a_failing_channel_is_tried_again_later_and_given_up_in_the_end(clerk, post):
    sent, fail = post
    fail.append("网关不通")
    tell([clerk], **TOLD, by=SYSTEM)
    for attempt in range(1, 9):
        soon()
        assert delivering.deliver_due() == 0
        delivery = Delivery.objects.get()
        assert (delivery.attempts, delivery.error) == (attempt, "网关不通")
        assert delivery.next_at > timezone.now() + datetime.timedelta(seconds=20)
    assert delivery.state == "failed"
    soon()
    assert delivering.deliver_due() == 0
    assert not sent


def test_what_was_read_meanwhile_is_not_sent(clerk, post):
    tell([clerk], **TOLD, by=SYSTEM)
    Notice.objects.update(read_at=timezone.now())
    soon()
    assert delivering.deliver_due() == 0
    assert Delivery.objects.get().state == "spared"


def test_a_channel_whose_room_is_gone_is_a_failure_not_a_crash(clerk, post):
    tell([clerk], **TOLD, by=SYSTEM)
    Delivery.objects.update(channel="pigeon")
    soon()
    assert delivering.deliver_due() == 0
    assert "pigeon" in Delivery.objects.get().error


def test_people_choose_their_channels(clerk, director, post):
    choose("workflow.returned", "post", False, by=actor_of(clerk))
    tell([clerk, director], **TOLD, by=SYSTEM)
    assert [row.notice.member_id for row in Delivery.objects.select_related("notice")] == [
        director.pk
    ]


def test_read_notices_are_cleared_after_their_days(clerk, post):
    tell([clerk], **TOLD, by=SYSTEM)
    tell([clerk], **TOLD, by=SYSTEM)
    Notice.objects.filter(pk=Notice.objects.first().pk).update(read_at=timezone.now())
    assert clear_read() == 0
    assert clear_read(timezone.now() + datetime.timedelta(days=91)) == 1
    assert Notice.objects.get().read_at == UNREAD
    assert Delivery.objects.count() == 1
