"""Conditions and handlers as people read them."""

from andu.engine.conditions import AllOf, AnyOf, Not, Operator, Test, Type
from andu.engine.handlers import (
    FromField,
    InitiatorsChoice,
    LeaderInCharge,
    NamedPerson,
    Nobody,
    Otherwise,
    PostHolders,
    RoleHolders,
    Scope,
    Superior,
    UnitHead,
)
from andu.engine.nodes import BEFORE, AtLimit, Ballot, LimitAct, Mode, Nature, Step, Threshold
from andu.workflow.bpmn.modes import MODES, how_words, step_words
from andu.workflow.bpmn.tests.flows import RULES, TODAY, person
from andu.workflow.bpmn.timing import timing_words
from andu.workflow.bpmn.words import condition_words, handler_words, nobody_words

NAMES = {"amount": "金额", "fin": "财务科", "wang": "王明", "budget": "预算", "where": "使用部门"}


def name(kind: str, code: str) -> str:
    return NAMES.get(code, code)


MONEY = Test("amount", Type.MONEY, Operator.GT, 1_000_000)
UNIT = Test("@units", Type.LIST, Operator.CONTAINS, "fin")
DAY = Test("day", Type.DATE, Operator.GE, TODAY)


def test_conditions_read_as_sentences():
    assert condition_words(MONEY, name) == "金额超过 10,000 元"
    assert condition_words(UNIT, name) == "发起人的部门及上级部门包含财务科"
    assert condition_words(DAY, name) == "day 不早于 2026-11-24"
    kind = Test("kind", Type.CHOICE, Operator.IN, ("甲", "乙"))
    assert condition_words(kind, name) == "kind 是其中之一：“甲”、“乙”"
    urgent = Test("urgent", Type.BOOL, Operator.NE, True)
    assert condition_words(urgent, name) == "urgent 不是“是”"
    said = condition_words(AllOf((MONEY, AnyOf((UNIT, Not(DAY))))), name)
    unit = "发起人的部门及上级部门包含财务科"
    assert said == f"金额超过 10,000 元，并且（{unit}，或者并非（day 不早于 2026-11-24））"


def test_handlers_read_as_an_office_says_them():
    said = {
        Superior(1): "发起人的直接上级",
        Superior(2): "发起人的第 2 级上级",
        NamedPerson("wang"): "王明",
        UnitHead(): "发起人部门的负责人",
        UnitHead(unit="fin", up=1): "财务科往上 1 级部门的负责人",
        LeaderInCharge(field="where"): "表单“使用部门”中部门的分管领导",
        PostHolders("budget", unit="fin"): "财务科的“预算”岗位",
        RoleHolders("x", Scope.UNIT): "发起人部门的角色“x”",
        FromField("where"): "表单“使用部门”中的人",
        InitiatorsChoice((NamedPerson("wang"),), 2): "发起人自选（至多 2 人），范围：王明",
    }
    assert {rule: handler_words(rule, name) for rule in said} == said
    assert all(handler_words(rule) for rule in RULES)


def test_steps_and_their_fallback_in_one_line():
    step = person("a", NamedPerson("wang"), Superior(1))
    together = type(step)(key="a", handlers=step.handlers, mode=Mode.ALL)
    assert step_words(together, name) == "会签：王明、发起人的直接上级"
    assert step_words(type(step)(key="a")) == "未设办理人"
    assert nobody_words(Nobody(Otherwise.PERSON, "wang"), name) == "找不到人时转给王明"


def vote(threshold: Threshold | None, *ballots: Ballot) -> str:
    rules = (NamedPerson("wang"), RoleHolders("x"), Superior(1))
    mode = {"mode": Mode.VOTE, "threshold": threshold}
    return how_words(Step(key="a", handlers=rules, ballots=ballots, **mode), name)


def test_votes_say_what_is_needed_and_whose_voice_is_worth_more():
    plain, heavy, veto = Ballot(), Ballot(weight=3), Ballot(veto=True)
    assert vote(Threshold(count=3)) == "表决（3 人以上同意）"
    assert vote(Threshold(percent=60), plain, plain, plain) == "表决（60% 以上同意）"
    assert vote(Threshold(percent=60), heavy, plain, plain) == "票签（60% 的票，王明 3 票）"
    said = vote(Threshold(count=4), plain, heavy, veto)
    assert said == "票签（4 票以上同意，角色“x”每人 3 票，发起人的直接上级可一票否决）"
    both = Ballot(weight=2, veto=True)
    assert vote(Threshold(count=4), both, plain, plain).endswith("王明 2 票、可一票否决）")
    assert vote(Threshold(count=2), veto, veto, veto) == "表决（2 人以上同意，每人都可一票否决）"
    assert vote(None) == "表决"


def test_under_a_step_each_voice_stands_with_its_person():
    rules = (NamedPerson("wang"), Superior(1))
    step = Step(
        key="a", handlers=rules, mode=Mode.VOTE, threshold=Threshold(percent=60),
        ballots=(Ballot(weight=3, veto=True), Ballot()),
    )  # fmt: skip
    said = step_words(step, name)
    assert said == "票签（60% 的票）：王明（3 票、可一票否决）、发起人的直接上级"


def test_work_and_information_are_not_called_signing():
    for nature, one, all_ in ((Nature.WORK, "办理", "都要办理"), (Nature.READ, "阅知", "都要阅知")):
        step = person("a", NamedPerson("wang"))
        assert step_words(Step(**{**vars(step), "nature": nature}), name) == f"{one}：王明"
        several = {**vars(step), "nature": nature, "mode": Mode.ALL}
        assert how_words(Step(**several), name) == all_
    assert {*MODES} == {*Nature}
    assert all({*words} == {*Mode} for words in MODES.values())


def test_what_happens_after_a_limit_is_told_in_order():
    acts = (
        AtLimit(act=LimitAct.PASS, after=960), AtLimit(act=LimitAct.ESCALATE),
        AtLimit(act=LimitAct.TRANSFER, after=90, rule=NamedPerson("wang")),
    )  # fmt: skip
    step = Step(key="a", at_limit=acts)
    said = "到时限上报上级；超时 1 小时 30 分后自动转给王明办理；超时 2 天后自动通过"
    assert timing_words(step, None, name) == said
    back = Step(key="a", at_limit=(AtLimit(act=LimitAct.RETURN, to=BEFORE),))
    assert timing_words(back) == "到时限自动退回上一环节"
    assert timing_words(Step(key="a")) == timing_words(Step(key="a", at_limit=())) == ""
