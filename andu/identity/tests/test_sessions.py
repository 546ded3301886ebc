import pytest
from django.test import Client

from andu.audit.models import Entry
from andu.identity import actions, devices, schedule
from andu.identity.models import Attempt, Preference, SignIn
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.policy.models import Decision
from andu.policy.reading import forget
from tests.cast import PASSWORD, actor_of, client_of
from tests.house.counting import constant_queries


def enter(login="clerk"):
    browser = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0"})
    browser.post("/login", {"login_name": login, "password": PASSWORD})
    return browser


def test_the_owner_ends_a_session_from_elsewhere(clerk):
    here, there = enter(), enter()
    text = here.get("/me/security").content.decode()
    assert "Chrome · Windows" in text
    other = SignIn.objects.get(session_key=there.session.session_key)
    assert here.post(f"/me/security/{other.pk}/end").status_code == 302
    assert there.get("/me/security").status_code == 302
    assert here.get("/me/security").status_code == 200
    assert Attempt.objects.filter(event="ended").count() == 1


def test_ending_the_session_one_sits_in_is_leaving(clerk):
    here = enter()
    mine = SignIn.objects.get()
    assert here.post(f"/me/security/{mine.pk}/end").status_code == 302
    assert SignIn.objects.get().ended
    assert "sessionid" not in here.cookies or not here.cookies["sessionid"].value
    assert here.get("/me/security")["Location"].startswith("/login")


def test_a_session_of_the_future_is_over(clerk):
    browser = enter()
    session = browser.session
    session["seen"] += 24 * 3600
    session.save()
    assert browser.get("/me/security")["Location"].startswith("/login")
    assert Attempt.objects.filter(event="timeout").count() == 1


def test_a_browser_that_is_known_keeps_its_name(clerk):
    browser = enter()
    known = browser.cookies[devices.COOKIE].value
    browser.post("/logout")
    browser.post("/login", {"login_name": "clerk", "password": PASSWORD})
    assert browser.cookies[devices.COOKIE].value == known
    assert Attempt.objects.filter(event="login").exclude(device="").count() == 1


def test_anothers_session_is_not_there(clerk, director):
    theirs, mine = enter("director"), enter()
    sign_in = SignIn.objects.get(account=director.account)
    assert mine.post(f"/me/security/{sign_in.pk}/end").status_code == 404
    with pytest.raises(Refused):
        actions.end_session(sign_in, by=actor_of(clerk))
    assert theirs.get("/me/security").status_code == 200


def test_all_others_end_at_once(clerk, director):
    here, there, elsewhere = enter(), enter(), enter()
    here.post("/me/security/others/end")
    assert [b.get("/me/security").status_code for b in (here, there, elsewhere)] == [200, 302, 302]
    with pytest.raises(Refused):
        actions.end_others(clerk.account, "x", by=actor_of(director))


def test_parallel_sessions_are_flagged(clerk):
    enter()
    enter()
    sentences = list(
        Entry.objects.filter(event="identity.SignedIn").values_list("sentence", flat=True)
    )
    assert "其他会话 0 个" in sentences[0]
    assert "其他会话 1 个" in sentences[1]


def test_the_policy_may_allow_one_session_only(clerk):
    Decision.objects.create(
        code="identity.parallel", level="installation", text="single", by_name="安全管理员",
        since="2026-01-01T00:00Z",
    )  # fmt: skip
    forget()
    first, second = enter(), enter()
    assert first.get("/me/security").status_code == 302
    assert second.get("/me/security").status_code == 200
    forget()


def test_signing_out_and_timing_out_are_the_owners(clerk, director):
    for verb in (actions.sign_out, actions.time_out):
        with pytest.raises(Refused):
            verb(clerk.account, "x", by=actor_of(director))
    with pytest.raises(Refused):
        actions.begin_session(type(clerk.account)(state="suspended", name="x"), "key", by=Actor())
    assert not Entry.objects.exists()
    assert not SignIn.objects.exists()


def test_confirming_needs_the_password(clerk):
    with pytest.raises(Refused, match="现在的口令不对"):
        actions.confirm(clerk.account, "wrong", by=actor_of(clerk))
    assert actions.confirm(clerk.account, PASSWORD, by=actor_of(clerk)) == clerk.account


def test_preferences_are_kept_for_every_device(clerk, director):
    browser = client_of(clerk)
    browser.cookies["andu_theme"] = "light"
    form = {"theme": "dark", "size": "xl"}
    assert browser.post("/me/display", form).status_code == 302
    assert 'data-theme="dark" data-size="xl"' in browser.get("/me/display").content.decode()
    assert 'data-theme="dark"' in enter().get("/me", follow=True).content.decode()
    assert browser.post("/me/display", {**form, "theme": "pink"}).status_code == 422
    with pytest.raises(Refused):
        actions.prefer(
            clerk.account, theme="dark", size="m", single_keys=True, by=actor_of(director)
        )
    assert Preference.objects.count() == 1


def test_single_keys_are_switched_off_beside_their_list(clerk):
    browser = client_of(clerk)
    browser.post("/me/display", {"theme": "dark", "size": "xl"})
    assert browser.post("/me/keys", {}).status_code == 302
    page = browser.get("/me/keys").content.decode()
    assert 'data-keys="off"' in page and "撤销，提示还在的时候" in page
    kept = Preference.objects.get()
    assert (kept.theme, kept.single_keys) == ("dark", False)


def test_the_login_log_narrows_and_exports(clerk, audit_administrator):
    enter()
    Client().post("/login", {"login_name": "=cmd", "password": "x"})
    browser = Client()
    browser.force_login(audit_administrator)
    for query, clerk_seen in (
        ("text=clerk", True), ("result=0", False), ("event=logout", False),
        ("since=2020-01-01", True), ("until=2020-01-01", False),
    ):  # fmt: skip
        text = browser.get(f"/admin/logins?{query}").content.decode()
        assert ("方亦舒" in text) is clerk_seen
    text = b"".join(browser.get("/admin/logins.csv").streaming_content).decode()
    assert "'=cmd" in text
    assert client_of(clerk).get("/admin/logins").status_code == 403


def test_lists_take_a_constant_number_of_queries(clerk, audit_administrator):
    browser = Client()
    browser.force_login(audit_administrator)

    def grow(number):
        for _n in range(number):
            Attempt.objects.create(
                login_key="clerk", account=clerk.account, address="10.0.0.1", succeeded=True
            )

    assert constant_queries(browser, "/admin/logins", grow) <= 6
    assert constant_queries(client_of(clerk), "/me/security", grow) <= 12


@pytest.mark.django_db(transaction=True)  # what is remembered needs transactions that end
def test_a_page_costs_few_queries_for_the_person(clerk, django_assert_max_num_queries):
    browser = enter()
    browser.get("/me/display")
    with django_assert_max_num_queries(6):
        browser.get("/me/display")


def test_the_clock_ends_what_nobody_came_back_to(clerk, director):
    left, used = enter(), enter("director")
    SignIn.objects.filter(account=clerk.account).update(last_seen="2026-01-01T00:00Z")
    schedule.tidy_sessions()
    assert left.get("/me/security").status_code == 302
    assert used.get("/me/security").status_code == 200
    assert Attempt.objects.get(event="timeout").account == clerk.account
    schedule.tidy_sessions()
    assert Attempt.objects.filter(event="timeout").count() == 1
