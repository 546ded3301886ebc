"""Hooks: set up by those who may, for addresses that lead out of the house, secret shown once."""

import pytest

from andu.audit.models import Entry
from andu.kit.models import RequestKey
from andu.kit.verdict import Refused
from andu.webhooks import actions, signing
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
    for verb in ("stop", "try", "resend"):
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
    assert "测试" in page and "500" in page and "未送达" in page
    browser.post(f"/admin/webhooks/{hook.pk}/resend", {"sending": Sending.objects.get().pk})
    assert Sending.objects.get().state == "waiting"
    browser.post(f"/admin/webhooks/{hook.pk}/stop")
    assert Hook.objects.get().stopped_at is not None


def test_the_list_costs_the_same_with_many(browser, hook, keeper):
    def grow(number):
        for _one in range(number):
            actions.try_hook(hook, by=actor_of(keeper))

    constant_queries(browser, f"/admin/webhooks/{hook.pk}", grow)
