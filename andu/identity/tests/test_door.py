import pytest
from django.test import Client
from django.urls import reverse

from andu.identity.models import Account, Attempt, SignIn
from tests.cast import PASSWORD, client_of

RIGHT = {"login_name": "clerk", "password": PASSWORD}
FRESH = {"new": "a-Long-one-4711", "again": "a-Long-one-4711"}


@pytest.fixture
def browser(clerk):
    return Client()


def test_a_stranger_is_sent_to_the_login_and_back(browser):
    answer = browser.get("/me/security?x=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/login?next=%2Fme%2Fsecurity%3Fx%3D1"
    answer = browser.post(answer["Location"], RIGHT)
    assert answer["Location"] == "/me/security?x=1"
    assert browser.get("/me/security").status_code == 200


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "javascript:x", "\\\\e"]
)
def test_the_way_back_stays_at_home(browser, target):
    answer = browser.post("/login", {**RIGHT, "next": target})
    assert answer["Location"] == "/"


def test_a_refused_login_keeps_the_name_and_not_the_password(browser):
    answer = browser.post("/login", {**RIGHT, "password": "nonsense"})
    assert answer.status_code == 422
    assert "clerk" in answer.content.decode()
    assert "nonsense" not in answer.content.decode()
    assert not SignIn.objects.exists()


def test_a_request_key_does_not_undo_a_failure(browser):
    for n in range(6):
        browser.post("/login", {**RIGHT, "password": f"wrong{n}", "_key": f"key-{n}-key-{n}"})
    assert Attempt.objects.filter(event="login", succeeded=False).count() == 5
    assert Attempt.objects.filter(event="throttled").count() == 1


def test_who_tries_too_often_is_told_when_to_come_again_and_nobody_else_is_held_up(
    browser, director
):
    assert client_of(director).get("/me/security").status_code == 200
    known, there = Client(), {"login_name": "director", "password": PASSWORD}
    assert known.post("/login", there).status_code == 302  # from here on, a device of theirs
    known.post("/logout")
    for n in range(50):  # one address, many names
        answer = browser.post("/login", {"login_name": f"guess{n}", "password": "wrong"})
        assert (answer.status_code, answer.get("Retry-After")) == (422, None)
    for path, more in (
        ("/login", {"password": "wrong"}),
        ("/activate", {"code": "AAAA-BBBB-CCCC", **FRESH}),
    ):
        answer = browser.post(path, {"login_name": "guess", **more})
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 15 * 60
        assert "尝试次数过多，请 15 分钟后再试" in answer.content.decode()
    assert known.post("/login", there).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/login", there).status_code == 302


def test_who_guesses_the_password_of_a_session_left_open_is_told_to_wait(clerk):
    browser = client_of(clerk)
    for n in range(6):
        answer = browser.post("/me/confirm", {"password": f"wrong{n}"})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    for _n in range(6):
        answer = browser.post("/me/password", {"old": "wrong", **FRESH})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0


def test_the_session_key_changes_at_login(browser):
    browser.get("/login")
    session = browser.session
    session["x"] = 1
    session.save()
    before = session.session_key
    browser.post("/login", RIGHT)
    assert browser.session.session_key != before
    assert "x" not in browser.session
    assert SignIn.objects.get().session_key == browser.session.session_key


def test_leaving_ends_the_session_on_the_server(browser):
    browser.post("/login", RIGHT)
    stolen = browser.cookies["sessionid"].value
    assert browser.get("/logout").status_code == 405
    browser.post("/logout")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/me/security").status_code == 302
    assert SignIn.objects.get().ended
    assert list(Attempt.objects.values_list("event", flat=True)) == ["login", "logout"]


def test_a_suspended_account_is_a_stranger_at_once(clerk):
    browser = client_of(clerk)
    assert browser.get("/me/security").status_code == 200
    Account.objects.filter(pk=clerk.account_id).update(state="suspended")
    assert browser.get("/me/security").status_code == 302


def test_idle_sessions_end_and_the_page_waits(browser):
    browser.post("/login", RIGHT)
    session = browser.session
    session["seen"] -= 31 * 60
    session.save()
    answer = browser.post(
        "/me/security/others/end", headers={"referer": "http://testserver/me/security"}
    )
    assert answer["Location"] == "/login?next=%2Fme%2Fsecurity"
    assert Attempt.objects.filter(event="timeout").exists()
    assert "自动退出" in browser.get("/login").content.decode()


def test_sessions_end_after_twelve_hours_even_in_use(browser):
    browser.post("/login", RIGHT)
    session = browser.session
    session["since"] -= 12 * 3600 + 5
    session.save()
    assert browser.get("/me/security").status_code == 302


def test_administrators_time_out_sooner(system_administrator):
    browser = Client()
    browser.post("/login", {"login_name": "sysadmin", "password": PASSWORD})
    session = browser.session
    session["seen"] -= 16 * 60
    session.save()
    assert browser.get("/me/security").status_code == 302


def test_nothing_works_until_an_initial_password_is_changed(clerk):
    Account.objects.filter(pk=clerk.account_id).update(must_change=True)
    browser = client_of(clerk)
    assert browser.get("/me/security")["Location"] == "/me/password?next=%2Fme%2Fsecurity"
    assert browser.get("/me/password").status_code == 200
    assert browser.post("/logout").status_code == 302


def test_fragments_and_machines_learn_it_their_way(browser, settings):
    answer = browser.get(
        "/me", headers={"hx-request": "true", "hx-current-url": "http://testserver/todo?x=1"}
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/login?next=%2Ftodo%3Fx%3D1"
    answer = browser.get(reverse("api:v1:delegations"))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "login"


@pytest.mark.parametrize("source", ["http://testserver", "http://evil.example/todo", ""])
def test_whoever_comes_from_nowhere_goes_to_the_first_page(browser, source):
    answer = browser.post("/me/security/others/end", headers={"referer": source})
    assert answer["Location"] == "/login"


def test_whoever_is_inside_is_not_asked_again(clerk, system_administrator):
    inside = client_of(clerk)
    assert inside.get("/login?next=/todo")["Location"] == "/todo"
    office = Client()
    office.force_login(system_administrator)
    assert office.get("/login")["Location"] == "/me"
    assert "系统管理员" in office.get("/me").content.decode()


def test_delicate_pages_ask_for_the_password_again(system_administrator):
    browser = Client()
    browser.post("/login", {"login_name": "sysadmin", "password": PASSWORD})
    assert browser.get("/admin/users").status_code == 200
    session = browser.session
    session["proved"] -= 31 * 60
    session.save()
    answer = browser.get("/admin/users")
    assert answer["Location"] == "/me/confirm?next=%2Fadmin%2Fusers"
    assert browser.get(answer["Location"]).context["next"] == "/admin/users"
    assert browser.post(answer["Location"], {"password": "wrong"}).status_code == 422
    assert browser.post(answer["Location"], {"password": PASSWORD})["Location"] == "/admin/users"
    assert browser.get("/admin/users").status_code == 200
