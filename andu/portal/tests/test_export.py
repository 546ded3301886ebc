"""A list is taken away as it is filtered; nothing in it runs, nobody else's rows are in it."""

import io
from unittest import mock

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from andu.downloads.models import Download
from andu.kit import sheet
from andu.kit.jobs.worker import drain
from andu.portal import exporting, queries, rules
from andu.portal.policy import EXPORT_MOST
from andu.workflow.models import Matter
from andu.workflow.tests.conftest import begin, countersign, decide_policy, drawings
from tests.cast import actor_of, client_of

assert drawings and decide_policy
pytestmark = pytest.mark.django_db


def taken(member, **asked):
    """What the person gets: the table's lines."""
    client = client_of(member)
    answer = client.post(reverse("portal:export"), {"kind": "xlsx", **asked})
    assert answer.status_code == 302, answer.text
    content = b"".join(client.get(answer["Location"]).streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_list_becomes_a_table_with_its_filters(clerk, office_head, outsider):
    begin(clerk, countersign("finance_head"), title="采购扫描仪", urgency=1)
    begin(clerk, countersign("finance_head"), title="印制手册")
    lines = taken(clerk, list="mine", query="")
    assert [line[0] for line in lines] == ["标题", "印制手册", "采购扫描仪"]
    assert [line[0] for line in taken(clerk, list="mine", query="q=扫描")][1:] == ["采购扫描仪"]
    assert [line[0] for line in taken(office_head, list="todo", query="urgency=1")][1:] == [
        "采购扫描仪"
    ]
    assert [line[0] for line in taken(outsider, list="mine", query="")] == ["标题"]


def test_an_empty_list_is_a_table_of_headings(clerk):
    begin(clerk, countersign("finance_head"))
    for strange in ("urgency=99&unit=abc", "q=没有这个词"):
        lines = taken(clerk, list="mine", query=strange)
        assert lines == [["标题", "编号", "类别", "紧急程度", "发起人", "状态", "发起时间",
                          "送达时间", "到期时间"]]  # fmt: skip
    assert {one.state for one in Download.objects.all()} == {Download.State.READY}


def test_a_list_that_became_empty_before_its_job_is_one_too(clerk, monkeypatch):
    begin(clerk, countersign("finance_head"))
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    client = client_of(clerk)
    client.post(reverse("portal:export"), {"list": "mine"})
    monkeypatch.setattr(exporting, "every_row", lambda *_: iter(()))
    monkeypatch.setattr(queries, "found", lambda *_: Matter.objects.none())
    drain()
    assert Download.objects.get().state == Download.State.READY


def test_one_click_twice_is_one_export(clerk):
    client = client_of(clerk)
    asked = {"list": "mine", "_key": "export-key-0001"}
    first, again = (client.post(reverse("portal:export"), asked) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Download.objects.get().is_ready


def test_a_list_nobody_knows_is_not_exported(clerk):
    assert client_of(clerk).post(reverse("portal:export"), {"list": "nobody"}).status_code == 404


def test_what_looks_like_a_formula_stays_text(clerk):
    begin(clerk, countersign("finance_head"), title='=HYPERLINK("http://x","点我")')
    assert taken(clerk, list="mine", query="")[1][0] == '=HYPERLINK("http://x","点我")'
    client = client_of(clerk)
    answer = client.post(reverse("portal:export"), {"list": "mine", "kind": "csv"})
    content = b"".join(client.get(answer["Location"]).streaming_content).decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in content


def test_a_long_list_is_made_by_a_job(clerk, monkeypatch):
    for n in range(3):
        begin(clerk, countersign("finance_head"), title=f"第{n}件")
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    answer = client_of(clerk).post(reverse("portal:export"), {"list": "mine"})
    assert answer["Location"] == reverse("downloads:index")
    drain()
    made = Download.objects.get()
    assert (made.state, made.total, made.file.kind) == ("ready", 3, "xlsx")


def test_more_than_the_limit_is_refused_at_once_with_what_to_do(clerk, monkeypatch):
    for n in range(3):
        begin(clerk, countersign("finance_head"), title=f"第{n}件")
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(rules, "most_exported", lambda by: 2)
    answer = client_of(clerk).post(reverse("portal:export"), {"list": "mine"})
    assert "超过 2 行" in answer.text and "筛选后分几次导出" in answer.text
    assert not Download.objects.exists()


def test_a_raised_limit_is_exported_to_its_last_row(clerk, decide_policy):
    begin(clerk, countersign("finance_head"))
    actor, made = actor_of(clerk), []
    decide_policy(EXPORT_MOST.code, "1000000")
    rows = exporting.every_row
    assert rules.most_exported(actor) == 1_000_000
    with mock.patch.object(exporting, "every_row", lambda *a: made.append(a) or rows(*a)):
        assert len(list(exporting.table(actor, "mine", queries.Criteria()))) == 1
    assert made[0][3] == 1_000_000


def test_text_written_as_text_and_nothing_a_cell_cannot_hold():
    out = io.BytesIO()
    sheet.write_xlsx(out, ["一"], [["=1+1"], ["a\x00b\ud800"], ["长" * 40_000], [None], [12]])
    out.seek(0)
    lines = CalamineWorkbook.from_filelike(out).get_sheet_by_index(0).to_python()
    assert lines[1][0] == "=1+1"
    assert lines[2][0] == "ab"
    assert len(lines[3][0]) == sheet.LONGEST_CELL
    assert lines[5][0] == 12
