"""The pages of the guide that are printed from the table: what is the same stands in one row."""

from collections.abc import Iterator
from pathlib import Path

from tests.situations import table
from tests.situations.operations import OPERATIONS
from tests.situations.operations.registry import Group, Operation
from tests.situations.situations import SITUATIONS
from tests.situations.table import Cell

FOLDER = Path("docs/guide")
INDEX = "situations.md"
MANY = 6  # so many situations with the same answer are “the others”
MADE = (
    "<!-- Made from the table of the tests by `pytest tests/situations --renew`;"
    " not edited by hand. -->\n"
)
TITLE = "# 各种情形下能做什么"
INTRO = """
[各项操作遇到会签和分支时怎么办](operations.md)用文字说明规则；这里按操作列出每种情形的确切结果：
能否办理、办了以后停在谁处、通知谁。自动测试在两种数据库上逐格办理一遍，与这里不同就不能通过。

参数都用默认值，另外：改派、跳转、唤醒按不用第二人确认列出，审批环节允许超时自动通过。

## 怎样看

| 列 | 意思 |
| --- | --- |
| 情形 | 操作之前事项停在哪里，见下表；“其余”是本表没有单列的情形 |
| 能否 | 可以、不能，或系统改做别的 |
| 结果 | 办了以后停在哪个环节，谁待办、谁等候；“不变”是停在原处。不能的，写系统给出的原因 |
| 通知谁 | 谁收到什么通知。操作的人自己不通知；“无人”是不用通知别人 |

每个流程都是：发起人提交，审核人审核，然后是写明的环节，最后签批人签批。甲、乙、丙、丁是那个环节的办理人，
戊、庚是流程以外的同事，管理员、第二管理员有“管理流程运行”的权限。“系统在办”是停在自动环节，没有轮到任何人。
写明的环节都规定四天没有办完就转到签批（“到期另办”除外），只有“到期转出”一节等到了那时。
离职的人登录不了，由本人做的操作因此都写“已经离职，账户已停用”。

## 情形
"""


def pages() -> dict[str, str]:
    """Every page by its name."""
    groups = sorted({each.group for each in OPERATIONS.values()}, key=lambda each: each.order)
    found = {name_of(group): _chapter(group) for group in groups}
    return {INDEX: _index(groups), **found}


def name_of(group: Group) -> str:
    """The file of a chapter."""
    return f"situations-{group.code}.md"


def _index(groups: list[Group]) -> str:
    began = table.beginnings()
    rows = [f"| {one.name} | {one.words} | {began[one.code]} |" for one in SITUATIONS.values()]
    situations = "\n".join(["| 情形 | 说明 | 操作之前 |", "| --- | --- | --- |", *rows])
    chapters = "\n".join(_entry(group) for group in groups)
    return f"{TITLE}\n\n{MADE}{INTRO}\n{situations}\n\n## 操作\n\n{chapters}\n"


def _entry(group: Group) -> str:
    mine = "、".join(each.words for each in OPERATIONS.values() if each.group is group)
    return f"- [{group.title}]({name_of(group)})：{mine}"


def _chapter(group: Group) -> str:
    mine = [_section(each) for each in OPERATIONS.values() if each.group is group]
    head = f"# 各种情形下能做什么：{group.title}\n\n{MADE}\n怎样看、情形的说明见[目录]({INDEX})。\n"
    return "\n".join([head, *mine])


def _section(operation: Operation) -> str:
    rows = "\n".join(_rows(table.row_of(operation.code)))
    heads = "| 情形 | 能否 | 结果 | 通知谁 |\n| --- | --- | --- | --- |"
    return f"## {operation.words}\n\n{operation.who}。\n\n{heads}\n{rows}\n"


def _rows(cells: dict[str, Cell]) -> Iterator[str]:
    """One row for each answer, in the order of the situations; the answer most of them have comes
    last."""
    together: dict[Cell, list[str]] = {}
    for code in SITUATIONS:
        together.setdefault(cells[code], []).append(code)
    most = max(together, key=lambda cell: len(together[cell]))
    if len(together) == 1:
        yield _row("所有情形", most)
        return
    last = together.pop(most) if len(together[most]) >= MANY else []
    for cell, mine in together.items():
        yield _row("；".join(SITUATIONS[code].name for code in mine), cell)
    if last:
        yield _row(f"其余 {len(last)} 种情形", most)


def _row(label: str, cell: Cell) -> str:
    nobody = "—" if cell.can == "不能" else "无人"
    return f"| {label} | {cell.can} | {cell.then} | {cell.told or nobody} |"
