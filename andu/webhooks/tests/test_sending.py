"""What is told, how it is signed, and what happens when nobody listens."""

import hashlib
import hmac
import json
import ssl
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from andu.kit.verdict import Refused
from andu.webhooks import actions, jobs, known, signing
from andu.webhooks.jobs import PAUSES, send_due
from andu.webhooks.models import Sending
from andu.webhooks.reactions import matter_changed
from andu.workflow import actions as flow
from andu.workflow.events import Resumed
from andu.workflow.models import Matter
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of

State = Sending.State


def _later(hook, seconds):
    """Time goes by for what waits."""
    Sending.objects.filter(hook=hook, state=State.WAITING).update(
        next_at=timezone.now() - timedelta(seconds=seconds)
    )


def _sound(hook, heard):
    head, body = heard
    signed = head["X-Andu-Timestamp"].encode() + b"." + body
    made = hmac.new(signing.secret_of(hook).encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(head["X-Andu-Signature"], f"v1={made}")


def test_a_matter_is_told_from_its_start_to_its_end(hook, receiver, submit, office_head, clerk):
    matter = submit().matter
    flow.disagree(
        matter, seat_of(matter, office_head), Deed(opinion="不行"), by=actor_of(office_head)
    )
    assert send_due() == len(receiver.heard) >= 3
    said = [json.loads(body) for _head, body in receiver.heard]
    kinds = [one["event"] for one in said]
    assert kinds[:2] == ["matter.started", "step.reached"] and kinds[-1] == "matter.ended"
    assert said[1]["details"] == {"node": "check", "step": "科长审核"}
    assert {one["matter"]["id"] for one in said} == {matter.pk}
    assert (
        said[-1]["matter"]["state"]
        == said[-1]["details"]["outcome"]
        == Matter.objects.get(pk=matter.pk).state
    )
    assert said[0]["by"]["name"] == clerk.name and "回乡探亲" not in str(said)
    assert len({one["id"] for one in said}) == len(said)
    assert all(_sound(hook, one) for one in receiver.heard)
    head = receiver.heard[0][0]
    assert head["X-Andu-Id"] == said[0]["id"] and head["X-Andu-Event"] == "matter.started"
    assert not _sound(hook, (head, receiver.heard[0][1] + b" "))
    assert send_due() == 0


def test_without_hooks_nothing_is_asked(submit, clerk):
    matter, by = submit().matter, actor_of(clerk)
    with CaptureQueriesContext(connection) as asked:
        matter_changed(Resumed(), on=matter, by=by)
    assert not asked.captured_queries
    assert not Sending.objects.exists()


def test_with_hooks_it_is_one_statement_however_many(hook, keeper, submit, clerk, receiver):
    matter, by = submit().matter, actor_of(clerk)
    for more in range(5):
        url = f"{receiver.url}&more={more}"
        actions.add_hook(
            keeper.organisation, "又一个", url, ["matter.resumed"], by=actor_of(keeper)
        )
    known.touch()
    known.hooks_for(0, "")  # read once
    before = Sending.objects.count()
    with CaptureQueriesContext(connection) as asked:
        matter_changed(Resumed(), on=matter, by=by)
    told = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert Sending.objects.count() == before + 6
    assert len(told) == 1 and told[0].startswith("INSERT")


def test_what_is_undone_is_not_told(hook, submit, receiver):
    with pytest.raises(RuntimeError), transaction.atomic():
        submit()
        raise RuntimeError
    assert send_due() == 0 and not receiver.heard


def test_another_organisation_is_not_told_of(hook, submit, outsider, receiver):
    matter = submit().matter
    Sending.objects.all().delete()
    matter.organisation_id = outsider.organisation_id
    matter_changed(Resumed(), on=matter, by=actor_of(outsider))
    assert not Sending.objects.exists()


def test_a_failure_is_tried_again_with_growing_pauses_then_given_up(hook, keeper, receiver):
    receiver.status = 503
    one = actions.try_hook(hook, by=actor_of(keeper))
    for number in range(len(PAUSES) + 1):
        assert send_due() == 0
        one.refresh_from_db()
        assert one.attempts == number + 1 and one.answer == "503"
        if number < len(PAUSES):
            pause = (one.next_at - timezone.now()).total_seconds()
            assert one.state == State.WAITING and abs(pause - PAUSES[number]) < 30
            assert send_due() == 0 and len(receiver.heard) == number + 1
            _later(hook, 1)
    assert one.state == State.DEAD
    receiver.status = 204
    assert actions.resend(hook, by=actor_of(keeper)) == 1
    assert send_due() == 1
    ids = {head["X-Andu-Id"] for head, _body in receiver.heard}
    assert len(ids) == 1 and len(receiver.heard) == len(PAUSES) + 2
    one.refresh_from_db()
    assert one.state == State.SENT


def test_a_sender_that_dies_leaves_the_message_to_the_next(hook, keeper, receiver, monkeypatch):
    one = actions.try_hook(hook, by=actor_of(keeper))

    def dies(*_words):
        raise SystemExit

    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(jobs, "_sent", dies)
        send_due()
    assert send_due() == 0  # leased to the dead one
    _later(hook, 1)
    assert send_due() == 1
    assert [head["X-Andu-Id"] for head, _body in receiver.heard] == [str(one.key)]


def test_a_receiver_that_is_down_is_not_asked_for_every_message(hook, keeper, receiver):
    receiver.status = 500
    for _one in range(3):
        actions.try_hook(hook, by=actor_of(keeper))
    send_due()
    assert len(receiver.heard) == 1
    assert sorted(Sending.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_nobody_is_followed_elsewhere(hook, keeper, receiver):
    receiver.status, receiver.location = 302, "http://127.0.0.1:1/"
    one = actions.try_hook(hook, by=actor_of(keeper))
    assert send_due() == 0 and len(receiver.heard) == 1
    one.refresh_from_db()
    assert (one.state, one.answer) == (State.WAITING, "302")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError(111, "x"), "没有开这个端口"), (TimeoutError(), "5 秒内"),
        (ssl.SSLCertVerificationError("x"), "证书"), (ssl.SSLError("x"), "加密"),
        (OSError(113, "No route"), "检查网络"), (ConnectionResetError(104, "x"), "中断"),
    ],
)  # fmt: skip
def test_why_nothing_came_is_said_in_our_words(hook, keeper, monkeypatch, error, said):
    def fails(*_words):
        raise error

    monkeypatch.setattr("andu.kit.outgoing.socket.create_connection", fails)
    one = actions.try_hook(hook, by=actor_of(keeper))
    assert send_due() == 0
    one.refresh_from_db()
    assert one.answer.startswith("没有送到：") and said in one.answer


def test_a_stopped_hook_hears_nothing_more(hook, keeper, receiver, submit):
    actions.try_hook(hook, by=actor_of(keeper))
    actions.stop_hook(hook, by=actor_of(keeper))
    known.touch()
    submit()
    assert send_due() == 0 and not receiver.heard
    with pytest.raises(Refused, match="已经停用"):
        actions.try_hook(hook, by=actor_of(keeper))


def test_a_restored_installation_finds_its_hooks(hook, submit, settings, tmp_path, receiver):
    settings.DATA = tmp_path / "restored"
    send_due()
    assert known.is_marked()
    submit()
    assert Sending.objects.exists()


def test_a_removed_permission_is_asked_when_it_is_sent(hook, keeper, receiver, monkeypatch):
    one = actions.try_hook(hook, by=actor_of(keeper))
    monkeypatch.setattr("andu.webhooks.rules.value", lambda _setting: "")
    assert send_due() == 0 and not receiver.heard
    one.refresh_from_db()
    assert "不是公网地址" in one.answer


def test_what_is_old_is_forgotten(hook, keeper):
    for state, age in (("sent", 31), ("sent", 29), ("dead", 29), ("dead", 91), ("waiting", 91)):
        at = timezone.now() - timedelta(days=age)
        Sending.objects.create(
            hook=hook, kind="test", body="{}", state=state, made_at=at, sent_at=at
        )
    jobs.clear_old()
    assert sorted(Sending.objects.values_list("state", flat=True)) == ["dead", "sent", "waiting"]
