"""Publishing a version: sound, with its regulation; never changed again."""

import datetime

import pytest
from django.utils import timezone

from andu.audit.recording import entries_of
from andu.authority import actions
from andu.authority.models import Matrix, Row, Version
from andu.authority.queries import lines_of, rows_of, version_in_force
from andu.authority.tests.samples import ROWS, lines
from andu.engine.handlers import PostHolders, UnitHead
from andu.kit.verdict import Refused
from tests.cast import actor_of, give_right

TODAY = datetime.date.today


def test_a_version_decides_from_its_day_on(matrix, publish, bureau):
    version = publish()
    assert (version.number, version.state, version.publisher_name) == (1, "published", "周牧野")
    assert version.basis == "《资金管理办法》（云更发〔2026〕3号）"
    assert version_in_force(bureau.organisation.pk, "funds") == version
    first, second, rest = rows_of(version.pk)
    assert (first.span.high, second.span.low, rest.span.category) == (5_000_000, 5_000_000, "")
    assert first.final == (PostHolders("p2"),)
    assert rest.countersign == (UnitHead(), UnitHead("02"))
    said = entries_of(matrix).order_by("-id").first().sentence
    assert "发布了核决权限表“资金审批权限表”第 1 版，依据《资金管理办法》" in said


def test_the_older_version_decides_until_the_new_one_begins(publish, bureau):
    old, new = publish(), publish(later=3)
    organisation = bureau.organisation.pk
    assert (old.number, new.number) == (1, 2)
    assert version_in_force(organisation, "funds") == old
    assert version_in_force(organisation, "funds", new.valid_from) == new


HOLE = (("办公费", "", "", "5万", "", "局长"), ("办公费", "", "6万", "", "", "局长"))
OVERLAP = (("办公费", "", "", "5万", "", "局长"), ("办公费", "", "4万", "", "", "局长"))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (HOLE, "“办公费”50,000 元（含）至 60,000 元以下没有规定由谁审批"),
        (HOLE[:1], "“办公费”50,000 元（含）以上没有规定"),
        (HOLE[1:], "“办公费”60,000 元以下没有规定"),
        (OVERLAP, "在第 1、2 行重复规定"),
        ([("办公费", "", "5万", "5万", "", "局长")], "没有金额落在这一行"),
        ([("办公费", "", "", "", "", "")], "没有审批人"),
        ([("办公费", "", "", "", "", "总会计师")], "“总会计师”不是本单位的岗位"),
        ([("办公费", "", "", "", "基建处负责人", "局长")], "没有叫“基建处”的部门"),
        ([("办公费", "", "五万", "", "", "局长")], "“五万”不是金额"),
        ([("办公费", "", "-5", "", "", "局长")], "小于零"),
        ([("办公费", "公开招标", "", "", "", "局长")], "没有属性列"),
        ([], "表里还没有行"),
    ],
)
def test_a_faulty_table_is_not_published(publish, rows, words):
    with pytest.raises(Refused, match=words):
        publish(rows)
    assert not Row.objects.exists()
    assert Version.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"regulation": ""}, "依据的制度"),
        ({"valid_from": None}, "生效日期"),
        ({"valid_from": datetime.date(2020, 1, 1)}, "不能早于今天"),
        ({"valid_from": datetime.date(2120, 1, 1)}, "太远"),
    ],
)
def test_a_version_names_its_regulation_and_its_day(matrix, keeper, about, words):
    usual = {"regulation": "资金管理办法", "valid_from": timezone.localdate()} | about
    actions.save_draft(matrix, lines(), actions.About(**usual), by=actor_of(keeper))
    with pytest.raises(Refused, match=words):
        actions.publish_version(matrix, by=actor_of(keeper))
    assert not Row.objects.exists()


def test_a_new_version_does_not_begin_before_the_last(publish):
    publish(later=9)
    with pytest.raises(Refused, match="新版不能更早"):
        publish(later=1)


def test_without_the_right_nobody_changes_a_matrix(matrix, publish, clerk):
    publish()
    by, about = actor_of(clerk), actions.About(regulation="自定")
    for act in (
        lambda: actions.save_draft(matrix, lines(), about, by=by),
        lambda: actions.import_rows(matrix, lines(), "x.xlsx", by=by),
        lambda: actions.publish_version(matrix, by=by),
        lambda: actions.close_matrix(matrix, by=by),
    ):
        with pytest.raises(Refused):
            act()
    assert Version.objects.count() == 1
    assert not Matrix.objects.visible_to(by).exists()


def test_a_draft_is_discarded_and_what_is_published_stays(matrix, publish, keeper):
    version, by = publish(), actor_of(keeper)
    actions.save_draft(matrix, lines(ROWS[2:]), actions.About(), by=by)
    actions.discard_draft(matrix, by=by)
    assert Version.objects.get() == version
    with pytest.raises(Refused, match="没有草稿"):
        actions.discard_draft(matrix, by=by)


def test_who_comes_second_does_not_write_over_the_first(matrix, keeper):
    by = actor_of(keeper)
    first = actions.save_draft(matrix, lines(), actions.About(), by=by)
    seen = str(first.revision)
    actions.save_draft(matrix, lines(ROWS[2:]), actions.About(revision=seen), by=by)
    with pytest.raises(Refused, match="别人刚刚改过"):
        actions.save_draft(matrix, lines(), actions.About(revision=seen), by=by)
    assert len(Version.objects.get().document) == 1


def test_a_published_version_can_be_taken_as_the_next_draft(publish):
    version = publish()
    again = lines_of(version)
    assert [line.parts["final"] for line in again] == ["岗位：科长", "岗位：局长", "岗位：局长"]
    assert again[1].parts["low"] == "50,000"
    assert [row.span for row in rows_of(publish([
        tuple(line.parts[part] for part in
              ("category", "attribute", "low", "high", "countersign", "final"))
        for line in again
    ]).pk)] == [row.span for row in rows_of(version.pk)]  # fmt: skip


def test_a_closed_matrix_is_no_more_edited_until_it_is_opened_again(matrix, publish, keeper):
    publish()
    by = actor_of(keeper)
    actions.close_matrix(matrix, by=by)
    with pytest.raises(Refused, match="已停用"):
        actions.save_draft(matrix, lines(), actions.About(), by=by)
    with pytest.raises(Refused, match="已经停用"):
        actions.close_matrix(matrix, by=by)
    actions.reopen_matrix(matrix, by=by)
    with pytest.raises(Refused, match="正在使用"):
        actions.reopen_matrix(matrix, by=by)
    assert not Matrix.objects.get().closed


def test_a_matrix_is_called_once(matrix, bureau, keeper, clerk):
    called, by = actions.keeping.Called(name="另一张", category="类别"), actor_of(keeper)
    unit = bureau.units["finance"]
    for key, words in (("funds", "已经有了"), ("Funds", "小写字母")):
        with pytest.raises(Refused, match=words):
            actions.create_matrix(unit, key, called, by=by)
    with pytest.raises(Refused, match="没有维护"):
        actions.create_matrix(unit, "other", called, by=actor_of(clerk))
    assert Matrix.objects.count() == 1


def test_a_matrix_gets_another_name_and_keeper(matrix, bureau, keeper, clerk):
    called = actions.keeping.Called(name="资金权限", category="类别", attribute="方式")
    with pytest.raises(Refused, match="没有维护"):
        actions.revise_matrix(matrix, bureau.units["office"], called, by=actor_of(clerk))
    actions.revise_matrix(matrix, bureau.units["office"], called, by=actor_of(keeper))
    matrix.refresh_from_db()
    assert (matrix.name, matrix.unit.name, matrix.attribute_label) == ("资金权限", "办公室", "方式")


@pytest.mark.parametrize(
    ("name", "category", "words"),
    [
        ("", "类别", "名称"),
        ("长" * 81, "类别", "80 字以内"),
        ("表", " ", "类别列"),
        ("表", "长" * 41, "类别列"),
    ],
)
def test_a_matrix_and_its_columns_have_names(bureau, keeper, name, category, words):
    called = actions.keeping.Called(name=name, category=category)
    with pytest.raises(Refused, match=words):
        actions.create_matrix(bureau.units["finance"], "other", called, by=actor_of(keeper))
    assert not Matrix.objects.exists()


def test_the_draft_of_a_closed_matrix_is_not_published(matrix, keeper):
    by, day = actor_of(keeper), timezone.localdate()
    about = actions.About(regulation="资金管理办法", valid_from=day)
    actions.save_draft(matrix, lines(), about, by=by)
    actions.close_matrix(matrix, by=by)
    with pytest.raises(Refused, match="已停用"):
        actions.publish_version(matrix, by=by)
    assert not Version.objects.published().exists()


def test_without_a_draft_nothing_is_published(matrix, keeper):
    with pytest.raises(Refused, match="没有草稿可以发布"):
        actions.publish_version(matrix, by=actor_of(keeper))


def test_the_right_reaches_as_far_as_its_unit(matrix, bureau, clerk):
    give_right(clerk, "authority.manage", scope=bureau.units["office"])
    by = actor_of(clerk)
    assert not Matrix.objects.visible_to(by).exists()
    with pytest.raises(Refused, match="没有维护“财务科”核决权限表的权限"):
        actions.save_draft(matrix, lines(), actions.About(), by=by)
    with pytest.raises(Refused, match="没有维护“财务科”"):
        actions.close_matrix(matrix, by=by)


def test_many_faults_are_told_in_short(publish):
    rows = [(f"类{n}", "", "", "", "", "") for n in range(12)]
    with pytest.raises(Refused, match="还有 4 处，见表格"):
        publish(rows)


def test_a_name_that_is_too_long_and_a_bad_amount_are_told(publish):
    with pytest.raises(Refused, match="太长") as refused:
        publish([("长" * 120, "", "x", "", "", "局长")])
    assert "“x”不是金额" in str(refused.value.verdict.reason)


def test_an_amount_below_zero_is_told_once_and_as_no_overlap(publish):
    rows = [("办公费", "", "", "5万", "", "局长"), ("办公费", "", "-5", "", "", "局长")]
    with pytest.raises(Refused) as refused:
        publish(rows)
    told = "第 2 行：“-5”小于零。请填零或更大的金额。"
    assert str(refused.value.verdict.reason) == told
