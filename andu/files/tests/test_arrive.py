"""Uploads piece by piece, through the addresses."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from andu.files import arriving, clearing, rules
from andu.files.models import File, Upload
from andu.files.tests import samples
from andu.kit.verdict import Refused
from tests.cast import actor_of, client_of

MB = 1024 * 1024
CONTENT = bytes(range(256)) * 40_000  # 10 MB: three pieces
LENGTH = len(CONTENT)
LATER = timezone.now() + datetime.timedelta(days=3)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def begun(client, name="现场录像.mp3", size=LENGTH, **more):
    return client.post("/files/uploads", {"name": name, "size": size, **more})


def put(client, token, offset, piece):
    return client.put(f"/files/uploads/{token}?offset={offset}", piece, "application/octet-stream")


def whole(client, content=CONTENT, **more):
    """Everything sent; the upload."""
    token = begun(client, size=len(content), **more).json()["token"]
    for start in range(0, len(content), arriving.PIECE):
        answer = put(client, token, start, content[start : start + arriving.PIECE])
        assert answer.status_code == 200, answer.content
    return Upload.objects.get(token=token)


def test_a_file_arrives_in_pieces_and_is_the_same(clerk):
    upload = whole(client_of(clerk))
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = arriving.finish(upload, digest, by=actor_of(clerk))
    with file.open() as stored:
        assert stored.read() == CONTENT
    assert (file.state, file.size, file.name) == ("staged", len(CONTENT), "现场录像.mp3")
    assert arriving.finish(upload, by=actor_of(clerk)) == file
    assert File.objects.count() == 1
    assert not arriving.path_of(upload.token).exists()


def test_it_goes_on_where_it_stopped(clerk):
    client = client_of(clerk)
    token = begun(client, likeness="a-1").json()["token"]
    put(client, token, 0, CONTENT[: arriving.PIECE])
    again = begun(client, likeness="a-1").json()
    assert (again["token"], again["received"]) == (token, arriving.PIECE)
    assert put(client, token, 0, CONTENT[:10]).status_code == 409
    assert client.get(f"/files/uploads/{token}").json()["received"] == arriving.PIECE
    assert begun(client, likeness="a-2").json()["token"] != token


def test_bytes_the_disk_lost_are_sent_again(clerk):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    put(client, token, 0, CONTENT[:1000])
    with arriving.path_of(token).open("r+b") as lost:
        lost.truncate(400)
    assert client.get(f"/files/uploads/{token}").json()["received"] == 400
    assert put(client, token, 400, CONTENT[400:2000]).json()["received"] == 2000
    assert arriving.path_of(token).read_bytes() == CONTENT[:2000]


def test_bytes_written_but_not_counted_are_written_again(clerk):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    put(client, token, 0, CONTENT[:1000])
    with arriving.path_of(token).open("ab") as killed:
        killed.write(b"half a piece")
    assert put(client, token, 1000, CONTENT[1000:2000]).json()["received"] == 2000
    assert arriving.path_of(token).read_bytes() == CONTENT[:2000]


def test_an_empty_piece_changes_nothing(clerk):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    assert put(client, token, 0, b"").json()["received"] == 0


@pytest.mark.parametrize(
    ("name", "size", "match"),
    [
        ("片.mp4", 51 * MB, "超过 50 MB"),
        ("片.mp4", 2**52, "超过 50 MB"),
        ("工具.exe", 10, "不接收 .exe"),
        ("空.txt", 0, "空文件"),
    ],
)
def test_what_cannot_come_in_is_told_before_the_first_byte(clerk, name, size, match):
    answer = client_of(clerk).post(
        "/files/uploads", {"name": name, "size": size}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 409
    assert match in answer.json()["detail"]
    assert not Upload.objects.exists()


def test_nonsense_is_turned_away(clerk):
    client = client_of(clerk)
    for size in ("", "-1", "ten", "1e9", "9" * 30):
        assert begun(client, size=size).status_code == 400
    token = begun(client).json()["token"]
    for offset in ("", "-1", "x", "9" * 20):
        assert put(client, token, offset, b"a").status_code == 400
    assert put(client, token, 0, b"a" * (arriving.PIECE + 1)).status_code == 400
    assert Upload.objects.get().received == 0


def test_more_than_announced_is_refused(clerk):
    client = client_of(clerk)
    token = begun(client, size=10).json()["token"]
    assert put(client, token, 0, b"a" * 11).status_code == 409
    assert Upload.objects.get().received == 0
    assert not arriving.path_of(token).exists()


def test_what_has_not_wholly_arrived_is_no_file(clerk):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    put(client, token, 0, CONTENT[:1000])
    with pytest.raises(Refused, match="还没有传完"):
        arriving.finish(Upload.objects.get(), by=actor_of(clerk))
    assert Upload.objects.get().received == 1000
    assert not File.objects.exists()


def test_another_persons_upload_is_not_there(clerk, director):
    upload = whole(client_of(clerk))
    theirs = client_of(director)
    assert theirs.get(f"/files/uploads/{upload.token}").status_code == 404
    assert put(theirs, upload.token, 0, b"a").status_code == 404
    assert theirs.delete(f"/files/uploads/{upload.token}").status_code == 404
    answer = theirs.post("/forms/upload", {"f-papers-new": upload.token})
    assert answer.status_code == 404
    with pytest.raises(Refused):
        arriving.finish(upload, by=actor_of(director))
    assert Upload.objects.get().file is None


def test_a_form_takes_what_arrived(clerk):
    upload = whole(client_of(clerk))
    answer = client_of(clerk).post("/forms/upload", {"f-papers-new": upload.token})
    file = File.objects.get()
    assert f'name="f-papers" value="{file.pk}"' in answer.content.decode()


def test_what_lies_is_refused_at_the_end_and_gone(clerk, django_capture_on_commit_callbacks):
    upload = whole(client_of(clerk), samples.EXE * 10, name="报告.pdf")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused, match="内容不是"):
        arriving.finish(upload, by=actor_of(clerk))
    assert not Upload.objects.exists()
    assert not File.objects.exists()
    assert not arriving.path_of(upload.token).exists()


def test_what_was_damaged_on_the_way_is_refused(clerk):
    upload = whole(client_of(clerk))
    with pytest.raises(Refused, match="传坏了"):
        arriving.finish(upload, "0" * 64, by=actor_of(clerk))
    assert not File.objects.exists()


def test_a_full_disk_is_told(clerk, monkeypatch):
    monkeypatch.setattr(arriving, "free", lambda: 300 * MB)
    assert begun(client_of(clerk), size=45 * MB).status_code == 409
    assert not Upload.objects.exists()


def test_unfinished_uploads_have_a_quota(clerk, monkeypatch):
    client = client_of(clerk)
    monkeypatch.setattr("andu.files.rules.value", lambda *a, **k: 20)
    assert begun(client, size=15 * MB, likeness="a").status_code == 201
    assert begun(client, size=15 * MB, likeness="a").status_code == 201
    assert begun(client, size=15 * MB, likeness="b").status_code == 409
    assert Upload.objects.count() == 1


def test_one_gives_an_upload_up(clerk, django_capture_on_commit_callbacks):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    put(client, token, 0, b"abc")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.delete(f"/files/uploads/{token}").status_code == 204
    assert not Upload.objects.exists()
    assert not arriving.path_of(token).exists()


def test_old_uploads_and_stray_bytes_are_cleared(clerk, django_capture_on_commit_callbacks):
    client = client_of(clerk)
    token = begun(client).json()["token"]
    put(client, token, 0, b"abc")
    arriving.path_of("stray").write_bytes(b"x")
    assert clearing.clear_uploads() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clearing.clear_uploads(LATER) == 2
    assert not Upload.objects.exists()
    assert not arriving.path_of(token).exists()
    assert not arriving.path_of("stray").exists()


def test_an_upload_goes_on_by_who_began_it_alone(clerk, director):
    upload = Upload.objects.get(token=begun(client_of(clerk)).json()["token"])
    mine, theirs = actor_of(clerk), actor_of(director)
    for ask, why in (
        (lambda by: rules.may_add(by, upload, 0, 0, 1), "ended"),
        (lambda by: rules.may_finish(by, upload, upload.size), "ended"),
        (lambda by: rules.may_drop(by, upload), "not-mine"),
    ):
        assert ask(mine)
        assert ask(theirs).code == why
