"""Files by API: a submission with attachments, an opinion with papers, nothing of somebody else."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from andu.api.tests.programs import program
from andu.audit.models import Entry
from andu.files.models import File, Upload
from andu.files.scanning import no
from andu.forms.models import RecordFile
from andu.kit.models import RequestKey
from andu.workflow.models import Enclosure, Matter
from tests.api.samples import LEAVE, PIECE

KEY = "upload-key-0001"


def _sent(machine, name="材料.txt", content=PIECE, key=KEY):
    upload = SimpleUploadedFile(name, content)
    return machine.post("/api/files", {"file": upload}, HTTP_IDEMPOTENCY_KEY=key)


def _with(*papers):
    return {**LEAVE, "fields": {**LEAVE["fields"], "papers": list(papers)}}


def test_a_submission_takes_its_files_along(world):
    machine = program(world["clerk"])
    number = _sent(machine).json()["id"]
    made = machine.send("templates/leave/matters", **_with(number))
    assert made.status_code == 200, made.content
    (paper,) = machine.ask(f"matters/{made.json()['id']}")["attachments"]
    assert paper["name"] == "材料.txt"
    answer = machine.get(paper["address"])
    assert b"".join(answer.streaming_content) == PIECE
    assert machine.get(f"/api/files/{number}").status_code == 404  # no longer waiting


def test_a_large_file_comes_in_pieces(world):
    machine, whole = program(world["clerk"]), "很长的名单。".encode() * 1000
    at = machine.send("uploads", name="名单.txt", size=len(whole)).json()
    path = f"/api/uploads/{at['token']}"
    half = len(whole) // 2
    for number, (start, piece) in enumerate(((0, whole[:half]), (half, whole[half:]))):
        at = machine.put(
            f"{path}?offset={start}", piece, content_type="application/octet-stream",
            HTTP_IDEMPOTENCY_KEY=f"piece-key-{number}",
        ).json()  # fmt: skip
    assert at["received"] == len(whole)
    made = machine.send(f"{path[5:]}/finish").json()
    assert made["size"] == len(whole)
    assert File.objects.get(pk=made["id"]).open().read() == whole
    late = machine.put(
        f"{path}?offset=0", b"x", content_type="application/octet-stream",
        HTTP_IDEMPOTENCY_KEY="piece-key-9",
    )  # fmt: skip
    assert late.status_code == 409


@pytest.mark.parametrize("strange", [0, -1, "x", 2**63 - 1, None, [1], True])
def test_a_file_that_is_not_there_is_said(world, strange):
    answer = program(world["clerk"]).send("templates/leave/matters", **_with(strange))
    assert answer.status_code == 422 and "/api/files" in answer.json()["detail"]
    assert Matter.objects.count() == 1


def test_nobody_uses_or_sees_what_somebody_else_uploaded(world, outsider):
    paper = world.paper.pk
    for who in (world["office_head"], outsider):
        machine = program(who)
        assert machine.get(f"/api/files/{paper}").status_code == 404
        assert machine.get(f"/api/files/{paper}/content").status_code == 404
    answer = program(world["office_head"]).send("templates/leave/matters", **_with(paper))
    assert answer.status_code == 422 and Matter.objects.count() == 1
    upload = program(world["clerk"]).send("uploads", name="a.txt", size=3).json()["token"]
    assert program(world["office_head"]).get(f"/api/uploads/{upload}").status_code == 404
    assert Upload.objects.count() == 1


def test_a_file_is_used_once(world):
    machine = program(world["clerk"])
    assert machine.send("templates/leave/matters", **_with(world.paper.pk)).status_code == 200
    again = machine.send("templates/leave/matters", **_with(world.paper.pk))
    assert again.status_code == 422 and RecordFile.objects.count() == 2


def test_an_opinion_has_its_papers_and_mentions(world):
    machine = program(world["office_head"])
    number = _sent(machine).json()["id"]
    path = f"matters/{world.matter.pk}/decision"
    strange = machine.send(path, verb="agree", papers=[world.paper.pk])
    assert strange.status_code == 422 and not Enclosure.objects.exists()
    answer = machine.send(
        path, verb="agree", opinion="见附件", papers=[number], mentioned=[world["director"].pk]
    )
    assert answer.status_code == 200, answer.content
    assert Enclosure.objects.get().file_id == number
    other = machine.send(path, verb="take_back", papers=[number])
    assert other.status_code == 422


def test_a_virus_is_refused_and_its_trace_stays(world, monkeypatch):
    monkeypatch.setattr(
        "andu.files.storing.scanning.may_pass", lambda *_words: no("有病毒。", "infected")
    )
    machine = program(world["clerk"])
    first, again = (_sent(machine) for _turn in range(2))
    assert first.status_code == again.status_code == 409
    assert first.json() == again.json() and first.json()["code"] == "infected"
    assert Entry.objects.filter(event="files.Infected").count() == 1


def test_who_sends_it_again_meanwhile_waits_until_the_first_is_given_up(world):
    machine = program(world["clerk"])
    assert _sent(machine).status_code == 200
    count = File.objects.count()
    RequestKey.objects.filter(key=KEY).update(status=0)
    busy = _sent(machine)
    assert (busy.status_code, busy.json()["code"]) == (409, "key-busy")
    assert File.objects.count() == count
    RequestKey.objects.filter(key=KEY).update(at=timezone.now() - datetime.timedelta(minutes=11))
    assert _sent(machine).status_code == 200
    assert File.objects.count() == count + 1


def test_a_part_of_a_file_is_given_and_one_beyond_its_end_is_refused_in_words(world):
    machine = program(world["clerk"])
    number = _sent(machine).json()["id"]
    part = machine.get(f"/api/files/{number}/content", HTTP_RANGE="bytes=3-5")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, PIECE[3:6])
    beyond = machine.get(f"/api/files/{number}/content", HTTP_RANGE="bytes=999-")
    assert (beyond.status_code, beyond["Content-Type"]) == (416, "application/problem+json")
    assert f"{len(PIECE)} 字节" in beyond.json()["detail"]
    assert beyond["Content-Range"] == f"bytes */{len(PIECE)}"
