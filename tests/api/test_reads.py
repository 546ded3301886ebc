"""Every read of the API, whichever there are: it has an ETag, and is not sent twice."""

import pytest

from andu.api.tests.programs import program
from tests.api.samples import READS, operations

NAMES = [name for name, _method, _path in operations(reading=True)]


def test_every_read_has_its_sample():
    assert set(NAMES) == set(READS), "tests/api/samples.py: READS"


@pytest.mark.parametrize("name", NAMES)
def test_a_read_that_is_known_is_not_sent_again(name, world):
    call = READS[name](world)
    machine = program(call.who)
    machine.get(call.path)  # opening notes that it was opened
    first = machine.get(call.path)
    assert first.status_code == 200, first.content
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]
    etag = first["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = machine.get(call.path, HTTP_IF_NONE_MATCH=known)
        assert again.status_code == 304 and again["ETag"] == etag
        assert not again.content
    assert machine.get(call.path, HTTP_IF_NONE_MATCH='"other"').status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_read_without_a_token(name, world, client):
    call = READS[name](world)
    etag = program(call.who).get(call.path)["ETag"]
    answer = client.get(call.path, HTTP_IF_NONE_MATCH=etag)
    assert answer.status_code == 401 and "ETag" not in answer


def test_what_has_changed_is_sent(world):
    machine, path = program(world["office_head"]), f"/api/matters/{world.matter.pk}"
    machine.get(path)
    etag = machine.get(path)["ETag"]
    machine.send(f"{path[5:]}/decision", verb="agree")
    answer = machine.get(path, HTTP_IF_NONE_MATCH=etag)
    assert answer.status_code == 200 and answer["ETag"] != etag


def test_who_sees_something_else_has_another_etag(world):
    path = f"/api/matters/{world.matter.pk}"
    etags = {program(world[who]).get(path)["ETag"] for who in ("clerk", "office_head")}
    assert len(etags) == 2


def test_a_strange_method_or_address_is_refused_as_a_problem(world):
    machine = program(world["clerk"])
    for answer, status in (
        (machine.send("units"), 405), (machine.get("/api/nothing"), 404),
        (machine.get("/api/matters/999999"), 404), (machine.get("/api/members/x"), 422),
    ):  # fmt: skip
        assert answer.status_code == status, answer.content
        assert answer["Content-Type"] == "application/problem+json"
        said = answer.json()
        assert said["code"].isascii() and said["detail"]
