import pytest
from django.core.files.storage import default_storage

from andu.files import storing
from andu.files.responding import respond
from andu.files.tests import samples
from andu.kit.verdict import Refused
from andu.ui import middleware
from tests.cast import actor_of


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def answer(by, name, content, inline=False):
    file = storing.store(samples.upload(name, content), by=actor_of(by))
    return respond(file, inline=inline)


def test_a_download_says_its_name_and_nothing_runs(clerk):
    response = answer(clerk, "批复“稿”.pdf", samples.PDF)
    assert b"".join(response.streaming_content) == samples.PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%89%B9")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(samples.PDF))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.pdf", samples.PDF, "application/pdf"),
        ("a.png", samples.PNG, "image/png"),
        ("a.txt", "中文".encode(), "text/plain; charset=utf-8"),
        ("a.csv", "中文".encode("gb18030"), "text/plain; charset=gb18030"),
        ("page.txt", samples.HTML, "text/plain; charset=utf-8"),
        ("a.xml", samples.SVG, "text/plain; charset=utf-8"),
    ],
)
def test_harmless_kinds_are_shown_in_place(clerk, name, content, expected):
    response = answer(clerk, name, content, inline=True)
    assert response["Content-Type"] == expected
    assert response["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert ("sandbox" in response["Content-Security-Policy"]) == (name != "a.pdf")
    assert b"".join(response.streaming_content) == content


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", samples.docx()), ("a.zip", samples.packed({"a": b"a"}))]
)
def test_other_kinds_are_only_downloaded(clerk, name, content):
    response = answer(clerk, name, content, inline=True)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_a_name_cannot_break_the_header(clerk):
    response = answer(clerk, 'a";\r\nX-Evil: 1;.txt', b"x")
    assert "X-Evil" not in dict(response.items())
    assert "\r" not in response["Content-Disposition"]


def test_missing_bytes_are_told(clerk):
    file = storing.store(samples.upload("a.txt", b"a"), by=actor_of(clerk))
    default_storage.delete(file.storage_name)
    with pytest.raises(Refused, match="找不到"):
        respond(file)


def test_the_frame_leaves_the_stricter_policy_alone(clerk, rf):
    served = answer(clerk, "a.txt", b"a", inline=True)
    response = middleware.security(lambda request: served)(rf.get("/"))
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
