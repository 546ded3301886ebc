"""What a cell may say, and back again."""

import pytest

from andu.authority import cells
from andu.authority.names import Names
from andu.engine.handlers import (
    LeaderInCharge,
    NamedPerson,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    UnitHead,
)
from andu.organisation.models import Member, Post, Role


@pytest.fixture
def names(bureau):
    Role.objects.create(organisation=bureau.organisation, code="legal", name="法务审核")
    mentioned = ["方亦舒", "clerk", "沈知远"]
    return lambda: Names(bureau.organisation.pk, mentioned)


@pytest.mark.parametrize(
    ("text", "rule", "back"),
    [
        ("直接上级", Superior(1), "直接上级"),
        ("第2级上级", Superior(2), "第2级上级"),
        ("部门负责人", UnitHead(), "部门负责人"),
        ("上一级部门负责人", UnitHead(up=1), "上1级部门负责人"),
        ("上2级部门负责人", UnitHead(up=2), "上2级部门负责人"),
        ("分管领导", LeaderInCharge(), "分管领导"),
        ("财务科负责人", UnitHead("02"), "财务科负责人"),
        ("财务科的负责人", UnitHead("02"), "财务科负责人"),
        ("财务科分管领导", LeaderInCharge("02"), "财务科分管领导"),
        ("局长", PostHolders("p1"), "岗位：局长"),
        ("岗位:局长", PostHolders("p1"), "岗位：局长"),
        ("财务科的科长", PostHolders("p2", unit="02"), "岗位：财务科的科长"),
        ("岗位：财务科的科长", PostHolders("p2", unit="02"), "岗位：财务科的科长"),
        ("岗位：本部门的科长", PostHolders("p2", Scope.UNIT), "岗位：本部门的科长"),
        ("法务审核", RoleHolders("legal"), "角色：法务审核"),
        ("角色：法务审核", RoleHolders("legal"), "角色：法务审核"),
        ("人员：方亦舒", NamedPerson("clerk"), "人员：方亦舒"),
        ("方亦舒（clerk）", NamedPerson("clerk"), "人员：方亦舒"),
    ],
)
def test_words_become_rules_and_words_again(names, text, rule, back):
    known = names()
    assert cells.rules_of(text, known) == ([rule], [])
    assert cells.text_of([rule], known) == back
    assert cells.rules_of(back, known) == ([rule], [])


def test_several_stand_in_their_order_each_once_and_nobody_is_nobody(names):
    found, wrong = cells.rules_of("局长、财务科负责人，岗位：局长;", names())
    assert (found, wrong) == ([PostHolders("p1"), UnitHead("02")], [])
    assert cells.rules_of("不需要", names()) == ([], [])
    assert cells.rules_of("", names()) == ([], [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("总会计师", "不是本单位的岗位"),
        ("基建处负责人", "没有叫“基建处”的部门"),
        ("岗位：处长", "没有叫“处长”的岗位"),
        ("人员：无名氏", "没有叫“无名氏”的人员"),
        ("财务科的处长", "没有叫“处长”的岗位"),
    ],
)
def test_what_names_nobody_says_so(names, text, words):
    found, wrong = cells.rules_of(text, names())
    assert not found
    assert words in wrong[0]


def test_nobody_is_guessed_where_several_have_the_name(names, bureau, clerk):
    Role.objects.create(organisation=bureau.organisation, code="chief", name="局长")
    Post.objects.create(organisation=bureau.organisation, code="p8", name="科员", level=7)
    Member.objects.filter(pk=clerk.pk).update(name="沈知远")
    known = names()
    assert "既是岗位或角色" in cells.rules_of("局长", known)[1][0]
    assert "有 2 个岗位都叫“科员”" in cells.rules_of("科员", known)[1][0]
    assert "有 2 个人员都叫“沈知远”" in cells.rules_of("人员：沈知远", known)[1][0]
    assert cells.rules_of("岗位：科员（p8）", known)[0] == [PostHolders("p8")]
    assert cells.text_of([PostHolders("p8")], known) == "岗位：科员（p8）"
    assert cells.text_of([PostHolders("gone")], known) == "岗位：gone"


def test_a_cell_takes_no_more_than_a_page_can_show(names):
    text = "、".join(f"第{n}级上级" for n in range(1, 10)) + "、局长、科长、科员、分管领导"
    assert "一格最多写 12 项" in cells.rules_of(text, names())[1][0]
