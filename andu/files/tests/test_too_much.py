"""Forms that carry more than they may: said in words, as a page and as a toast; nothing is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.files import arriving, middleware, rules
from andu.files.models import File
from andu.kit.actor import Actor
from tests.cast import actor_of, client_of

MB = 1 << 20
pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MB


def files(count):
    return [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(count)]


TOO_MUCH = [
    ({"f-papers-new": files(4)}, "最多随表单提交 3 个附件"),
    ({f"f-items-{n}-what": "x" for n in range(21)}, "最多提交 20 个格子"),
    ({"f-reason": "长" * MB}, "文字不能超过 2 MB"),
]


@pytest.mark.parametrize(("sent", "said"), TOO_MUCH)
def test_too_much_is_told_with_what_to_do(clerk, small, sent, said):
    browser = client_of(clerk)
    answer = browser.post(
        "/start/leave", sent, headers={"Referer": "http://testserver/start/leave"}
    )
    assert answer.status_code == 409
    assert said in answer.text and "请返回上一页" in answer.text
    assert 'href="/start/leave"' in answer.text
    assert not File.objects.exists()


@pytest.mark.parametrize(("sent", "said"), TOO_MUCH)
def test_the_page_at_hand_stays_and_gets_a_toast(clerk, small, sent, said):
    answer = client_of(clerk).post("/start/leave", sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409 and answer["HX-Retarget"] == "#toasts"
    assert said in answer.text and "<html" not in answer.text


def test_a_form_as_links_in_an_address_is_told_too(clerk, small):
    sent = "&".join(f"f-items-{n}-what=x" for n in range(21))
    kind = "application/x-www-form-urlencoded"
    answer = client_of(clerk).post("/start/leave", sent, content_type=kind)
    assert answer.status_code == 409 and "最多提交 20 个格子" in answer.text


def test_a_program_hears_it_as_a_problem(clerk, small):
    answer = client_of(clerk).post(
        "/start/leave", {"f-reason": "长" * MB}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "size")


def _refused_unread(rf, account, actor, length, kind="multipart/form-data; boundary=x"):
    request = rf.generic("POST", "/login", b"x", kind, CONTENT_LENGTH=str(length))
    request.account, request.actor = account, actor
    request.user = account
    passed = []
    answer = middleware.bounded(passed.append)(request)
    return "" if passed else answer.content.decode()


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain"])
def test_a_stranger_sends_no_more_than_a_login(rf, clerk, kind):
    assert "请先登录" in _refused_unread(rf, None, Actor(), 2 * MB, kind)
    assert not _refused_unread(rf, None, Actor(), MB, kind)


def test_a_post_that_would_fill_the_disk_is_refused_unread(rf, clerk, monkeypatch):
    monkeypatch.setattr(arriving, "free", lambda: 300 * MB)
    said = [_refused_unread(rf, clerk.account, actor_of(clerk), n * MB) for n in (100, 20)]
    assert "存储空间不足" in said[0] and not said[1]


def test_a_large_body_that_is_no_form_is_left_to_django(clerk):
    assert rules.may_post(actor_of(clerk), 1 << 40, 1 << 50, is_form=False)
    assert not rules.may_post(actor_of(clerk), 1 << 40, 1 << 50, is_form=True)
