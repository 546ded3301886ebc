"""The files of a request: looked at, packed, replaced, and only by those who may."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from andu.approvals import actions, shelving
from andu.approvals.models import Draft, Request
from andu.approvals.tests.samples import POST
from andu.audit.models import Entry
from andu.files.models import Chain, File
from andu.files.policy import FIELD_MOST
from andu.forms.models import RecordFile, RecordVersion
from andu.kit.verdict import Refused
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import decide_policy
from tests.cast import actor_of, client_of
from tests.house.counting import constant_queries

assert decide_policy


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text(name="证明.txt", content="病假证明"):
    return SimpleUploadedFile(name, content.encode())


@pytest.fixture
def matter(version, clerk):
    """Leave with two papers, at the office head."""
    posted = {**POST, "f-papers": "", "f-papers-new": [text(), text("名单.csv", "甲,乙\n1,2")]}
    client_of(clerk).post("/start/leave", posted)
    return Matter.objects.get()


def files_of(matter):
    request = Request.objects.get(matter=matter)
    return [row.file for row in request.record.current.files.all()]


def page(who, matter, part, status=200):
    answer = client_of(who).get(f"/w/{matter.pk}/{part}")
    assert answer.status_code == status, (part, answer.status_code)
    return answer.content.decode() if not answer.streaming else answer


def test_a_file_is_looked_at_in_the_page(matter, office_head):
    first, second = files_of(matter)
    shown = page(office_head, matter, f"view/{first.pk}")
    assert "病假证明" in shown and "1 / 2" in shown
    assert f'href="/w/{matter.pk}/view/{second.pk}" data-gallery-target="next"' in shown
    assert f'href="/w/{matter.pk}/file/{first.pk}"' in shown
    assert '<th scope="col">甲</th>' in page(office_head, matter, f"view/{second.pk}")
    page(office_head, matter, f"shown/{first.pk}", 404)


def test_all_files_stand_on_one_page_with_their_step(matter, office_head):
    shown = page(office_head, matter, "files")
    for words in ("证明.txt", "名单.csv", "证明材料", "方亦舒", "2 个附件"):
        assert words in shown


def test_many_files_stand_on_pages_and_are_narrowed(matter, office_head, monkeypatch):
    monkeypatch.setattr(shelving, "PAGE", 1)
    monkeypatch.setattr(shelving, "FEW", 1)
    first, second = page(office_head, matter, "files"), page(office_head, matter, "files?page=2")
    assert "证明.txt" in first and "名单.csv" not in first and 'href="?page=2"' in first
    assert "名单.csv" in second and "证明.txt" not in second and "第 2 / 2 页" in second
    assert "名单.csv" in page(office_head, matter, "files?page=99&place=证明材料")
    for asked in ("q=CSV 方亦舒", "q=名单&page=x"):
        shown = page(office_head, matter, f"files?{asked}")
        assert "名单.csv" in shown and "证明.txt" not in shown and "2 个附件" in shown
    for asked in ("q=没有这个", "place=没有这栏"):
        assert "没有符合的附件" in page(office_head, matter, f"files?{asked}")


def test_all_or_chosen_files_are_packed(matter, office_head):
    first, second = files_of(matter)

    def names(query):
        answer = client_of(office_head).get(f"/w/{matter.pk}/zip{query}")
        return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()

    assert names("") == ["证明材料/证明.txt", "证明材料/名单.csv"]
    assert names(f"?f={first.pk}") == ["证明材料/证明.txt", "证明材料/名单.csv"]
    assert names(f"?chosen=1&f={second.pk}&f=999999&f=x") == ["证明材料/名单.csv"]
    assert names("?found=1&q=名单&place=") == ["证明材料/名单.csv"]
    nothing = client_of(office_head).get(f"/w/{matter.pk}/zip?chosen=1")
    assert nothing.status_code == 422


def test_a_hundred_and_twenty_files_go_with_one_form(version, clerk, office_head, decide_policy):
    """Without scripts they come in one post; Django's own limit is 100."""
    decide_policy(FIELD_MOST.code, "1000")
    many = [text(f"{n}.txt") for n in range(120)]
    answer = client_of(clerk).post(
        "/start/leave", {**POST, "f-papers": "", "f-papers-new": many}, follow=True
    )
    assert answer.status_code == 200, answer.text[-500:]
    matter = Matter.objects.get()
    assert len(files_of(matter)) == 120
    shown = client_of(office_head).get(f"/w/{matter.pk}").text
    seen, _fold, rest = shown.partition('<details class="flow"><summary class="more">还有 108 份')
    assert [part.count(".txt</b>") for part in (seen, rest)] == [12, 108]


def test_more_than_the_field_takes_keeps_what_was_typed(version, clerk, decide_policy):
    decide_policy(FIELD_MOST.code, "110")
    many = [text(f"{n}.txt") for n in range(120)]
    answer = client_of(clerk).post("/start/leave", {**POST, "f-papers": "", "f-papers-new": many})
    assert answer.status_code == 422
    assert "最多 110 份附件" in answer.text and "回乡探亲" in answer.text
    assert not File.objects.exists()


def test_a_draft_keeps_as_many_files_as_a_field_may_hold(version, clerk, decide_policy):
    decide_policy(FIELD_MOST.code, "1000")
    chain = Chain.objects.create(organisation_id=clerk.organisation_id)
    many = File.objects.bulk_create(
        File(
            chain=chain, version=n, organisation_id=clerk.organisation_id, name=f"{n}.txt",
            size=1, kind="text", sm3="0" * 64, uploaded_by=clerk, account_id=clerk.account_id,
            uploader=clerk.name, uploaded_at=timezone.now(), storage_name=f"x/{n}",
        )
        for n in range(1, 501)
    )  # fmt: skip
    posted = {**POST, "do": "keep", "f-papers": ["", *(str(one.pk) for one in many)]}
    client_of(clerk).post("/start/leave", posted)
    assert len(Draft.objects.get().raw["f-papers"]) == 501


PARTS = ["view", "file", "shown", "thumb"]


@pytest.mark.parametrize("part", PARTS)
def test_strangers_and_hidden_fields_see_nothing(matter, director, outsider, version, part):
    number = files_of(matter)[0].pk
    for who in (director, outsider):
        page(who, matter, f"{part}/{number}", 404)
        for whole in ("files", "zip"):
            page(who, matter, whole, 404)
    version.access.create(step="check", field="papers", access="hidden")


@pytest.mark.parametrize("part", PARTS)
def test_a_hidden_field_hides_its_files(matter, office_head, version, part):
    number = files_of(matter)[0].pk
    version.access.create(step="check", field="papers", access="hidden")
    page(office_head, matter, f"{part}/{number}", 404)
    assert "证明.txt" not in page(office_head, matter, "files")
    assert client_of(office_head).get(f"/w/{matter.pk}/zip").status_code == 422


def test_a_file_of_another_matter_is_not_here(matter, submit, office_head):
    other = submit().matter
    page(office_head, other, f"view/{files_of(matter)[0].pk}", 404)


def newer(who, matter, file, name="证明.txt", content="新的证明"):
    return client_of(who).post(
        f"/w/{matter.pk}/replace/{file.pk}", {"file": text(name, content)}, follow=True
    )


def test_whose_turn_writes_the_field_puts_a_newer_version(matter, office_head, clerk, version):
    version.access.create(step="check", field="papers", access="write")
    old, other = files_of(matter)
    answer = newer(office_head, matter, old)
    assert "已换成第 2 版" in answer.content.decode()
    now = files_of(matter)
    assert [file.version for file in now] == [2, 1]
    assert now[1] == other
    assert RecordVersion.objects.count() == 2
    assert RecordFile.objects.filter(version__number=1, file=old).exists()
    shown = page(clerk, matter, f"view/{now[0].pk}")
    assert "第 1 版" in shown and "罗曼青" in shown
    served = page(clerk, matter, f"file/{old.pk}")
    assert b"".join(served.streaming_content).decode() == "病假证明"
    assert "换新版本" not in shown
    assert "第 2 版" in Entry.objects.filter(event="approvals.Replaced").get().sentence


def test_the_older_version_is_not_replaced_again(matter, office_head, version):
    version.access.create(step="check", field="papers", access="write")
    old = files_of(matter)[0]
    newer(office_head, matter, old)
    answer = newer(office_head, matter, old, content="又一版")
    assert answer.status_code == 409
    assert RecordVersion.objects.count() == 2


def test_others_put_no_version(matter, office_head, clerk):
    old = files_of(matter)[0]
    for who in (office_head, clerk):
        assert newer(who, matter, old).status_code == 409
        with pytest.raises(Refused, match="不能换新版本"):
            actions.replace_attachment(Request.objects.get(), old, text(), by=actor_of(who))
    assert RecordVersion.objects.count() == 1
    assert File.objects.count() == 2


def test_a_bad_version_changes_nothing(matter, office_head, version):
    version.access.create(step="check", field="papers", access="write")
    old = files_of(matter)[0]
    assert newer(office_head, matter, old, "页.html").status_code == 409
    nothing = client_of(office_head).post(f"/w/{matter.pk}/replace/{old.pk}", {}, follow=True)
    assert "请先选择新版本" in nothing.content.decode()
    assert RecordVersion.objects.count() == 1


def test_the_page_of_all_files_asks_the_same_number_of_times(version, clerk, office_head):
    posted = {**POST, "f-papers": "", "f-papers-new": text()}
    client_of(clerk).post("/start/leave", posted)
    matter = Matter.objects.get()

    def grow(count):
        kept = Request.objects.get(matter=matter).record.current
        file = kept.files.first().file
        for number in range(kept.files.count(), count):
            chain = Chain.objects.create(organisation=file.organisation)
            file.pk, file.chain, file.storage_name = None, chain, f"{number}"
            file.save()
            kept.files.create(key="papers", file=file, order=number)

    constant_queries(client_of(office_head), f"/w/{matter.pk}/files", grow)


def test_a_name_cannot_break_the_page(version, clerk, office_head):
    evil = text("<img src=x onerror=alert(1)>\u202egnp.txt")
    client_of(clerk).post("/start/leave", {**POST, "f-papers": "", "f-papers-new": evil})
    matter = Matter.objects.get()
    shown = page(office_head, matter, "files")
    assert "<img src=x" not in shown and "\u202e" not in shown
    assert re.search(r"&lt;img src=x", shown)
