"""When people are told beyond the bell: gathered, in working time, not at night; 特急 at once."""

import datetime
import uuid

import pytest
from django.utils import timezone

from andu.api.tests.programs import program
from andu.kit.verdict import Refused
from andu.notify import actions, channels, delivering, policy
from andu.notify.channels import Channel
from andu.notify.models import Delivery, Notice, Preference, Rhythm
from andu.notify.queries import fresh
from andu.notify.rhythms import beats_of
from andu.notify.telling import Note, tell, tell_note
from andu.notify.tests.test_tell import SYSTEM, TOLD
from andu.organisation.acting import administrator
from andu.organisation.policy import SLOTS
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import actor_of

# A Tuesday; 24 November 2026 in the house's time zone.
NOON = "2026-11-24T12:30"
NIGHT = "2026-11-24T23:30"


def at(text):
    return timezone.make_aware(datetime.datetime.fromisoformat(text))


@pytest.fixture
def decided(bureau):
    def put(setting, text):
        Decision.objects.create(
            code=setting.code, level="organisation", place=bureau.organisation.pk, text=text,
            since=timezone.now(),
        )  # fmt: skip
        forget()

    return put


@pytest.fixture
def gathering():
    """A channel that sends one by one, or several as one message."""
    sent, fail = [], []

    def send(delivery):
        sent.append([delivery.notice.title])

    def send_many(digest):
        if fail:
            raise OSError(fail[0])
        sent.append([digest.key, *(notice.title for notice in digest.notices)])

    Channel("post", "信使", send, by_default=True, send_many=send_many)
    yield sent, fail
    channels.forget("post")


def beat(who, **chosen):
    if chosen:
        Rhythm.objects.update_or_create(member=who, defaults=chosen)
    return beats_of({who.pk: who.organisation_id})[who.pk]


@pytest.mark.parametrize(
    ("chosen", "now", "goes"),
    [
        ({}, NOON, NOON),
        ({}, NIGHT, "2026-11-25T07:00"),
        ({"digest": "hourly"}, NOON, "2026-11-24T13:00"),
        ({"digest": "hourly"}, "2026-11-24T21:30", "2026-11-25T07:00"),
        ({"digest": "daily"}, NOON, "2026-11-24T17:00"),
        ({"digest": "daily"}, "2026-11-24T17:00", "2026-11-25T17:00"),
        ({"digest": "daily", "daily_at": datetime.time(9)}, NOON, "2026-11-25T09:00"),
        ({"digest": "working"}, NOON, "2026-11-24T13:30"),
        ({"digest": "working"}, "2026-11-24T09:00", "2026-11-24T09:00"),
        ({"digest": "working"}, "2026-11-27T17:30", "2026-11-30T08:30"),
        ({"digest": "working"}, "2026-11-27T23:00", "2026-11-30T08:30"),
        ({"digest": "slots"}, "2026-11-24T08:29", "2026-11-24T08:30"),
        ({"digest": "slots"}, "2026-11-24T08:30", "2026-11-24T11:30"),
        ({"digest": "slots"}, NOON, "2026-11-24T13:30"),
        ({"digest": "slots"}, "2026-11-27T17:00", "2026-11-30T08:30"),
        ({"quiet": "none"}, NIGHT, NIGHT),
        (
            {"quiet": "own", "quiet_since": datetime.time(12), "quiet_until": datetime.time(14)},
            NOON, "2026-11-24T14:00",
        ),
    ],
)  # fmt: skip
def test_when_something_goes_out(clerk, chosen, now, goes):
    assert beat(clerk, **chosen).goes_at(at(now), 0) == at(goes)


def test_the_most_urgent_breaks_through_unless_the_organisation_says_otherwise(clerk, decided):
    own = {"digest": "daily", "quiet": ""}
    assert beat(clerk, **own).goes_at(at(NIGHT), 1) == at(NIGHT)
    assert beat(clerk, **own).goes_at(at(NIGHT), 2) > at(NIGHT)
    decided(policy.URGENT_BREAKS, "0")
    assert beat(clerk, **own).goes_at(at(NIGHT), 1) > at(NIGHT)


def test_who_has_not_chosen_follows_the_organisation(clerk, director, decided):
    decided(policy.DIGEST, "daily")
    decided(policy.DIGEST_AT, "16:30")
    decided(policy.QUIET, "")
    assert beat(clerk).goes_at(at(NIGHT), 0) == at("2026-11-25T16:30")
    assert beat(director, digest="at_once").goes_at(at(NIGHT), 0) == at(NIGHT)


def test_the_slots_of_a_day_are_those_the_organisation_sets(clerk, decided):
    decided(SLOTS, "08:30 11:30 15:00 17:00")
    assert beat(clerk, digest="slots").goes_at(at(NOON), 0) == at("2026-11-24T15:00")


@pytest.mark.parametrize("text", ["morning", "15:00 08:30", "08:30 08:30", "24:30"])
def test_slots_that_are_no_times_are_not_kept(text):
    with pytest.raises(ValueError):
        SLOTS.type.write(text)
    assert SLOTS.type.write(" 8:30  11:30".replace(" 8", " 08")) == "08:30 11:30"


def test_what_was_gathered_goes_out_as_one_message(clerk, director, gathering):
    sent, fail = gathering
    for title in ("甲", "乙"):
        tell([clerk], **{**TOLD, "title": title}, by=SYSTEM)
    tell([director], **{**TOLD, "title": "丙"}, by=SYSTEM)
    Delivery.objects.update(next_at=timezone.now())
    fail.append("网关不通")
    assert delivering.deliver_due() == 1 and sent == [["丙"]]
    assert set(Delivery.objects.values_list("attempts", "state")) == {(1, "sent"), (1, "waiting")}
    fail.clear()
    Delivery.objects.filter(state="waiting").update(next_at=timezone.now())
    assert delivering.deliver_due() == 2
    first, second = Notice.objects.filter(member=clerk).order_by("pk")
    assert sent[1:] == [[f"{first.pk}:post+{second.pk}", "甲", "乙"]]


def test_the_outbox_holds_what_waits_for_its_hour(clerk, gathering):
    Rhythm.objects.create(member=clerk, digest="daily", quiet="none")
    tell([clerk], **TOLD, by=SYSTEM)
    assert Delivery.objects.get().next_at > timezone.now() + datetime.timedelta(seconds=10)
    tell_note([clerk], Note(**TOLD, urgency=1), by=SYSTEM)
    newest = Delivery.objects.order_by("-pk").first()
    assert newest.next_at < timezone.now() + datetime.timedelta(seconds=10)


def test_nothing_pops_up_in_quiet_hours_or_of_an_unwanted_kind(clerk):
    Rhythm.objects.create(member=clerk, quiet="none")
    by = actor_of(clerk)
    tell([clerk], **TOLD, by=SYSTEM)
    assert len(fresh(by, "0")) == 1
    actions.choose(TOLD["kind"], "pop", False, by=by)
    assert fresh(by, "0") == []
    Preference.objects.all().delete()
    whole_day = {"quiet_since": datetime.time(0), "quiet_until": datetime.time(23, 59, 59)}
    Rhythm.objects.update(quiet="own", **whole_day)
    assert fresh(by, "0") == []
    tell_note([clerk], Note(**TOLD, urgency=1), by=SYSTEM)
    assert [one.urgency for one in fresh(by, "0")] == [1]


def test_arranging_is_ones_own_and_checked(clerk, system_administrator):
    wanted = {("workflow.turn", "pop"): False, ("workflow.turn", "post"): True}
    own = actions.Tempo(
        digest="daily", quiet="own", quiet_since=datetime.time(21), quiet_until=datetime.time(6)
    )
    for _ in range(2):
        actions.arrange(wanted, own, by=actor_of(clerk))
    assert Preference.objects.count() == 2
    assert Rhythm.objects.get().quiet_until == datetime.time(6)
    with pytest.raises(Refused, match="起止时间"):
        actions.arrange({}, actions.Tempo(quiet="own"), by=actor_of(clerk))
    with pytest.raises(Refused, match="管理员账户没有通知"):
        actions.arrange(wanted, own, by=administrator(system_administrator))
    assert Rhythm.objects.get().quiet == "own" and Preference.objects.count() == 2


@pytest.mark.parametrize("text", ["25:00", "noon", "22:00", "08:00-08:00"])
def test_strange_times_are_no_setting(text):
    with pytest.raises(ValueError):
        policy.QUIET.type.write(text)
    assert policy.QUIET.type.write(" 22:00 - 7:00".replace("7:", "07:")) == "22:00-07:00"
    assert policy.DIGEST_AT.type.write("09:05") == "09:05"


@pytest.mark.parametrize("said", [0, 1.5, "08:30Z", "08:30+08:00", "25:00", "morning"])
def test_a_program_names_times_of_day_as_the_clock_here_shows_them(said, clerk):
    machine = program(clerk)
    for name in ("daily_at", "quiet_since", "quiet_until"):
        answer = _arranged(machine, wanted={}, **{name: said})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
        assert name in answer.json()["detail"]
    assert not Rhythm.objects.exists()
    kept = _arranged(machine, wanted={}, digest="daily", daily_at="08:30")
    assert (kept.status_code, kept.json()["daily_at"]) == (200, "08:30:00")


def _arranged(machine, **said):
    return machine.put(
        "/api/notices/settings", said, content_type="application/json",
        HTTP_IDEMPOTENCY_KEY=uuid.uuid4().hex,
    )  # fmt: skip
