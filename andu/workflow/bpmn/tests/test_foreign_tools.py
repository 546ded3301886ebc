"""Drawings in the style of each tool: what becomes of them, and that nothing of them is lost."""

import re

import pytest
from lxml import etree

from andu.engine import Mode
from andu.engine.handlers import FromField, NamedPerson, RoleHolders
from andu.workflow.bpmn.findings import Kind
from andu.workflow.bpmn.interchange import drawn_layout
from andu.workflow.bpmn.names import DIAGRAM, MODEL
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.reports import drawings_in, report_on
from andu.workflow.bpmn.tests.flows import DRAWINGS
from andu.workflow.bpmn.tests.plain import plain
from andu.workflow.bpmn.writing import write_into

ALL = drawings_in(DRAWINGS)
ONE, EVERY, VOTE, ORDER = Mode.ONE, Mode.ALL, Mode.VOTE, Mode.IN_ORDER

STEPS = {
    "camunda7.bpmn": {
        "科长审核": (ONE, (RoleHolders("section-head"),), 960),
        "会签": (VOTE, (FromField("signers"),), None),
        "局长审批": (ONE, (), None),
    },
    "camunda8.bpmn": {
        "财务复核": (ONE, (RoleHolders("accountants"), RoleHolders("auditors")), 960),
        "采购小组表决": (VOTE, tuple(map(NamedPerson, ("zhang", "li", "wang"))), None),
        "仓库登记": (ONE, (NamedPerson("zhao"),), None),
    },
    "flowable.bpmn20.xml": {
        "部门审核": (ONE, (FromField("deptLeader"),), 480),
        "依次复核": (ORDER, (FromField("reviewers"),), None),
        "出纳付款": (ONE, (NamedPerson("lin"), NamedPerson("chen"), RoleHolders("cashier")), None),
        "档案登记": (ONE, (), None),
        "三人核对": (EVERY, (RoleHolders("checker"),), None),
    },
    "activiti.bpmn": {
        "受理": (ONE, (NamedPerson("zhou"), RoleHolders("office-clerk")), None),
        "主办": (ONE, (NamedPerson("fang"),), None),
        "或签": (ONE, (FromField("leaders"),), None),
    },
    "signavio.bpmn": {"起草合同": (ONE, (), None), "法规科审查": (EVERY, (), None)},
    "bizagi.bpmn": {"核编": (ONE, (), None)},
    "enterprise-architect.bpmn": {"登记": (ONE, (), None)},
    "adonis.bpmn": {"核对": (ONE, (), None)},
    "bpmn-io.bpmn": {"查目录": (ONE, (), None), "批准": (ONE, (), None)},
}  # fmt: skip
DRAFTS = {"camunda7.bpmn": "填写请假单", "camunda8.bpmn": "提出采购", "activiti.bpmn": "填写"}
OPEN = {
    "camunda7.bpmn": ["会签", "局长审批", "局长审批"],
    "camunda8.bpmn": ["仓库登记", "零星"],
    "flowable.bpmn20.xml": ["三人核对", "三人核对", "报销", "档案登记", "档案登记"],
    "activiti.bpmn": ["或签"],
    "signavio.bpmn": ["50 万元以上"],
}  # fmt: skip
TAKEN_CONDITIONS = {
    "camunda7.bpmn": ["三天以上"], "camunda8.bpmn": ["大额"],
    "flowable.bpmn20.xml": ["五千以上", "外币"],
}  # fmt: skip
REFUSED = {
    "activiti.bpmn": {"算天数"},
    "signavio.bpmn": {"报价"},
    "bizagi.bpmn": {"等到月底", "定薪级"},
    "enterprise-architect.bpmn": {"转办", "函告", "等复函", "来人撤诉", "EAID_f6"},
    "adonis.bpmn": {"核对", "补资料", "等谁", "送到", "超期处理"},
    "reference-A.3.0.bpmn": {"Collapsed Sub-Process"},
    "reference-A.4.0.bpmn": {"Message Flow 1"},
}  # fmt: skip
"""By the names of elements; of the reference models only some."""
CARRIED = {
    "camunda7.bpmn": "TextAnnotation_1", "flowable.bpmn20.xml": "sid-0A11",
    "signavio.bpmn": "sid-f002", "bizagi.bpmn": "Id_m0", "enterprise-architect.bpmn": "EAID_g",
    "adonis.bpmn": "_n", "bpmn-io.bpmn": "Lane_2", "reference-A.4.1.bpmn": "",
}  # fmt: skip


def by_file(file):
    return file.name


def names(findings, *kinds):
    return [each.name for each in findings if each.kind in kinds]


def test_every_tool_and_all_reference_models_are_here():
    assert {file.name for file in ALL} >= STEPS.keys()
    assert sum(file.name.startswith("reference-") for file in ALL) == 6


@pytest.mark.parametrize("file", ALL, ids=by_file)
def test_it_opens_with_the_rules_it_states(file):
    reading = read(file.read_bytes())
    assert reading.definition.root.nodes
    for name, (mode, handlers, limit) in STEPS.get(file.name, {}).items():
        (step,) = (each for each in reading.definition.steps if each.name == name)
        assert (step.mode, step.handlers, step.handle_within) == (mode, handlers, limit), name
    if file.name in DRAFTS:
        assert reading.definition.drafting.name == DRAFTS[file.name]


@pytest.mark.parametrize("file", ALL, ids=by_file)
def test_everything_in_it_is_said(file):
    reading = read(file.read_bytes())
    found = reading.findings
    if file.name in STEPS:
        assert sorted(names(found, Kind.OPEN)) == sorted(OPEN.get(file.name, []))
    conditions = [each.name for each in reading.taken_over if each.text.startswith("条件")]
    assert conditions == TAKEN_CONDITIONS.get(file.name, [])
    told = set(names(found, Kind.REFUSED))
    assert told >= REFUSED.get(file.name, set())
    if file.name in STEPS:
        assert told == REFUSED.get(file.name, set())
    if file.name in CARRIED:
        assert CARRIED[file.name] in {each.element for each in reading.carried} | {""}
    said = {each.element for each in found}
    drawn = [each for each in reading.tree.iter(f"{{{MODEL}}}*") if each.get("id")]
    inside = {part.get("id") for each in drawn if each.get("id") in said for part in each.iter("*")}
    assert {each.get("id") for each in drawn} - inside <= {reading.tree.get("id")}


@pytest.mark.parametrize("file", ALL, ids=by_file)
def test_whatever_stands_against_it_has_an_element_a_reason_and_a_remedy(file):
    against = [each for each in report_on(file).findings if each.is_refusal]
    for finding in against:
        assert finding.reason.endswith("。") and finding.remedy, finding
        assert finding.element and finding.name, finding


@pytest.mark.parametrize("file", ALL, ids=by_file)
def test_it_leaves_with_our_rules_in_it_and_all_else_as_it_came(file):
    reading = read(file.read_bytes())
    there = write_into(reading, reading.definition)
    again = read(there)
    assert again.definition == reading.definition
    assert drawn_layout(again) is not None or file.name.startswith("reference-")
    if reading.tree.find(f".//{{{DIAGRAM}}}BPMNShape") is None:
        again.tree.remove(again.tree.find(f"{{{DIAGRAM}}}BPMNDiagram"))
    assert plain(again.tree) == plain(reading.tree)
    assert write_into(again, again.definition) == there or file.name not in STEPS
    assert {each.element for each in again.refused} == {each.element for each in reading.refused}


@pytest.mark.parametrize("file", ALL, ids=by_file)
def test_it_means_the_same_with_another_prefix_and_without_its_picture(file):
    reading = read(file.read_bytes())
    text = etree.tostring(reading.tree, encoding="unicode")
    for prefix in {each or "" for each, space in reading.tree.nsmap.items() if space == MODEL}:
        mark = f"{prefix}:" if prefix else ""
        declared = f'xmlns:{prefix}="' if prefix else 'xmlns="'
        new = "" if prefix else "model:"
        other = _renamed(text, mark, new).replace(
            f'{declared}{MODEL}"', f'xmlns{":model" if new else ""}="{MODEL}"'
        )
        assert read(other).definition == reading.definition
    bare = etree.fromstring(text.encode())
    for diagram in bare.findall(f"{{{DIAGRAM}}}BPMNDiagram"):
        bare.remove(diagram)
    without = read(etree.tostring(bare))
    assert without.definition == reading.definition
    assert drawn_layout(read(write_into(without, without.definition))) is not None


def _renamed(text, old, new):
    """The elements of the model with another prefix; those of others have one that stays."""
    if old:
        return text.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
    return re.sub(r"(</?)(?=[A-Za-z]\w*[\s/>])", rf"\g<1>{new}", text)
