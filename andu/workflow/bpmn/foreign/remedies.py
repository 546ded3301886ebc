"""What to do instead of an element that is refused, where `tags.INSTEAD` has nothing closer."""

from django.utils.translation import gettext_lazy as _

REMEDIES = {
    "adHocSubProcess": _("请把里面的环节按先后画出来，或用并行网关让它们同时办。"),
    "transaction": _("请改为普通的子流程，撤销和补偿由人办理。"),
    "callActivity": _("请把被调用的流程画进来，或单独建成一个流程。"),
    "businessRuleTask": _("请用排他网关写条件，或用核决权限表定办理人。"),
    "sendTask": _("请删去，或改为人工环节；通知由系统自动发出。"),
    "receiveTask": _("请改为由经办人登记结果的人工环节。"),
    "complexGateway": _("请改用并行网关或包容网关；要几人同意的，请用一个环节的表决。"),
    "eventBasedGateway": _("请改为人工环节，由办理人按结果选去向。"),
    "intermediateCatchEvent": _("请删去，或改为登记结果的人工环节。"),
    "intermediateThrowEvent": _("请删去，前后两端直接连起来。"),
    "messageFlow": _("请删去这条消息流；要等对方答复的，画一个登记答复的人工环节。"),
    "messageEventDefinition": _("请改用普通的开始或结束；要等消息的，画一个登记结果的人工环节。"),
    "signalEventDefinition": _("请改用普通的开始或结束；别处的事由人登记。"),
    "errorEventDefinition": _("请改用普通的结束，或用排他网关分出办不成的情形。"),
    "escalationEventDefinition": _("请改用“到期动作”里的上报。"),
    "conditionalEventDefinition": _("请改用排他网关写条件。"),
    "linkEventDefinition": _("请删去这一对连接，用流向把两处直接连起来。"),
    "compensateEventDefinition": _("请删去，改为人工环节。"),
    "cancelEventDefinition": _("请改用普通的结束。"),
    "choreography": _("请改画为流程。"),
    "conversation": _("请改画为流程。"),
}
INSIDE = {
    "completionCondition", "loopCardinality", "loopDataInputRef", "loopDataOutputRef",
    "inputDataItem", "outputDataItem", "script", "timeDate", "timeDuration", "timeCycle",
    "condition", "text", "source", "target", "operationRef", "messageRef", "dataPath",
}  # fmt: skip
"""Pieces of other elements, told with them: of a multi-instance marker, of what is refused."""
OTHERWISE = _("请删去，或改画为人工环节、网关等能办理的元素。")


def remedy_for(tag: str) -> str:
    """What to do instead of an element of BPMN."""
    return str(REMEDIES.get(tag, OTHERWISE))
