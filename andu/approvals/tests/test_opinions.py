"""What goes with an opinion: papers, handwriting, mentions; and what changed, in the trace."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from andu.files.models import File
from andu.notify.models import Notice
from andu.workflow.models import Enclosure, History, Participant
from andu.workflow.tests.conftest import seat_of
from tests.cast import client_of


def _text(answer):
    return answer.content.decode()


def _paper(name="核实情况.txt", content="已核实。"):
    return SimpleUploadedFile(name, content.encode())


def _hand():
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(content, "PNG")
    return SimpleUploadedFile("手写意见.png", content.getvalue())


def _act(who, matter, verb="agree", **more):
    posted = {"verb": verb, "seat": seat_of(matter, who), **more}
    return client_of(who).post(f"{matter.get_absolute_url()}/act", posted)


@pytest.fixture
def matter(submit):
    """Leave asked for by the clerk."""
    return submit().matter


def test_papers_and_handwriting_go_with_the_opinion_and_are_proved(
    matter, clerk, office_head, finance_head, outsider
):
    answer = _act(office_head, matter, **{"enclosed-new": _paper(), "handwritten-new": _hand()})
    assert answer.status_code == 302
    act = History.objects.get(how="agreed")
    rows = list(Enclosure.objects.select_related("file"))
    assert [(row.sequence, row.kind, row.file.state) for row in rows] == [
        (act.sequence, "paper", "kept"), (act.sequence, "handwriting", "kept"),
    ]  # fmt: skip
    assert [one["sm3"] for one in act.details["files"]] == [row.file.sm3 for row in rows]
    assert act.is_sound()
    act.details["files"][0]["sm3"] = "0" * 64
    assert not act.is_sound()
    page = _text(client_of(clerk).get(matter.get_absolute_url()))
    assert "核实情况.txt" in page and 'alt="手写意见"' in page
    assert "核实情况.txt" in _text(client_of(clerk).get(f"{matter.get_absolute_url()}/print"))
    address = f"{matter.get_absolute_url()}/said/{rows[0].file_id}"
    assert client_of(finance_head).get(address).getvalue().decode() == "已核实。"
    assert client_of(outsider).get(address).status_code == 404
    assert client_of(clerk).get(f"{matter.get_absolute_url()}/said/999999").status_code == 404


def test_a_refused_opinion_brings_its_papers_back(matter, office_head):
    answer = _act(office_head, matter, "return", to="draft", **{"enclosed-new": _paper()})
    assert answer.status_code == 422
    staged = File.objects.get()
    page = _text(answer)
    assert f'name="enclosed" value="{staged.pk}"' in page and "核实情况.txt" in page
    assert not Enclosure.objects.exists()
    _act(office_head, matter, "return", to="draft", reason="请补充。", enclosed=staged.pk)
    assert Enclosure.objects.get().file == staged


def test_somebody_elses_upload_is_not_enclosed(matter, clerk, office_head):
    sent = {"enclosed-new": _paper()}
    client_of(clerk).post(f"{matter.get_absolute_url()}/enclose", sent)
    _act(office_head, matter, enclosed=File.objects.get().pk)
    assert History.objects.filter(how="agreed").exists()
    assert not Enclosure.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"handwritten-new": _paper()}, "手写意见要用图片"),
        ({"enclosed-new": [_paper(f"{n}.txt") for n in range(11)]}, "最多附 10 份"),
        ({"mentioned_text": "无此人"}, "没有找到“无此人”"),
        ({"mentioned": "999999"}, "不在本单位"),
    ],
)
def test_what_may_not_go_with_an_opinion_is_refused(matter, office_head, wrong, said):
    answer = _act(office_head, matter, opinion="同意。", **wrong)
    assert answer.status_code == 422 and said in _text(answer) and "同意。" in _text(answer)
    assert not History.objects.filter(how="agreed").exists()


def test_who_is_mentioned_hears_of_it_and_may_read_it(matter, clerk, office_head, director):
    _act(office_head, matter, opinion="请局长留意。", mentioned=[clerk.pk, director.pk])
    assert "在意见中提到你" in Notice.objects.filter(member=clerk).last().title
    assert Participant.objects.filter(member=director, capacity="reader").exists()
    page = _text(client_of(director).get(matter.get_absolute_url()))
    assert "提及方亦舒、沈知远" in page
    assert History.objects.get(how="agreed").details["mentions"] == ["方亦舒", "沈知远"]


def test_the_trace_tells_what_changed_to_those_who_may_see_it(
    matter, clerk, office_head, finance_head, registrar
):
    _act(office_head, matter, **{"f-secret": "内部"})
    _act(finance_head, matter, **{"f-deducted": "120.5"})
    page = _text(client_of(registrar).get(matter.get_absolute_url()))
    assert "改动 1 处" in page and "¥ 120.50" in page and "内部备注" not in page
    assert "改动" not in _text(client_of(clerk).get(matter.get_absolute_url()))


def test_the_initiator_renames_what_came_back(matter, clerk, office_head):
    _act(office_head, matter, "return", to="draft", way="straight", reason="标题写明天数。")
    address = matter.get_absolute_url()
    assert 'name="title"' in _text(client_of(clerk).get(address))
    refused = _act(clerk, matter, "resubmit", title="", urgency="1", opinion="已改")
    assert refused.status_code == 422 and "请填写标题" in _text(refused)
    assert "已改" in _text(refused) and '<option value="1" selected>' in _text(refused)
    _act(clerk, matter, "resubmit", title="探亲假三天", urgency="0")
    page = _text(client_of(office_head).get(address))
    assert ">探亲假三天</h1>" in page and "请假申请（方亦舒）</del>" in page
