"""What is wrong with a flow, told beside the line where it can be mended."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.against import standing_against
from andu.approvals.editor.foreign import remark_ways
from andu.approvals.editor.table_problems import Problem, problems_of
from andu.approvals.editor.typed import MOST_STEPS
from andu.approvals.editor.worklist import remark_work
from andu.engine import Alarm, Fork
from andu.engine import findings as unsound
from andu.engine.sound import Finding
from andu.workflow.bpmn.faults import fault_words
from andu.workflow.bpmn.findings import Kind, called

if TYPE_CHECKING:
    from andu.approvals.editor.reading import Sheet

WORDS = {
    "group_alone": gettext_lazy(
        "并行组“{detail}”只有这一个环节。请给相邻的环节也填上“{detail}”，或清空并行组。"
    ),
    "group_apart": gettext_lazy(
        "并行组“{detail}”的环节没有挨在一起。请移到一起，或改用不同的组名。"
    ),
    "way_in_group": gettext_lazy(
        "并行组办完以后去哪里，写在组内最后一个环节上。请清空这里的条件和“办完后”。"
    ),
    "way_out_of_branch": gettext_lazy(
        "这一环节在分支“{detail}”里，办完只能到本分支的其他环节或本分支结束。请改选去向。"
    ),
    "branch_apart": gettext_lazy(
        "分支“{detail}”的环节没有挨在一起。请移到一起，或改用不同的分支名。"
    ),
    "branch_alone": gettext_lazy("分支只用在并行组里。请填上并行组，或清空分支。"),
    "rows_in_group": gettext_lazy(
        "按明细逐行办理的环节不能放在并行组“{detail}”里。请清空并行组，或改为不逐行办理。"
    ),
    "way_out_of_rows": gettext_lazy(
        "逐行办理的环节，办完只能到本行的其他环节或本行结束。请改选去向。"
    ),
    "late_out_of_branch": gettext_lazy(
        "这一环节在分支里或逐行办理，到期只能转到同一分支（同一行）的其他环节、本分支（本行）办完，"
        "或结束（未通过）。请改选。"
    ),
    "side_alone": gettext_lazy(
        "这一环节是旁路，还没有哪个环节到期时同时另办它，永远不会开始。"
        "请在会超期的环节上填“到期：满多久没办完”，选“同时另办”和这一环节；或改为按顺序办理。"
    ),
    "side_grouped": gettext_lazy("旁路的环节只能一个接一个。请清空并行组和逐行办理。"),
    "way_into_side": gettext_lazy(
        "旁路的环节只在到期另办时办，不能用“办完后”“条件”或“离开这一环节”转过去。请改选去向。"
    ),
    "way_out_of_side": gettext_lazy(
        "旁路的环节办完，只能到同一旁路的其他环节或本旁路结束。请改选去向。"
    ),
    "beside_nothing": gettext_lazy(
        "到期同时另办的，要选一个旁路的环节。请先把那个环节设为旁路，再在这里选它。"
    ),
    "beside_in_rows": gettext_lazy(
        "逐行办理的环节到期不能同时另办。请改为离开这一环节，或改用到期动作。"
    ),
    "enter_inside": gettext_lazy(
        "什么时候进入分支，写在分支的第一个环节“{detail}”上。请清空这里的进入条件。"
    ),
    "enter_alone": gettext_lazy(
        "进入条件只用于同时办理的分支。请给相邻的环节填上同一个并行组，或清空进入条件。"
    ),
    "default_never": gettext_lazy(
        "“{detail}”总是进入，默认分支就不会走到。请给“{detail}”写上进入条件，或把这里改成总是进入。"
    ),
    "way_to_nowhere": gettext_lazy("要转到的环节已经删除。请重新选择。"),
    "way_without_test": gettext_lazy("条件还没有写完整。请补全，或删去这一行。"),
}
SAID_ALREADY = {
    "no_handlers", "handler_incomplete", "threshold_missing", "threshold_out_of_reach",
}  # fmt: skip


def remark(sheet: "Sheet") -> None:
    """Add to each line what is wrong with it, and to the sheet what concerns the whole."""
    lines = {line.key: line for line in sheet.lines}
    if not sheet.lines:
        sheet.errors.append(_("还没有办理环节，请至少加一个。"))
    if len(sheet.lines) > MOST_STEPS:
        words = _("环节最多 {most} 个，请拆成几个流程。")
        sheet.errors.append(words.format(most=MOST_STEPS))
    for problem in problems_of(sheet.table) if sheet.table else ():
        line = lines[problem.row]
        if not (problem.code == "way_without_test" and any(each.error for each in line.asked)):
            line.errors.append(_said(problem))
    parted = {way.source for way in sheet.ways if way.error and sheet.opened.drawn}
    for finding in unsound(sheet.definition):
        if finding.code == "two_defaults" and finding.node in parted:
            continue  # told where its condition is asked for
        known = lines.get(_row_key(sheet, finding.node))
        if known is None:
            sheet.errors.append(_fault(sheet, finding))
        elif finding.code not in SAID_ALREADY or not known.errors:
            known.errors.append(_fault(sheet, finding))
    if sheet.opened.drawn and sheet.drawing is not None:
        against = [each for each in sheet.drawing.blocking if each.kind is not Kind.OPEN]
        sheet.errors += [each.text for each in against if each.text not in sheet.errors]
        remark_ways(sheet)
    remark_work(sheet)
    form, template = sheet.edited.tentative, sheet.opened.template
    said = standing_against(sheet.definition, form, template)
    sheet.errors += [text for text in said if text not in sheet.errors]
    for line in sheet.lines:
        line.errors = list(dict.fromkeys(line.errors))


def _said(problem: Problem) -> str:
    return str(WORDS[problem.code]).format(detail=problem.detail[:20])


def _row_key(sheet: "Sheet", node: str) -> str:
    """The key of the line a finding is told at: of a fork, its first; of a timer, what it is on."""
    found = sheet.definition.nodes.get(node)
    if isinstance(found, Alarm):
        return found.of
    return found.branches[0].entry if isinstance(found, Fork) and found.branches else node


def _fault(sheet: "Sheet", finding: Finding) -> str:
    known = sheet.definition.nodes
    names = {key: called(node.name, key) for key, node in known.items()}
    nodes = (_row_key(sheet, finding.node), _row_key(sheet, finding.detail))
    said = [names.get(key) or key for key in nodes]
    return fault_words(finding, (said[0], said[1]))
