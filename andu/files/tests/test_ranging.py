"""Parts of a file, by RFC 9110."""

import pytest

from andu.files import storing
from andu.files.responding import respond, respond_shown
from andu.files.tests import samples
from tests.cast import actor_of

BODY = samples.PDF
SIZE = len(BODY)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def file(clerk):
    return storing.store(samples.upload("批复.pdf", BODY), by=actor_of(clerk))


@pytest.fixture
def ask(rf, file):
    def answer(**headers):
        response = respond_shown(file, rf.get("/", headers=headers))
        body = b"".join(response.streaming_content if response.streaming else [response.content])
        response.close()
        return response, body

    return answer


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-3", 0, 3),
        ("bytes=5-", 5, SIZE - 1),
        ("bytes=-4", SIZE - 4, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
        ("bytes=2-999999", 2, SIZE - 1),
        ("BYTES = 0-0", 0, 0),
        (f"bytes={SIZE - 1}-{SIZE - 1}", SIZE - 1, SIZE - 1),
    ],
)
def test_one_range_is_given(ask, asked, start, end):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (206, BODY[start : end + 1])
    assert response["Content-Range"] == f"bytes {start}-{end}/{SIZE}"
    assert response["Content-Length"] == str(len(body))
    assert response["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "asked",
    [
        f"bytes={SIZE}-", "bytes=3-2", "bytes=-0", "bytes=-", "bytes=", "bytes=a-b", "bytes=--4",
        "bytes=1-2-3", "bytes=\u0661-\u0662", "bytes=" + "9" * 40 + "-",
    ],
)  # fmt: skip
def test_what_is_no_range_or_beyond_the_end_is_refused(ask, asked):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"
    assert response["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "lines=0-1", "bytes", ""])
def test_the_whole_is_given_when_no_single_range_is_asked_for(ask, asked):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (200, BODY)
    assert (response["Accept-Ranges"], response["Content-Length"]) == ("bytes", str(SIZE))


def test_a_part_goes_with_the_bytes_it_was_begun_with(ask):
    tag = ask()[0]["ETag"]
    assert ask(range="bytes=0-1", if_range=tag)[0].status_code == 206
    for other in ('"other"', f"W/{tag}", "Sun, 29 Nov 2026 19:00:00 GMT"):
        response, body = ask(range="bytes=0-1", if_range=other)
        assert (response.status_code, body) == (200, BODY)


def test_what_has_not_changed_is_not_sent_again(ask):
    tag = ask()[0]["ETag"]
    for known in (tag, f"W/{tag}", f'"old", {tag}', "*"):
        response, body = ask(if_none_match=known)
        assert (response.status_code, body) == (304, b"")
    assert ask(if_none_match='"old"')[0].status_code == 200


def test_a_download_goes_on_where_it_broke(rf, file):
    response = respond(file, request=rf.get("/", headers={"range": "bytes=4-"}))
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == BODY[4:]
    assert response["Content-Disposition"].startswith("attachment; filename")
