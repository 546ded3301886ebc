"""Small pictures of files: drawn by a job, asked for when they are missing."""

import io

import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult
from PIL import Image

from andu.files import jobs, renditions, storing, thumbs
from andu.files.responding import CLEAR, respond_thumb
from andu.files.tests import samples
from andu.files.tests.test_extract import paper
from tests.cast import actor_of


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stored(clerk):
    def made(name, content):
        return storing.store(samples.upload(name, content), by=actor_of(clerk))

    return made


@pytest.fixture
def asked(rf):
    def body(file, **headers):
        response = respond_thumb(file, rf.get("/", headers=headers))
        content = b"".join(response.streaming_content if response.streaming else [response.content])
        for close in response._resource_closers:  # not the connection, as the end of a request does
            close()
        return response, content

    return body


def picture(size=(900, 600), mode="RGB", colour="red"):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")
    return out.getvalue()


def queued():
    return DBTaskResult.objects.filter(args_kwargs__args__0="andu.files.jobs.draw_thumb").count()


def test_a_picture_has_a_small_one_once_its_file_is_kept(stored, asked, clerk, monkeypatch):
    file = stored("现场.png", picture())
    assert not queued()
    storing.keep([file.pk], by=actor_of(clerk))
    assert asked(file)[1] == CLEAR
    assert queued() == 1
    jobs.draw_thumb(file.pk)
    response, content = asked(file)
    with Image.open(io.BytesIO(content)) as small:
        assert small.size == (thumbs.WIDE, 160)
    assert "sandbox" in response["Content-Security-Policy"]
    monkeypatch.setattr(renditions, "redrawn", None)
    jobs.draw_thumb(stored("副本.png", picture()).pk)


def test_the_first_page_of_a_pdf_is_its_picture(stored, asked):
    file = stored("批复.pdf", paper())
    jobs.draw_thumb(file.pk)
    _response, content = asked(file)
    with Image.open(io.BytesIO(content)) as small:
        assert (small.format, small.size) == ("JPEG", (240, 160))
        assert len(small.convert("L").getcolors(256)) > 2  # something is written on it


def test_a_document_has_one_when_its_pdf_is_made(stored, asked, monkeypatch, tmp_path):
    made = tmp_path / "made.pdf"
    made.write_bytes(paper())
    monkeypatch.setattr(renditions, "_converted", lambda file, folder: made)
    file = stored("请示.docx", samples.docx())
    jobs.draw_thumb(file.pk)
    assert asked(file)[1] == CLEAR
    jobs.make_paper(file.pk)
    assert asked(file)[0]["Content-Type"] == "image/jpeg"


def test_what_is_missing_is_asked_for_once_and_the_icon_seen_meanwhile(stored, asked):
    file = stored("旧图.png", picture())
    for _again in range(2):
        response, content = asked(file)
        assert (response["Content-Type"], content) == ("image/gif", CLEAR)
        assert response["Cache-Control"] == "no-store"
    assert queued() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.png", samples.PNG),
        ("坏.pdf", samples.PDF),
        ("炸弹.png", picture((20_000, 20_000), "1", 1)),
    ],
)
def test_what_cannot_be_drawn_is_tried_once(stored, asked, name, content, monkeypatch):
    file = stored(name, content)
    jobs.draw_thumb(file.pk)
    monkeypatch.setattr(renditions, "redrawn", None)
    jobs.draw_thumb(file.pk)
    response, shown = asked(file)
    assert (shown, response["Cache-Control"]) == (CLEAR, "private, max-age=600")
    assert not queued()


def test_lost_bytes_are_no_fault_of_the_job(stored, asked):
    lost, there = stored("丢.png", picture()), stored("在.png", picture(colour="blue"))
    default_storage.delete(lost.storage_name)
    jobs.draw_thumb(lost.pk)
    jobs.draw_thumb(there.pk)
    assert asked(there)[0]["Content-Type"] == "image/jpeg"


def test_the_icon_does_not_shine_through_a_clear_picture(stored, asked):
    file = stored("章.png", picture((30, 30), "RGBA", (0, 0, 0, 0)))
    jobs.draw_thumb(file.pk)
    with Image.open(io.BytesIO(asked(file)[1])) as small:
        assert small.getpixel((5, 5)) == (255, 255, 255)


def test_other_kinds_keep_their_icon(stored, asked):
    file = stored("材料.zip", samples.packed({"a": b"a"}))
    assert not thumbs.may_have(file.kind, file.extension)
    assert asked(file)[1] == CLEAR
    assert not queued()


def test_a_browser_that_has_it_gets_no_second_copy(stored, asked):
    file = stored("图.png", picture())
    jobs.draw_thumb(file.pk)
    tag = asked(file)[0]["ETag"]
    response, content = asked(file, if_none_match=tag)
    assert (response.status_code, content) == (304, b"")
    assert response["Cache-Control"] == "private, max-age=600"
