"""A post that is too large is refused by its announced length, unread."""

from andu.files import middleware
from andu.files.tests import samples
from tests.cast import actor_of, client_of

GB = 1 << 30


class Unread:
    """A body nobody may touch."""

    def read(self, *args):
        raise AssertionError("the body was read")


def test_a_huge_post_is_refused_unread(clerk, rf):
    request = rf.generic(
        "POST", "/forms/upload", b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * GB)
    )
    request.environ["wsgi.input"] = request._stream = Unread()
    request.actor, request.user = actor_of(clerk), clerk.account
    request.account = clerk.account
    answer = middleware.bounded(lambda request: None)(request)
    assert answer.status_code == 409
    assert "不能超过 200 MB" in answer.content.decode()


def test_an_ordinary_post_goes_through(clerk):
    answer = client_of(clerk).post("/forms/upload", {"f-papers-new": samples.upload("a.txt", b"a")})
    assert answer.status_code == 200
