"""What was kept of the evil files, given back by every address that shows one: nothing runs,
nothing is fetched, nothing breaks."""

import io
import re
import socket
import threading
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from andu.approvals.models import Request
from andu.approvals.tests.samples import POST
from andu.files.extracting import Unreadable, has_text, text_of
from andu.files.models import File
from andu.workflow.models import Matter
from tests.cast import client_of
from tests.hostile.sending import in_a_form, read_out
from tests.hostile.uploads import FAMILIES, corpus

AT_ONCE = 50  # files of one field
DRAWN = {"image/png", "image/jpeg", "image/gif", "application/pdf"}
STRIDE = 8  # of the short form

# In a tag of the page, not in the words of a file shown as text.
ALIVE = re.compile(
    r"<script(?![^>]*\bsrc=\"/static/)|<\w(?:[^<>\"]|\"[^\"]*\")*\son\w+\s*=|<\w[^<>]*=\s*[\"']?javascript:",
    re.I,
)
CLIMBS = re.compile(r"^/|\\|(^|/)\.\.?(/|$)|[\0-\x1f]")


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "store"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "store" / "posted"


@pytest.fixture
def trap() -> Iterator[tuple[str, list[Any]]]:
    """An address somebody listens at, and who came."""
    came: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def wait() -> None:
            while True:
                try:
                    came.append(door.accept()[1])
                except OSError:
                    return

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/", came
        door.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def matters(version, clerk, trap):
    """Requests that carry what was kept of some families: all of it, or one of every so many."""

    def made(*families: str, stride: int = 1) -> list[Matter]:
        client = client_of(clerk)
        for family in families:
            for evil in islice(corpus(family, trap[0]), 0, None, stride):
                in_a_form(client, evil)
        pks = list(File.objects.order_by("pk").values_list("pk", flat=True))
        assert pks
        for start in range(0, len(pks), AT_ONCE):
            title = f"{POST['title']}{start}"
            posted = {**POST, "title": title, "f-papers": pks[start : start + AT_ONCE]}
            answer = client.post("/start/leave", posted)
            assert answer.status_code == 302, answer.content.decode()[:2000]
        return list(Matter.objects.all())

    return made


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.long
def test_nothing_of_all_that_was_kept_runs(family, matters, office_head, trap):
    assert harm(client_of(office_head), matters(family)) == []
    assert trap[1] == []


def test_nothing_of_what_was_kept_runs(matters, office_head, trap):
    assert harm(client_of(office_head), matters(*FAMILIES, stride=STRIDE)) == []
    assert trap[1] == []


@pytest.mark.parametrize("family", ["documents", "printed"])
@pytest.mark.long
def test_reading_all_that_was_kept_harms_nobody(family, matters, trap):
    read(matters(family))
    assert trap[1] == []


def test_reading_what_was_kept_harms_nobody(matters, trap):
    read(matters("documents", "printed", stride=STRIDE))
    assert trap[1] == []


def harm(client: Any, found: list[Matter]) -> list[str]:
    """What is wrong with the addresses that give back the files of these matters."""
    client.raise_request_exception, wrong = False, []
    for matter in found:
        wrong += [f"files: {said}" for said in about_page(client.get(f"/w/{matter.pk}/files"))]
        wrong += about_archive(client.get(f"/w/{matter.pk}/zip"))
        for row in Request.objects.get(matter=matter).record.current.files.select_related("file"):
            at = f"/w/{matter.pk}/{{}}/{row.file.pk}"
            wrong += [f"{row.file.name}: {said}" for said in about(client, at)]
    return wrong


def read(found: list[Matter]) -> None:
    """Ask for the words of every file that was kept."""
    assert found
    for file in File.objects.all():
        if has_text(file):
            try:
                words = text_of(file)
            except Unreadable:
                continue
            assert "root:" not in words and len(words) < 600_000


def about(client: Any, at: str) -> list[str]:
    """What is wrong with the addresses of one file."""
    said = [f"view: {one}" for one in about_page(client.get(at.format("view")))]
    said += [f"file: {one}" for one in about_download(client.get(at.format("file")))]
    for how in ("shown", "thumb"):
        said += [f"{how}: {one}" for one in about_picture(client.get(at.format(how)))]
    return said


def about_page(answer: Any) -> list[str]:
    """What is wrong with a page that tells of a file."""
    if answer.status_code != 200:
        return [f"status {answer.status_code}"]
    return [found[0] for found in ALIVE.finditer(answer.content.decode())]


def about_download(answer: Any) -> list[str]:
    """What is wrong with a file to be saved."""
    expected = {
        "Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "attachment", "Content-Security-Policy": "default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    said = [name for name, begin in expected.items() if not answer[name].startswith(begin)]
    read_out(answer)
    return said


def about_picture(answer: Any) -> list[str]:
    """What is wrong with what is shown in place of a file."""
    if answer.status_code == 404:
        return []
    if answer.status_code != 200:
        return [f"status {answer.status_code}"]
    kind, policy = answer["Content-Type"], answer["Content-Security-Policy"]
    said = [] if kind in DRAWN else [kind]
    said += [] if "default-src 'none'" in policy and "script" not in policy else [policy]
    said += [] if "sandbox" in policy or kind == "application/pdf" else ["no sandbox"]
    said += [] if answer["X-Content-Type-Options"] == "nosniff" else ["sniffed"]
    read_out(answer)
    return said


def about_archive(answer: Any) -> list[str]:
    """What is wrong with all files as an archive."""
    if answer.status_code != 200:
        return [f"zip: status {answer.status_code}"]
    content = b"".join(answer.streaming_content)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    twice = len(names) - len({name.casefold() for name in names})
    return [f"zip: {name}" for name in names if CLIMBS.search(name)] + ["zip: twice"] * bool(twice)
