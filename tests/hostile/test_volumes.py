"""Volumes: what is large takes little memory, and a long list no more work than a short one. The
long forms run by hand; they count and weigh, nothing is timed (R18, R41, UI-08)."""

import html
import re
import resource
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from andu.api.tests.programs import program
from andu.approvals.tests.conftest import designer, submit, template, version
from andu.approvals.tests.samples import POST
from andu.downloads.makers import Progress
from andu.downloads.models import Download
from andu.files.policy import FIELD_MOST, STAGED_MOST
from andu.kit.jobs.worker import drain
from andu.portal.downloads import MAKERS
from andu.workflow.models import Matter, Participant
from andu.workflow.tests.conftest import decide_policy, seat_of
from tests.cast import actor_of, client_of
from tests.house.counting import queries_of

FIXTURES = (decide_policy, designer, submit, template, version)
PART = 5_000
MB = 1 << 20
FEW, MANY, ENDLESS = 600, 1_800, 100_000  # rows; the first is more than is written at once
GROWTH = 2 * MB  # of what an export holds, whatever its length
MOST = 64 * MB  # by which a process may grow over a hundred thousand rows
SOME, FULL = 60, 500  # attachments in one field


def rows_of(member, count, begun=0):
    """So many more matters the person has begun, with lines that wait for them."""
    now = timezone.now()
    for start in range(begun, begun + count, PART):
        made = Matter.objects.bulk_create(
            Matter(organisation_id=member.organisation_id, kind="test", title=f"第 {n} 件 🙂",
                   initiator=member, initiator_name=member.name, started=now, state="finished")
            for n in range(start, min(start + PART, begun + count))
        )  # fmt: skip
        Participant.objects.bulk_create(
            Participant(matter=one, member=member, at=now, capacity="initiator") for one in made
        )


def exported(member, kind):
    """The list by way of a job, as a download that is ready."""
    asked = {"list": "mine", "kind": kind}
    answer = client_of(member).post(reverse("portal:export"), asked)
    assert answer["Location"] == reverse("downloads:index"), "a long list is made by a job"
    drain()
    made = Download.objects.latest("pk")
    assert made.state == Download.State.READY, made.said
    return made


def held_by(member, kind, to):
    """The most that making the list holds at a moment, in bytes."""
    tracemalloc.start()
    try:
        with to.open("wb") as out:
            MAKERS[kind].make(actor_of(member), {"list": "mine", "query": ""}, out, Progress())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def largest():
    """The most memory this process has had at any moment, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("kind", MAKERS)
def test_a_list_of_any_length_is_written_in_the_same_memory(kind, clerk, tmp_path):
    rows_of(clerk, FEW)
    held_by(clerk, kind, tmp_path / "first")  # what is loaded once
    few = held_by(clerk, kind, tmp_path / "few")
    rows_of(clerk, MANY, FEW)
    many = held_by(clerk, kind, tmp_path / "many")
    assert many < few + GROWTH, (few, many)


def test_a_page_of_a_long_list_is_no_more_work_than_of_a_short_one(clerk):
    rows_of(clerk, FEW)
    assert_pages_stay(clerk, MANY, FEW)


@pytest.mark.long
def test_a_hundred_thousand_rows_are_listed_and_exported(clerk, capsys):
    rows_of(clerk, FEW)
    assert_pages_stay(clerk, ENDLESS - FEW, FEW)
    for kind in MAKERS:
        before, made = largest(), exported(clerk, kind)
        assert made.total == ENDLESS
        with capsys.disabled():
            said = f"{kind}: {made.total} rows, {made.file.size} bytes"
            print(f"\n{said}, {(largest() - before) // MB} MB more")  # noqa: T201
        assert largest() - before < MOST
    rows_of(clerk, 1, ENDLESS)
    refused = client_of(clerk).post(reverse("portal:export"), {"list": "mine"})
    assert refused.status_code == 409 and f"超过 {ENDLESS} 行" in refused.text


def assert_pages_stay(member, count, begun):
    """The first page and the one after it: as many statements, as many lines."""
    client, first = client_of(member), "/todo/mine?all=1"
    following = after(client, first)
    before = [shape(client, url) for url in (first, following, "/todo/mine?q=没有这样的")]
    rows_of(member, count, begun)
    again = after(client, first)
    found = [shape(client, url) for url in (first, again, "/todo/mine?q=没有这样的")]
    assert found == before


def shape(client, url):
    """How many statements and how many lines a page takes."""
    asked = len(queries_of(client, url))
    return asked, client.get(url).text.count('<a class="row')


def after(client, url):
    """The address of the page after this one."""
    return html.unescape(re.search(r'href="([^"]*after=[^"]+)"', client.get(url).text)[1])


def attached(browser, count):
    """A matter with so many attachments, sent in one form."""
    papers = [SimpleUploadedFile(f"附件 {n}.txt", f"第 {n} 份".encode()) for n in range(count)]
    answer = browser.post("/start/leave", {**POST, "f-papers-new": papers})
    assert answer.status_code == 302, re.findall("[^<>]*(?:附件|文件)[^<>]*", answer.text)[-9:]
    return Matter.objects.latest("pk")


def assert_attachments_go_along(clerk, head, counts):
    """Shown in no more statements, all told to programs, given back, and in nobody's way."""
    asked, machine = [], program(head)
    for count in counts:
        matter = attached(client_of(clerk), count)
        asked.append(len(queries_of(client_of(head), matter.get_absolute_url())))
        told = machine.ask(f"matters/{matter.pk}")["attachments"]
        assert len({one["id"] for one in told}) == count
    assert asked[-1] <= asked[0], asked
    for one in told[:: max(1, counts[-1] // 20)]:
        answer = machine.get(one["address"])
        assert b"".join(answer.streaming_content).decode().startswith("第")
    step = {"verb": "agree", "seat": seat_of(matter, head), "opinion": "好"}
    assert client_of(head).post(f"/w/{matter.pk}/act", step).status_code == 302


def test_many_attachments_go_along(version, clerk, office_head, decide_policy):
    decide_policy(FIELD_MOST.code, str(SOME))
    assert_attachments_go_along(clerk, office_head, (3, SOME))
    refused = client_of(clerk).post("/start/leave", {**POST, "f-papers-new": [
        SimpleUploadedFile(f"{n}.txt", b"x") for n in range(SOME + 1)]})  # fmt: skip
    assert refused.status_code == 422 and f"最多 {SOME} 份" in refused.text


@pytest.mark.long
def test_five_hundred_attachments_go_along(version, clerk, office_head, decide_policy):
    decide_policy(FIELD_MOST.code, str(FULL))
    decide_policy(STAGED_MOST.code, str(FULL))
    assert_attachments_go_along(clerk, office_head, (3, FULL))
