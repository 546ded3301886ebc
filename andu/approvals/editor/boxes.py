"""What the pages of the editor show: choices, pictures, where one is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from andu.approvals.authorised import VALUED
from andu.approvals.editor.asking import BARE, Subject
from andu.approvals.editor.cases import WHO
from andu.approvals.editor.copies import COPY_NEEDS, COPY_RULES, CopyLine, whens
from andu.approvals.editor.handling import KEEP, NEEDS, NOBODY, RULES, SCOPES
from andu.approvals.editor.machine_boxes import (
    Machine,
    called_forms,
    choices,
    machine_shown,
    untils,
)
from andu.approvals.editor.reading import Sheet, told
from andu.approvals.editor.timing import ACTS, LATES, Row, rows_of
from andu.approvals.editor.timing import KEEP as LATE_KEPT
from andu.approvals.editor.typed import DEFAULT, Asked, Line, blank
from andu.approvals.editor.voting import HEARS, SHARES, Voter, voters_of
from andu.approvals.models import TemplateVersion
from andu.engine.conditions import OPERATORS as SUITED
from andu.engine.conditions import Operator, Type
from andu.engine.nodes import Mode, Step
from andu.forms.definition import FormDefinition, Kind
from andu.workflow.bpmn.drawing import picture
from andu.workflow.bpmn.machine_words import wait_words
from andu.workflow.bpmn.timing import timing_words
from andu.workflow.bpmn.words import DATES, NUMBERS, OPERATORS, handler_words

TABS = (
    ("basics", _("基本信息")), ("fields", _("表单字段")), ("steps", _("办理环节")),
    ("access", _("字段权限")), ("check", _("检查并发布")),
)  # fmt: skip
LAYOUTS = TemplateVersion.Layout.choices
MODES = (
    ("one", _("一人办理")), ("all", _("会签（都同意才通过）")),
    ("any", _("或签（一人同意就通过）")), ("in_order", _("依次办理（一个接一个）")),
    ("vote", _("表决（比例、票签）")),
)  # fmt: skip
SEVERAL = ("all", "any", "in_order", "vote")
NATURES = (("approve", _("审批")), ("read", _("阅知")), ("work", _("办理（完成工作，不表态）")))
OPINIONS = (("policy", _("按单位规定")), ("required", _("必须写")), ("optional", _("可以不写")))
TRANSFERS = (
    ("", _("按单位规定")), ("nobody", _("不允许转办")), ("unit", _("本人所在单位")),
    ("branch", _("本人所在单位及其下级")), ("organisation", _("全组织")),
)  # fmt: skip
LEVELS = (
    ("policy", _("按单位规定")), ("strict", _("必须逐级，不得越级")), ("free", _("不限")),
)  # fmt: skip
STEP_LEVELS = (("policy", _("按本流程")), *LEVELS[1:])
CHECK = (
    ("policy", _("按单位规定")), ("required", _("要检核")), ("off", _("不用检核")),
)  # fmt: skip
AGAIN = (
    ("each", _("每次都办")), ("once", _("前面同意过的不再办")),
    ("consecutive", _("上一环节刚同意过的不再办")),
)  # fmt: skip
OWN = (
    ("ask", _("照常由本人办")), ("pass", _("不用办，自动通过")),
    ("superior", _("由发起人的上级办")),
)  # fmt: skip
ENTERING = (("", _("总是进入")), (DEFAULT, _("其他分支都不进入时（默认分支）")))
WITHDRAWALS = (
    ("until_first_decision", _("第一个人办理之前")), ("until_end", _("办结之前")),
    ("never", _("不能撤回")),
)  # fmt: skip
SIDES = (("", _("不再办，随主线办结")), ("wait", _("还要办完，才算办结")))
ORDERED = (
    Operator.GT, Operator.GE, Operator.LT, Operator.LE, Operator.EQ, Operator.NE, Operator.IN,
    Operator.NOT_IN, Operator.CONTAINS, Operator.LACKS, Operator.STARTS, Operator.FILLED,
    Operator.EMPTY,
)  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """One way to compare, and the types it suits."""

    value: str
    label: str
    types: str
    bare: bool


@dataclass(frozen=True)
class Question:
    """One line of a condition as the page shows it."""

    asked: Asked
    subject: Subject | None
    comparisons: list[tuple[Comparison, bool, bool]]  # each with: chosen, hidden

    @property
    def is_bare(self) -> bool:
        """Whether no value is compared."""
        return self.asked.parts.get("operator", "") in BARE


@dataclass(frozen=True)
class Shown:
    """One step as the page shows it."""

    line: Line
    chips: list[tuple[int, str]]
    questions: list[Question]  # where to go on to
    entries: list[Question]  # when its branch is entered
    kept: str
    errors: list[str]
    needs: dict[str, tuple[str, bool]]  # box → rules it belongs to, whether hidden
    chooses: bool = False  # whether the branches of its group are chosen from
    opens: bool = False  # the first of such a group: it says so for all
    is_last: bool = False
    is_inside: bool = False  # in a group and not its last: it says nothing about where to go
    targets: tuple[tuple[str, int, str], ...] = ()  # where it may go on to: place, number, name
    in_branch: bool = False  # one of several steps of a branch, and not the last of the group
    ends_branch: bool = False
    follows: bool = False  # not the first step of its branch: it says nothing about entering
    nature: str = ""  # in words, when not the usual
    lates: Sequence[Row] = ()  # what happens by itself after the limit
    late: str = ""  # in words
    cases: Sequence[Question] = ()  # who handles it in which case
    late_kept: bool = False  # a drawing says more of it than the boxes can
    is_several: bool = False  # several people decide together
    is_vote: bool = False
    voters: tuple[Voter, ...] = ()
    has_other_voters: bool = False  # than the page has boxes for
    machine: Machine | None = None  # what the machine does there
    untils: Sequence[tuple[str, str]] = ()  # days of the form at which it may be left
    later: str = ""  # when it is left, or another way begins beside it, in words
    is_beside: bool = False  # the latter
    subjects: Sequence[Subject] = ()  # what its conditions may ask
    columns: Sequence[tuple[str, str]] = ()  # of its row, that name people or units


def tabs(sheet: Sheet, page: str) -> list[dict[str, Any]]:
    """The numbered pages, and which hold something to mend."""
    wrong = {"fields": bool(sheet.field_faults), "steps": bool(sheet.faults)}
    return [
        {"page": key, "label": label, "number": number, "is_here": key == page,
         "is_wrong": bool(sheet.opened.draft) and wrong.get(key, False)}
        for number, (key, label) in enumerate(TABS, 1)
    ]  # fmt: skip


def steps(sheet: Sheet) -> dict[str, Any]:
    """What the table of steps takes."""
    document = sheet.opened.document
    choosing = {line.parts.get("group") for line in sheet.lines if line.has_entry} - {"", None}
    fields = {kind: [f for f in sheet.edited.tentative if f.kind is kind]
              for kind in (Kind.PERSON, Kind.UNIT)}  # fmt: skip
    called = called_forms(sheet)
    return {
        **choices(sheet),
        "shown": [
            _shown(line, sheet, (before, after), line.parts.get("group") in choosing, called)
            for before, line, after in zip(
                [None, *sheet.lines], sheet.lines, [*sheet.lines[1:], None], strict=False
            )
        ],
        "flow": document["flow"],
        "rules": RULES, "scopes": SCOPES, "nobody": NOBODY, "modes": MODES, "natures": NATURES,
        "opinions": OPINIONS, "levels": LEVELS, "step_levels": STEP_LEVELS,
        "cases_by": WHO, "agains": AGAIN, "checks": CHECK, "owns": OWN,
        "transfers": TRANSFERS, "shares": SHARES, "hears": HEARS, "several": " ".join(SEVERAL),
        "has_sides": any(line.is_side for line in sheet.lines), "sides": SIDES,
        "lates": LATES, "late_acts": ACTS, "entering": ENTERING, "withdrawals": WITHDRAWALS,
        "subjects": list(sheet.subjects.values()), "tables": sheet.tables,
        "matrices": sheet.names.lists["matrix"],
        "text_fields": _of_type(sheet, VALUED), "money_fields": _of_type(sheet, {Type.MONEY}),
        "person_fields": fields[Kind.PERSON], "unit_fields": fields[Kind.UNIT],
        "lists": {
            kind: sheet.names.options(kind)
            for kind in ("role", "post", "unit", *sheet.names.coded.values())
        },
        "chosen_from": [each for each in sheet.subjects.values() if each.options],
        "picture": picture(
            sheet.definition, reading=sheet.drawing if sheet.opened.drawn else None,
            name=sheet.names.called,
        ),
        "drawn": sheet.opened.drawn,
        "copies": [_copy(line, sheet) for line in sheet.copies],
        "copy_rules": COPY_RULES,
        "whens": whens({
            line.key: line.name for line in sheet.lines if line.name and not line.is_machine
        }),
    }  # fmt: skip


def _of_type(sheet: Sheet, types: Collection[Type]) -> list[Subject]:
    """What conditions may ask of the form that has one of these types."""
    subjects = sheet.subjects.values()
    return [each for each in subjects if each.type in types and not each.key.startswith("@")]


def _shown(
    line: Line, sheet: Sheet, beside: tuple[Line | None, Line | None], chooses: bool,
    called: dict[str, FormDefinition],
) -> Shown:  # fmt: skip
    before, after = beside
    if after is not None and after.is_side and not line.is_side:
        after = None  # the main way ends here
    rule, subjects = line.parts.get("rule", ""), sheet.subjects_at(line)
    needs = {box: (rules, rule not in rules.split()) for box, rules in NEEDS.items()}
    basis = sheet.drawing.definition.nodes.get(line.key) if sheet.drawing else None
    handlers = basis.handlers if isinstance(basis, Step) else ()
    kept = "、".join(handler_words(each, sheet.names.called) for each in handlers)
    return Shown(
        line, sheet.names.chips(line.people), [_question(each, subjects) for each in line.ways],
        [_question(each, subjects) for each in line.entries],
        kept if rule == KEEP or sheet.opened.drawn else "", told(line), needs,
        chooses, chooses and not (before and _is_together(before, line)), after is None,
        **_around(line, sheet.lines, beside), **_together(line, sheet), **_late(line, sheet),
        cases=[_question(each, subjects) for each in line.cases],
        subjects=list(subjects.values()),
        untils=untils(subjects, line.parts.get("later_until", "")),
        **_later(line, sheet), machine=machine_shown(line, sheet, called),
        columns=[(key, sheet.names.called("field", key)) for key, _one in sheet.columns_at(line)],
    )  # fmt: skip


def _later(line: Line, sheet: Sheet) -> dict[str, Any]:
    """When it is left by itself, or another way begins beside it."""
    alarms = sheet.definition.alarms.get(line.key, ()) if line.key in sheet.definition.nodes else ()
    if not alarms:
        return {}
    said = wait_words(alarms[0].when, sheet.names.called).strip()
    return {"later": said, "is_beside": bool(alarms[0].opens)}


def _together(line: Line, sheet: Sheet) -> dict[str, Any]:
    """How its people decide together; voices are asked for only where they vote, or were."""
    mode, step = line.parts.get("mode"), sheet.definition.nodes.get(line.key)
    handlers = step.handlers if isinstance(step, Step) else ()
    voters, has_others = voters_of(line, sheet.names, handlers)
    is_vote, said = mode == Mode.VOTE, line.parts.get("nature")
    return {
        "nature": next((words for key, words in NATURES[1:] if key == said), ""),
        "is_several": mode in SEVERAL, "is_vote": is_vote,
        "voters": tuple(voters) if is_vote or line.voices else (),
        "has_other_voters": is_vote and has_others,
    }  # fmt: skip


def _late(line: Line, sheet: Sheet) -> dict[str, Any]:
    """What happens by itself after its limit."""
    step = sheet.definition.nodes.get(line.key)
    said = (
        timing_words(step, sheet.definition, sheet.names.called) if isinstance(step, Step) else ""
    )
    kept = line.parts.get("late") == LATE_KEPT
    return {"lates": rows_of(line), "late": said, "late_kept": kept}


def _around(
    line: Line, lines: list[Line], beside: tuple[Line | None, Line | None]
) -> dict[str, Any]:
    """Where a step stands in its branch, and where it may go on to from there."""
    before, after = (each is not None and each.branch == line.branch for each in beside)
    has_branch = line.branch != ("", "") and (before or after or line.is_side)
    is_last = not line.is_side and not _is_together(line, beside[1])
    within = has_branch and not is_last
    chosen = {line.parts.get("next"), *(asked.parts.get("to") for asked in line.ways)}
    speaks = within or line.ways or line.parts.get("next")
    return {
        "is_inside": not is_last and bool(line.parts.get("group")) and not speaks,
        "targets": tuple(
            (other.place, number, other.name)
            for number, other in enumerate(lines, 1)
            if other is not line and (
                (not within and not other.is_side)
                or other.branch == line.branch or other.place in chosen
            )
        ),
        "in_branch": within, "ends_branch": within and not after, "follows": has_branch and before,
    }  # fmt: skip


def _copy(line: CopyLine, sheet: Sheet) -> Shown:
    rule = line.parts.get("rule", "")
    needs = {box: (rules, rule not in rules.split()) for box, rules in COPY_NEEDS.items()}
    return Shown(line, sheet.names.chips(line.people), [], [], "", line.errors, needs)


def _is_together(line: Line, after: Line | None) -> bool:
    """Whether two lines stand in one group, or are done for each row of one table."""
    if after is None or line.parts.get("rows") or after.parts.get("rows"):
        return after is not None and line.parts.get("rows") == after.parts.get("rows")
    group = line.parts.get("group")
    return bool(group) and after.parts.get("group") == group


def _question(asked: Asked, subjects: dict[str, Subject]) -> Question:
    subject = subjects.get(asked.parts.get("field", ""))
    chosen = asked.parts.get("operator", "")
    kind = subject.type.value if subject else ""
    rows = []
    for each in COMPARISONS:
        suits = not kind or kind in each.types.split()
        rows.append((each, each.value == chosen and suits, not suits))
    return Question(asked, subject, rows)


def _comparisons() -> list[Comparison]:
    """Each operator once for each way it is said: 超过 of a number is 晚于 of a date."""
    found = []
    for operator in ORDERED:
        types = [kind for kind in Type if operator in SUITED[kind] and kind is not Type.BOOL]
        said: dict[str, list[str]] = {}
        for kind in types:
            special = DATES if kind in {Type.DATE, Type.TIME} else NUMBERS
            is_special = kind in {Type.DATE, Type.TIME, Type.NUMBER, Type.MONEY}
            words = special.get(operator) if is_special else None
            said.setdefault(str(words or OPERATORS[operator]), []).append(kind.value)
        found += [
            Comparison(operator.value, label.rstrip("："), " ".join(kinds), operator in BARE)
            for label, kinds in said.items()
        ]
    return found


COMPARISONS = _comparisons()
BLANK = blank(9999)
