"""Extensions that do something in the engine they were made for and have no counterpart here: each
is carried along, and named with what to do instead."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from lxml import etree

from andu.workflow.bpmn.foreign.makers import MAKERS, extensions
from andu.workflow.bpmn.names import local, model, ours

OPEN = {
    "taskListener": _("任务监听器不运行。请看它做什么：改办理人的，请在这一环节设好办理人。"),
    "executionListener": _("执行监听器不运行。请看它做什么，改用环节的设置或推送来办。"),
    "skipExpression": _("跳过条件不起作用。请画成排他网关，或用“自动通过”。"),
    "skipexpression": _("跳过条件不起作用。请画成排他网关，或用“自动通过”。"),
    "followUpDate": _("跟进时间不起作用。请在“到期动作”里设提醒。"),
    "assignmentListener": _("任务监听器不运行。请在这一环节设好办理人。"),
}
"""Changes who handles a step, whether or when: to be completed where it stands on a step."""
KNOWN = {
    "formKey": _("表单不从图里读。请在“表单字段”里设计表单。"),
    "formRef": _("表单不从图里读。请在“表单字段”里设计表单。"),
    "formData": _("表单不从图里读。请在“表单字段”里设计表单。"),
    "formProperty": _("表单不从图里读。请在“表单字段”里设计表单。"),
    "formDefinition": _("表单不从图里读。请在“表单字段”里设计表单。"),
    "candidateStarterUsers": _("谁可以发起不从图里读。请在“基本信息”里设置可以发起的人。"),
    "candidateStarterGroups": _("谁可以发起不从图里读。请在“基本信息”里设置可以发起的人。"),
    "inputOutput": _("变量映射不起作用。请直接使用表单字段。"),
    "ioMapping": _("变量映射不起作用。请直接使用表单字段。"),
    "priority": _("优先级不起作用。紧急程度由发起人填写。"),
    "priorityDefinition": _("优先级不起作用。紧急程度由发起人填写。"),
    "taskSchedule": _("跟进时间不起作用。请在“到期动作”里设提醒。"),
}
RULED = {"userTask": "step", "task": "step", "manualTask": "step", "process": "flow"}
"""Elements on which a rule of ours says that somebody has seen to it."""


def about(element: etree._Element) -> Iterator[tuple[bool, str, str]]:
    """What an element says in another maker's words without a counterpart: whether it has to be
    completed, the words, and what they are about."""
    names = dict.fromkeys(_names(element))
    ruled = RULED.get(local(element), "")
    has_ours = ruled and element.find(f"{model('extensionElements')}/{ours(ruled)}") is not None
    is_open = bool(ruled) and not has_ours
    told = {str(OPEN[name]): (is_open, "other") for name in names if name in OPEN}
    told |= {str(KNOWN[name]): (False, _topic(name)) for name in names if name in KNOWN}
    yield from ((is_todo, text, topic) for text, (is_todo, topic) in told.items())


def _topic(name: str) -> str:
    if name.startswith("form"):
        return "form"
    return "start" if name.startswith("candidateStarter") else "other"


def _names(element: etree._Element) -> Iterator[str]:
    """The names of its extension attributes, of its extension elements, and of a schedule only
    what is more than a due date."""
    for name in element.attrib:
        if etree.QName(name).namespace in MAKERS:
            yield str(etree.QName(name).localname)
    for each in extensions(element):
        if local(each) != "taskSchedule" or each.get("followUpDate"):
            yield local(each)
