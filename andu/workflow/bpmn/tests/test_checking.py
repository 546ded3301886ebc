"""What stands against publishing, and the command that says it."""

import re

import pytest
from django.core.management import CommandError, call_command

from andu.engine import (
    AtLimit,
    Ballot,
    Edge,
    Gate,
    LimitAct,
    Mode,
    Nature,
    Step,
    Threshold,
)
from andu.engine.handlers import (
    FromMatrix,
    NamedPerson,
    Nobody,
    Otherwise,
    Part,
    PostHolders,
    UnitHead,
)
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.faults import WORDS
from andu.workflow.bpmn.tests.flows import DRAWINGS, END, SIMPLE, START, drawing, flow, person, ways
from andu.workflow.bpmn.writing import write


def test_a_sound_flow_has_nothing_against_it():
    assert check(flow(person("a"), END)) == []
    assert check(write(flow(person("a"), END))) == []


def test_a_step_without_handlers_is_named_with_its_line():
    (finding,) = check(SIMPLE)
    assert finding.is_refusal
    assert "审核" in finding.text
    assert finding.line == 1


def test_a_broken_file_is_a_finding_too():
    (finding,) = check("<x/>")
    assert "BPMN 2.0" in finding.text


def test_a_fault_told_by_the_drawing_is_not_told_again():
    found = check(drawing(f"{START}<task id='a'/><task id='b'/>{ways('sae')}"))
    assert sum("走不到" in finding.text for finding in found) == 1


@pytest.mark.django_db
def test_handlers_nobody_knows_are_named(bureau, clerk):
    mistaken = person(
        "a", NamedPerson("nobody"), PostHolders("ghost"), UnitHead(unit="nowhere"),
        NamedPerson(clerk.code), name="核稿",
    )  # fmt: skip
    said = " ".join(finding.text for finding in check(flow(mistaken, END), clerk.organisation))
    assert all(code in said for code in ("nobody", "ghost", "nowhere", "核稿"))
    assert f"“{clerk.code}”" not in said
    assert check(flow(person("a", NamedPerson(clerk.code)), END), clerk.organisation) == []


def test_every_fault_of_the_engine_has_words():
    bad = flow(Gate(key="g"), person("a", NamedPerson("")), END)
    edges = (*bad.root.edges, Edge(source="a", target="g"))
    for finding in check(flow(*bad.root.nodes)) + check(_with(bad, edges)):
        assert "{" not in finding.text
        assert finding.text.endswith("。")
    assert all(str(words).endswith("。") for words in WORDS.values())
    assert Nobody(Otherwise.REFUSE).rule is None


VOTES = {
    "threshold_missing": ("", "同意达到多少"),
    "threshold_out_of_range": ("<andu:threshold percent='120'/>", "120"),
    "threshold_out_of_reach": ("<andu:threshold count='5'/>", "要 5 票.*只有 4 票"),
    "weight_out_of_range": ("<andu:threshold count='1'/>", "票数是 0"),
}


@pytest.mark.parametrize(("inside", "said"), VOTES.values(), ids=VOTES)
def test_a_vote_that_cannot_be_decided_is_named_with_its_line(inside, said):
    weight = 0 if "票数是 0" in said else 3
    rules = f"<andu:person code='p' weight='{weight}'/><andu:person code='q'/>"
    step = f"<andu:step mode='vote'>{inside}<andu:handlers>{rules}</andu:handlers></andu:step>"
    task = f"<userTask id='a' name='审议'><extensionElements>{step}</extensionElements></userTask>"
    (finding,) = check(drawing(f"{START}{task}{ways('sae')}"))
    assert re.search(f"“审议”.*{said}.*请", finding.text)
    assert finding.line == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"mode": Mode.VOTE, "threshold": Threshold(count=1), "nature": Nature.WORK}, "不作决定"),
        ({"mode": Mode.ALL, "threshold": Threshold(count=1)}, "不是表决"),
        ({"mode": Mode.VOTE, "threshold": Threshold(count=1), "ballots": (Ballot(),) * 2}, "2 份"),
    ],
)
def test_votes_where_none_are_and_ballots_of_nobody_are_told(more, said):
    step = Step(**{**vars(person("a", name="审议")), **more})
    (finding,) = check(flow(step, END))
    assert said in finding.text
    assert "“审议”" in finding.text


def _with(definition, edges):
    root = type(definition.root)(**{**vars(definition.root), "edges": edges})
    return type(definition)(key="x", root=root)


def test_the_command_lists_and_tells_by_its_exit_code(tmp_path, capsys):
    good = tmp_path / "good.bpmn"
    good.write_text(write(flow(person("a"), END)), encoding="utf-8")
    call_command("flow_check", str(good))
    assert "可以发布" in capsys.readouterr().out
    with pytest.raises(SystemExit) as leaving:
        call_command("flow_check", str(DRAWINGS / "reference-A.3.0.bpmn"))
    assert leaving.value.code == 1
    assert "Collapsed Sub-Process：子流程" in capsys.readouterr().out
    for broken in (tmp_path / "none.bpmn", DRAWINGS / "README.md"):
        with pytest.raises(CommandError) as fault:
            call_command("flow_check", str(broken))
        assert fault.value.returncode == 2


@pytest.mark.django_db
def test_acts_by_time_that_cannot_happen_are_told(bureau, clerk):
    timed = Step(
        key="a", name="审核", handlers=(NamedPerson("clerk"),), nature=Nature.WORK,
        at_limit=(
            AtLimit(act=LimitAct.PASS),
            AtLimit(act=LimitAct.TRANSFER, rule=NamedPerson("nobody-here")),
            AtLimit(act=LimitAct.ESCALATE, rule=FromMatrix("funds")),
        ),
    )  # fmt: skip
    said = "".join(finding.text for finding in check(flow(timed, END), bureau.organisation))
    assert "环节“审核”不能超时自动通过" in said
    assert "人员“nobody-here”，本单位没有" in said
    assert "环节“审核”的到期动作按核决权限表" in said


@pytest.mark.django_db
def test_a_matrix_the_organisation_lacks_is_told(bureau):
    step = Step(key="a", name="审批", handlers=(FromMatrix("funds", amount="amount"),))
    said = [each.text for each in check(flow(step, END), bureau.organisation)]
    assert any("“审批”的办理人写的是核决权限表“funds”，本单位没有" in text for text in said)


def test_a_flow_nobody_may_decide_and_a_final_that_may_be_passed_are_told():
    spare = Nobody(Otherwise.PASS)
    sign = Step(key="a", name="会签", handlers=(FromMatrix("m", Part.COUNTERSIGN),), nobody=spare)
    said = [each.text for each in check(flow(sign, END))]
    assert any("“会签”找不到人或轮到发起人本人时自动通过" in text for text in said)
    final = Step(key="b", name="审批", handlers=(FromMatrix("m"),), nobody=spare)
    assert any("“审批”是核决权限表的审批人" in each.text for each in check(flow(final, END)))
