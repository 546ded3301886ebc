"""Hooks: set up by those who may, for addresses that lead out of the house, secret shown once."""

import hmac

import pytest
from django.db import connection
from django.utils import timezone

from andu.audit.models import Entry
from andu.kit.models import RequestKey
from andu.kit.verdict import Refused
from andu.webhooks import actions, queries, rules, signing
from andu.webhooks.jobs import send_due
from andu.webhooks.models import Hook, Sending
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

KINDS = ["matter.ended"]
INNER = [
    "localhost", "127.0.0.1:22", "2130706433", "[::1]", "[::ffff:10.0.0.1]", "10.1.2.3", "0.0.0.0",
    "169.254.169.254", "[64:ff9b::a00:1]", "224.0.0.1", "100.64.0.1", "[fe80::1]", "LOCALHOST.",
]  # fmt: skip


@pytest.fixture
def browser(keeper, monkeypatch):
    """The keeper's, who has just given the password."""
    monkeypatch.setattr("andu.identity.middleware.sessions.is_proved", lambda _request: True)
    return client_of(keeper)


def test_the_secret_is_shown_once_and_kept_nowhere(browser, receiver):
    said = {"name": "财务系统", "url": receiver.url, "kinds": KINDS, "_key": "hook-key-0001"}
    page = browser.post("/admin/webhooks", said)
    hook = Hook.objects.get()
    words = page.context["once"]
    assert words == signing.secret_of(hook) and words in page.content.decode()
    assert words not in browser.get("/admin/webhooks").content.decode()
    assert words not in browser.get(f"/admin/webhooks/{hook.pk}").content.decode()
    assert words not in str(Hook.objects.values()) + str(Entry.objects.values_list("details"))
    assert not RequestKey.objects.filter(body__contains=words.encode()).exists()
    assert "no-store" in page["Cache-Control"]
    other = Hook(nonce="another")
    assert signing.secret_of(other) != words


def test_a_form_sent_again_shows_the_same_secret_of_the_one_hook(browser, receiver):
    said = {"name": "财务系统", "url": receiver.url, "kinds": KINDS, "_key": "hook-key-0001"}
    first, again = (browser.post("/admin/webhooks", said) for _click in range(2))
    assert first.context["once"] == again.context["once"] == signing.secret_of(Hook.objects.get())
    assert Entry.objects.filter(event="webhooks.HookAdded").count() == 1
    other = browser.post("/admin/webhooks", {**said, "name": "别的"})
    assert other.status_code == 422 and "已经提交过" in other.text and "once" not in other.context


def test_a_form_sent_again_late_or_by_another_shows_nothing(browser, receiver, keeper):
    said = {"name": "财务系统", "url": receiver.url, "kinds": KINDS, "_key": "hook-key-0001"}
    words = browser.post("/admin/webhooks", said).context["once"]
    Hook.objects.update(asked_at=timezone.now() - rules.AGAIN)
    late = browser.post("/admin/webhooks", said)
    assert late.status_code == 422 and words not in late.text and "重新生成密钥" in late.text
    hook = Hook.objects.get()
    Hook.objects.update(asked_at=timezone.now(), asked="0:hook-key-0001")  # somebody else's form
    foreign = browser.post("/admin/webhooks", said)
    assert foreign.status_code == 422 and words not in foreign.text and "已经有推送" in foreign.text
    actions.stop_hook(hook, by=actor_of(keeper))
    Hook.objects.update(asked=f"{keeper.account.pk}:hook-key-0001")
    assert browser.post("/admin/webhooks", said).status_code == 422
    assert Hook.objects.count() == 1


def test_a_lost_secret_is_made_anew_once_for_a_click(browser, hook, receiver, keeper):
    old = signing.secret_of(hook)
    at = f"/admin/webhooks/{hook.pk}/secret"
    pages = [browser.post(at, {"_key": "hook-key-0002"}) for _click in range(2)]
    words = signing.secret_of(Hook.objects.get())
    assert words != old and [page.context["once"] for page in pages] == [words, words]
    assert all(words in page.text and "no-store" in page["Cache-Control"] for page in pages)
    assert Entry.objects.filter(event="webhooks.SecretRenewed").count() == 1
    assert words not in browser.get(at, follow=True).text
    assert not RequestKey.objects.filter(body__contains=words.encode()).exists()
    actions.try_hook(hook, by=actor_of(keeper))
    assert send_due() == 1
    head, body = receiver.heard[0]
    signed = hmac.new(words.encode(), f"{head['X-Andu-Timestamp']}.".encode() + body, "sha256")
    assert head["X-Andu-Signature"] == f"v1={signed.hexdigest()}"


def test_only_an_open_hook_of_ones_own_gets_another_secret(hook, keeper, clerk):
    with pytest.raises(Refused, match="权限"):
        actions.renew_secret(hook, by=actor_of(clerk))
    actions.stop_hook(hook, by=actor_of(keeper))
    with pytest.raises(Refused, match="停用"):
        actions.renew_secret(hook, by=actor_of(keeper))
    assert signing.secret_of(Hook.objects.get()) == signing.secret_of(hook)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/x", "http"), ("javascript:alert(1)", "http"), ("http://", "http"),
        ("https://a:b@example.org/", "用户名"), ("http://exa mple.org", "空格"),
        ("http://x:99999/", "不对"), ("http://nobody.invalid/", "找不到"),
        *((f"http://{host}/", "公网") for host in INNER),
    ],
)  # fmt: skip
def test_no_way_into_our_own_network(keeper, url, said):
    with pytest.raises(Refused, match=said):
        actions.add_hook(keeper.organisation, "x", url, KINDS, by=actor_of(keeper))
    assert not Hook.objects.exists()


def test_an_address_hears_once(keeper, receiver, hook):
    with pytest.raises(Refused, match="已经有推送"):
        actions.add_hook(keeper.organisation, "再来", receiver.url, KINDS, by=actor_of(keeper))
    assert Hook.objects.count() == 1


def test_only_who_keeps_hooks_sets_them_up(clerk, receiver):
    with pytest.raises(Refused, match="权限"):
        actions.add_hook(clerk.organisation, "x", receiver.url, KINDS, by=actor_of(clerk))
    assert not Hook.objects.exists()


def test_a_hook_of_another_organisation_is_none(browser, hook, outsider):
    Hook.objects.update(organisation=outsider.organisation)
    assert browser.get(f"/admin/webhooks/{hook.pk}").status_code == 404
    for verb in ("stop", "try", "resend", "secret"):
        assert browser.post(f"/admin/webhooks/{hook.pk}/{verb}").status_code == 404
    assert not Sending.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(browser):
    answer = browser.post(
        "/admin/webhooks",
        {"name": "财务系统", "url": "http://127.0.0.1/", "kinds": KINDS, "_key": "hook-key-0001"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "财务系统" in page and "公网" in page


def test_the_page_tests_shows_and_sends_again(browser, hook, receiver):
    receiver.status = 500
    browser.post(f"/admin/webhooks/{hook.pk}/try")
    Sending.objects.update(state="dead", answer="500")
    page = browser.get(f"/admin/webhooks/{hook.pk}?dead=1").content.decode()
    assert "测试" in page and "对方系统出错（500）" in page and "未送达" in page
    browser.post(f"/admin/webhooks/{hook.pk}/resend", {"sending": Sending.objects.get().pk})
    assert Sending.objects.get().state == "waiting"
    browser.post(f"/admin/webhooks/{hook.pk}/stop")
    assert Hook.objects.get().stopped_at is not None


def test_a_page_looks_again_while_a_test_is_on_its_way(browser, hook, keeper, receiver):
    at = f"/admin/webhooks/{hook.pk}"
    assert "every 3s" not in browser.get(at).text
    actions.try_hook(hook, by=actor_of(keeper))
    assert "every 3s" in browser.get(at).text
    receiver.status = 401
    send_due()
    page = browser.get(at).text
    assert "every 3s" not in page and "等待重试" in page and "下次" in page and "核对密钥" in page


@pytest.mark.parametrize(
    ("status", "said"),
    [(204, "已收到"), (302, "没有跟随"), (404, "没有这个地址"), (400, "不接受"), (503, "出错")],
)
def test_an_answer_is_said_in_words(status, said):
    (line,) = queries.lines_of([Sending(kind="test", answer=str(status))])
    assert said in line.said and str(status) in line.said


def test_the_list_costs_the_same_with_many(browser, hook, keeper):
    def grow(number):
        for _one in range(number):
            actions.try_hook(hook, by=actor_of(keeper))

    constant_queries(browser, f"/admin/webhooks/{hook.pk}", grow)


def test_what_did_not_arrive_is_counted_without_looking_at_what_did(hook, keeper):
    kinds = {"sent": (400, 1), "dead": (3, 8), "waiting": (5, 2)}
    Sending.objects.bulk_create(
        Sending(hook=hook, kind="test", state=state, attempts=tries)
        for state, (count, tries) in kinds.items() for _one in range(count)
    )  # fmt: skip
    Sending.objects.bulk_create([Sending(hook=hook, kind="test", state="waiting")])
    (found,) = rows = queries.hooks_of(keeper.organisation)
    assert (found.dead, found.failing, queries.dead_of(hook)) == (3, 5, 3)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE webhooks_sending")
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole
    plan = rows.explain()
    assert "webhooks_dead" in plan, plan
    assert "webhooks_tried" in plan or "webhooks_due" in plan, plan  # both of what waits alone
