"""Broken and hostile files: one clear refusal in Chinese, with the place where there is one."""

import pytest

from andu.kit.verdict import Refused
from andu.workflow.bpmn.parsing import Limits
from andu.workflow.bpmn.reading import read
from andu.workflow.bpmn.tests.flows import SIMPLE, START, drawing, way, ways

BOMB = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
TWICE = "<task id='a' andu:key='k'/><task id='b' andu:key='k'/>"
MANY = " ".join(f"a{n} = '>'" for n in range(5000))
SPACES = " ".join(f'xmlns:a{n}="u{n}"' for n in range(5000))
FILLED = "<andu:test field='n' operator='filled'/>"
NOTE = "<textAnnotation><andu:step/></textAnnotation>"
STEP = "<userTask id='a'><extensionElements>{}</extensionElements></userTask>"


def with_prolog(prolog: str) -> str:
    return SIMPLE.replace("?>", f"?>{prolog}", 1)


def in_utf16(text: str) -> bytes:
    return text.replace("UTF-8", "UTF-16").encode("utf-16")


def with_step(inside: str) -> str:
    return drawing(f"{START}{STEP.format(inside)}{ways('sae')}")


def with_rule(rule: str) -> str:
    return with_step(f"<andu:step><andu:handlers>{rule}</andu:handlers></andu:step>")


def attached(to: str) -> str:
    return drawing(f"{START}<boundaryEvent id='b' attachedToRef='{to}'/>{ways('se')}")


def nested(depth: int) -> str:
    return with_step(f"{'<x>' * depth}{'</x>' * depth}")


HOSTILE = {
    "entity bomb": (with_prolog(BOMB), "DTD"),
    "external entity": (with_prolog(f"<!-- c -->\n{OUTSIDE}"), "第 2 行"),
    "external entity in UTF-16": (in_utf16(with_prolog(OUTSIDE)), "DTD"),
    "entity without DTD": (SIMPLE.replace("审核", "&x;"), "XML"),
    "ten megabytes": (SIMPLE + " " * 10 * 1024 * 1024, "太大"),
    "empty": (b"  ", "空的"),
    "not XML": (b"PK\x03\x04 zip", "XML"),
    "cut off": (SIMPLE[:200], "XML"),
    "unclosed comment": (with_prolog("<!-- "), "没有写完"),
    "NUL": (SIMPLE.replace("审核", "审\0核"), "空字符"),
    "lying encoding": (SIMPLE.encode("gb18030"), "编码"),
    "unknown encoding": (SIMPLE.replace("UTF-8", "EBCDIC-X").encode(), "ebcdic"),
    "wrong namespace": (SIMPLE.replace("BPMN/20100524", "BPMN/1999"), "BPMN 2.0"),
    "no namespace": (b"<definitions/>", "BPMN 2.0"),
    "html": (b"<html><script>1</script></html>", "BPMN 2.0"),
    "no process": (drawing("").replace("process", "category"), "没有流程"),
    "empty process": (drawing(""), "什么也没有画"),
    "no keys": (drawing("<task/>"), "编号"),
    "dangling flow": (drawing(START + ways("sx", "se")), "x"),
    "flow without ends": (drawing(f"{START}<sequenceFlow id='f'/>"), "f"),
    "flow to a lane": (drawing(f"<laneSet id='l'/>{START}{way('s', 'l')}"), "不存在"),
    "id twice": (drawing(f"{START}<task id='s'/>"), "两次"),
    "huge name": (SIMPLE.replace("审核", "核" * 5000), "120"),
    "long id": (SIMPLE.replace('"a"', f'"{"a" * 90}"').replace("_a", "_b"), "64"),
    "very long id": (SIMPLE.replace('"a"', f'"{"a" * 9000}"'), "太长"),
    "deep": (nested(80), "太深"),
    "very deep": (nested(30_000), "太深"),
    "attached to nothing": (attached("q"), "没有附在"),
    "attached to itself": (attached("b"), "没有附在"),
    "unknown attribute of ours": (with_step("<andu:step mode='one' sudo='1'/>"), "sudo"),
    "unknown value of ours": (with_step("<andu:step mode='most'/>"), "most"),
    "unknown element of ours": (with_step("<andu:script>x</andu:script>"), "script"),
    "unknown handler": (with_rule("<andu:god/>"), "god"),
    "handler without code": (with_rule("<andu:person/>"), "code"),
    "weight that is no number": (with_rule("<andu:person code='p' weight='many'/>"), "weight"),
    "veto that is no flag": (with_rule("<andu:person code='p' veto='1'/>"), "veto"),
    "weight inside a choice": (
        with_rule(
            "<andu:initiatorsChoice most='2'><andu:person code='p' weight='2'/>"
            "</andu:initiatorsChoice>"
        ), "weight"),
    "unknown part of a threshold": (with_step("<andu:step><andu:threshold of='3'/></andu:step>"),
                                    "of"),
    "threshold below nothing": (with_step("<andu:step><andu:threshold count='-1'/></andu:step>"),
                                "count"),
    "something in a threshold": (
        with_step("<andu:step><andu:threshold><andu:x/></andu:threshold></andu:step>"), "x"),
    "two thresholds": (with_step(f"<andu:step>{2 * '<andu:threshold/>'}</andu:step>"), "两次"),
    "no flag for adding": (with_step("<andu:step mayAdd='no'/>"), "mayAdd"),
    "rules twice": (with_step("<andu:step/><andu:step/>"), "两次"),
    "our attribute elsewhere": (SIMPLE.replace("<userTask", "<userTask andu:root='1'"), "root"),
    "thousands of attributes": (SIMPLE.replace("<userTask", f"<userTask {MANY}"), "属性太多"),
    "thousands of namespaces": (SIMPLE.replace("<process", f"<process {SPACES}"), "属性太多"),
    "huge number": (with_step(f"<andu:step respondWithin='{'9' * 99}'/>"), "respondWithin"),
    "other digits": (with_step("<andu:step respondWithin='١٢'/>"), "respondWithin"),
    "our keys twice": (drawing(f"{START}{TWICE}"), "同一个编号"),
    "our element in a note": (drawing(f"{START}{NOTE}{ways('se')}"), "step"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "said"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_words(file, said):
    with pytest.raises(Refused, match=said):
        read(file)


@pytest.mark.parametrize(
    "asks",
    [
        "",
        "<andu:all/>",
        "<andu:test field='' type='text' operator='eq' value='1'/>",
        "<andu:test field='n' type='number' operator='eq' value='1e999999'/>",
        "<andu:test field='n' type='number' operator='eq' value='NaN'/>",
        "<andu:test field='n' type='date' operator='eq' value='2026-02-30'/>",
        "<andu:test field='n' type='list' operator='lt' value='1'/>",
        "<andu:test field='n' type='number' operator='eq'/>",
        "<andu:test field='n' operator='exec' value='1'/>",
        f"<andu:not>{2 * FILLED}</andu:not>",
        "<foreign/>",
        f"<andu:all>{5000 * FILLED}</andu:all>",
    ],
)
def test_conditions_that_make_no_sense_are_refused(asks):
    rule = f"<extensionElements><andu:condition>{asks}</andu:condition></extensionElements>"
    with pytest.raises(Refused):
        read(drawing(START + way("s", "e", rule)))


def test_limits_can_be_set():
    read(SIMPLE, Limits(size=len(SIMPLE)))
    for limits in (Limits(size=100), Limits(elements=3), Limits(shapes=2), Limits(arrows=1)):
        with pytest.raises(Refused):
            read(SIMPLE, limits)


def test_encodings_of_chinese_offices_are_read():
    for encoding in ("GB18030", "gbk", "UTF-16", "GB2312"):
        written = SIMPLE.replace("UTF-8", encoding).encode(encoding)
        assert read(written).definition.name == "外来"
    assert read(b"\xef\xbb\xbf" + SIMPLE.encode()).definition.name == "外来"


def test_a_knot_of_many_gateways_is_read_quickly_and_refused():
    keys = [f"g{n}" for n in range(300)]
    gates = "".join(f'<parallelGateway id="{key}"/>' for key in keys)
    ends = [(n, (n * 7 + m) % 300) for n in range(300) for m in (1, 5, 11)]
    knot = "".join(way(f"g{a}", f"g{b}") for a, b in ends if a != b)
    reading = read(drawing(f"{START}{gates}{knot}{way('s', 'g0')}{way('g299', 'e')}"))
    assert reading.blocking


def test_deeply_nested_forks_are_read():
    deep = 30
    inside = f"{START}{way('s', 'f0')}{way('j0', 'e')}{way(f'f{deep - 1}', f'j{deep - 1}')}"
    for n in range(deep):
        inside += f'<parallelGateway id="f{n}"/><parallelGateway id="j{n}"/><task id="t{n}"/>'
        inside += way(f"f{n}", f"t{n}") + way(f"t{n}", f"j{n}")
        if n:
            inside += way(f"f{n - 1}", f"f{n}") + way(f"j{n}", f"j{n - 1}")
    assert read(drawing(inside)).blocking
