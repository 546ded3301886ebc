"""From bytes to a tree, safely: no DTD, no entities, nothing from outside, within limits."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.names import BOUNDS, DIAGRAM, MODEL, POINTS, local, space

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = {
    "utf-8", "utf8", "utf-16", "gb18030", "gbk", "gb2312", "big5", "us-ascii", "ascii",
    "iso-8859-1", "windows-1252",
}  # fmt: skip
DECLARED = re.compile(r"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.\-]{1,40})["']""")
TAG = re.compile(r"<[^\s/>]*")
ATTRIBUTE = re.compile(r"""\s*[^\s=<>"']+\s*=\s*(?:"[^"]*"|'[^']*')""")
DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,300}\?>")
CHUNK = 65536


@dataclass(frozen=True)
class Limits:
    """How much a drawing may be: bytes, elements, depth, things that run, flows, lengths of
    ids and names, forks within forks, attributes of one element."""

    size: int = 5 * 1024 * 1024
    elements: int = 60_000
    depth: int = 60
    shapes: int = 1_000
    arrows: int = 3_000
    key: int = 64
    name: int = 120
    nesting: int = 20
    attributes: int = 200


USUAL = Limits()


def parse(xml: str | bytes, limits: Limits = USUAL) -> etree._Element:
    """The `definitions` element of a drawing; Refused says in Chinese what is wrong and where."""
    text = _text(xml, limits)
    _without_dtd(text)
    _few_attributes(text, limits)
    root = _tree(text.encode(), limits)
    if space(root) != MODEL or local(root) != "definitions":
        raise unreadable(_wrong_root(root))
    _ids_once(root, limits)
    return root


def _text(xml: str | bytes, limits: Limits) -> str:
    if len(xml) > limits.size:
        size = limits.size // (1024 * 1024)
        raise unreadable(
            _("文件太大，最多 {size} MB。请删去图里嵌入的图片等内容。").format(size=size)
        )
    text = xml if isinstance(xml, str) else _decoded(xml)
    if "\0" in text:
        raise unreadable(_("文件里有空字符，不是完好的 XML。请用画图软件重新导出。"))
    if not text.strip():
        raise unreadable(_("文件是空的。请选择 .bpmn 文件。"))
    return DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    found = DECLARED.match(data[:400].decode("latin-1").lstrip())
    named = marked or (found.group(1).lower() if found else "utf-8")
    if not marked and named not in ENCODINGS:
        raise unreadable(_("不支持编码 {name}。请另存为 UTF-8。").format(name=named))
    try:
        return data.decode("gb18030" if named.startswith("gb") else named)
    except UnicodeDecodeError:
        text = _("文件不是它声明的编码（{name}）。请用画图软件另存为 UTF-8。")
        raise unreadable(text.format(name=named)) from None


def _without_dtd(text: str) -> None:
    """A DTD can only stand before the first element, among comments and instructions."""
    at = 0
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        closing = {"<?": "?>", "<!--": "-->"}
        opened = next((mark for mark in closing if text.startswith(mark, at)), None)
        if opened is None:
            break
        end = text.find(closing[opened], at)
        if end < 0:
            raise unreadable(_("文件没有写完。请用画图软件重新导出。"))
        at = end + len(closing[opened])
    if text.startswith("<!", at):
        line = text.count("\n", 0, at) + 1
        raise unreadable(_("文件带有 DTD（<!DOCTYPE），为了安全不予读取。请删去这一段。"), line)


def _few_attributes(text: str, limits: Limits) -> None:
    """Parsers compare all attributes of an element with one another: thousands would take hours."""
    at = text.find("<")
    while at >= 0:
        end = text.find("<", at + 1)
        after = end if end >= 0 else len(text)
        if text.count("=", at, after) > limits.attributes and not text.startswith("<!", at):
            count, place = 0, TAG.match(text, at, after)
            while place and count <= limits.attributes:
                count, place = count + 1, ATTRIBUTE.match(text, place.end(), after)
            if count > limits.attributes:
                line = text.count("\n", 0, at) + 1
                raise unreadable(_("一个元素的属性太多。请用画图软件重新导出。"), line)
        at = end


def _tree(data: bytes, limits: Limits) -> etree._Element:
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, huge_tree=False, encoding="utf-8",
    )  # fmt: skip
    depth = count = 0
    try:
        for at in range(0, len(data), CHUNK):
            parser.feed(data[at : at + CHUNK])
            for event, element in parser.read_events():
                depth += 1 if event == "start" else -1
                count += event == "start"
                if depth > limits.depth:
                    raise unreadable(_("元素套得太深。请简化后再上传。"), element.sourceline)
                if count > limits.elements:
                    raise unreadable(_("元素太多。请把流程分成几个。"), element.sourceline)
        return parser.close()
    except etree.XMLSyntaxError as fault:
        if "depth" in fault.msg:
            raise unreadable(_("元素套得太深。请简化后再上传。"), fault.lineno) from None
        text = _("不是完好的 XML（{fault}）。请用画图软件重新导出。")
        raise unreadable(text.format(fault=fault.msg), fault.lineno) from None


def _wrong_root(root: etree._Element) -> str:
    found = space(root) or _("没有命名空间")
    text = _("这不是 BPMN 2.0 的图：最外层是 {name}（{space}）。请用画图软件导出为 BPMN 2.0。")
    return text.format(name=local(root)[:60], space=found[:100])


def _ids_once(root: etree._Element, limits: Limits) -> None:
    seen: dict[str, int] = {}
    for element in root.iter(*(f"{{{each}}}*" for each in (MODEL, DIAGRAM, BOUNDS, POINTS))):
        name, line = element.get("id"), element.sourceline or 0
        if name is None:
            continue
        if len(name) > 4 * limits.key:
            raise unreadable(_("{tag} 的编号太长。").format(tag=local(element)), line)
        if name in seen:
            text = _("编号 {name} 出现了两次（另一处在第 {other} 行）。请改成不同的编号。")
            raise unreadable(text.format(name=name, other=seen[name]), line)
        seen[name] = line
