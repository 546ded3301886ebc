from threading import Barrier, Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import Client
from django.urls import path
from django.utils import timezone

from andu.kit.models import RequestKey
from andu.kit.once import own_key
from andu.kit.opening import open_to_all

KEY = {"_key": "0123456789abcdef"}


def make(request):
    """A view with an effect one can count: a row in the session table."""
    number = Session.objects.count()
    Session.objects.create(session_key=f"s{number}", session_data="", expire_date=timezone.now())
    if request.POST.get("say") == "bad":
        return HttpResponse("填错了", status=422)
    if request.POST.get("say") == "fail":
        raise RuntimeError("broken")
    if request.POST.get("say") == "much":
        return HttpResponse(f"{number}" * 40_000)
    if request.POST.get("say") == "here":
        return HttpResponse("做好了", headers={"HX-Trigger": "done"})
    return HttpResponseRedirect(f"/made/{number}")


@own_key
def make_freely(request):
    return make(request)


urlpatterns = [
    path("make", open_to_all(make)),
    path("own", open_to_all(make_freely)),
    path("api/make", open_to_all(make)),
]
pytestmark = pytest.mark.urls("andu.kit.tests.test_once")


def effects() -> int:
    return Session.objects.count()


def test_a_double_click_takes_effect_once(client, db):
    answers = [client.post("/make", KEY | {"say": "hello"}) for _ in range(3)]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/made/0")}
    assert effects() == 1


def test_a_kept_answer_has_its_body_and_headers(client, db):
    answers = [client.post("/make", KEY | {"say": "here"}) for _ in range(2)]
    assert answers[1].content == answers[0].content
    assert answers[1]["HX-Trigger"] == "done"


def test_a_key_in_the_header_counts_too(client, db):
    for _ in range(2):
        client.post("/make", {"say": "x"}, headers={"Idempotency-Key": KEY["_key"]})
    assert effects() == 1


def test_another_content_under_the_same_key_is_refused(client, db):
    client.post("/make", KEY | {"say": "one"})
    answer = client.post("/make", KEY | {"say": "two"})
    assert answer.status_code == 422
    assert "已经提交过" in answer.content.decode()
    assert effects() == 1


def test_another_file_is_another_content(client, db):
    for content in (b"one", b"one", b"two"):
        answer = client.post("/make", KEY | {"file": SimpleUploadedFile("a.txt", content)})
    assert answer.status_code == 422
    assert effects() == 1


def test_a_refusal_rolls_back_and_frees_the_key(client, db):
    assert client.post("/make", KEY | {"say": "bad"}).status_code == 422
    assert (effects(), RequestKey.objects.count()) == (0, 0)
    assert client.post("/make", KEY | {"say": "good"}).status_code == 302
    assert effects() == 1


def test_a_fault_rolls_back_and_frees_the_key(db):
    client = Client(raise_request_exception=False)
    assert client.post("/make", KEY | {"say": "fail"}).status_code == 500
    assert (effects(), RequestKey.objects.count()) == (0, 0)


def test_without_a_key_nothing_is_kept(client, db):
    for _ in range(2):
        client.post("/make", {"say": "x"})
    assert (effects(), RequestKey.objects.count()) == (2, 0)


@pytest.mark.parametrize(("said", "status"), [("much", 200), ("bad", 422)])
def test_machines_get_every_answer_again_whatever_its_size_and_status(client, db, said, status):
    head = {"Idempotency-Key": KEY["_key"]}
    answers = [client.post("/api/make", {"say": said}, headers=head) for _ in range(3)]
    assert {(one.status_code, one.content) for one in answers} == {(status, answers[0].content)}
    assert effects() == (1 if status == 200 else 0)


def test_a_fault_frees_the_key_of_a_machine_too(db):
    client, head = Client(raise_request_exception=False), {"Idempotency-Key": KEY["_key"]}
    assert client.post("/api/make", {"say": "fail"}, headers=head).status_code == 500
    assert effects() == 0 and not RequestKey.objects.exists()


def test_a_view_may_keep_its_own_keys(client, db):
    for _ in range(2):
        client.post("/own", KEY)
    assert (effects(), RequestKey.objects.count()) == (2, 0)


def test_two_people_may_hold_the_same_key(db, clerk, director):
    before = effects()
    for member in (clerk, director, clerk):
        browser = Client()
        browser.force_login(member.account)
        before += 1  # the sign-in's own session
        browser.post("/make", KEY)
    assert effects() == before + 2


@pytest.mark.parametrize("key", ["short", "x" * 65, "a b c d e f g", "<script>alert"])
def test_a_malformed_key_is_a_bad_request(client, db, key):
    assert client.post("/make", {"_key": key}).status_code == 400
    assert effects() == 0


def test_the_tag_gives_a_fresh_key_each_time():
    template = engines["django"].from_string("{% load once %}{% request_key %}")
    one, two = template.render(), template.render()
    assert one.startswith('<input type="hidden" name="_key" value="')
    assert one != two


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_take_effect_once():
    for round_ in range(10):
        start, statuses = Barrier(2), []

        def click(key: str, start: Barrier, statuses: list[int]) -> None:
            start.wait()
            statuses.append(Client().post("/make", {"_key": key}).status_code)
            connection.close()

        tabs = [Thread(target=click, args=(f"race-{round_:04}", start, statuses)) for _ in "ab"]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        assert statuses == [302, 302]
        with transaction.atomic():
            assert effects() == round_ + 1
