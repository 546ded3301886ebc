"""Which elements of BPMN 2.0 run here, which are carried along, and what they are called.

Whatever stands in neither list is refused by name.
"""

from django.utils.translation import gettext_lazy as _

from andu.workflow.bpmn.sketch import What

RUNS = {
    "startEvent": What.START,
    "endEvent": What.END,
    "userTask": What.STEP,
    "task": What.STEP,
    "manualTask": What.STEP,
    "serviceTask": What.AUTOMATIC,  # only with our own mark
    "exclusiveGateway": What.CHOICE,
    "parallelGateway": What.PARALLEL,
    "inclusiveGateway": What.INCLUSIVE,
    "subProcess": What.SUB,
    "sendTask": What.AUTOMATIC,  # the same
    "callActivity": What.CALL,
    "intermediateCatchEvent": What.WAIT,  # only with a timer
    "boundaryEvent": What.ALARM,  # only with a timer
}
PARTS = {"incoming", "outgoing", "conditionExpression", "extensionElements", "flowNodeRef"}
"""Pieces of other elements, reported with them."""
INSIDE = {
    "completionCondition", "loopCardinality", "loopDataInputRef", "loopDataOutputRef",
    "inputDataItem", "outputDataItem", "script", "timeDate", "timeDuration", "timeCycle",
    "condition", "text", "source", "target", "operationRef", "messageRef", "dataPath",
}  # fmt: skip
"""Pieces of other elements, told with them: of a multi-instance marker, of what is refused."""

CARRIED = {
    "laneSet": _("泳道组"), "lane": _("泳道"), "childLaneSet": _("泳道组"),
    "textAnnotation": _("注释"), "association": _("注释连线"), "group": _("分组框"),
    "dataObject": _("数据对象"), "dataObjectReference": _("数据对象"),
    "dataStoreReference": _("数据存储"), "dataStore": _("数据存储"),
    "documentation": _("说明文字"), "ioSpecification": _("输入输出说明"), "property": _("属性"),
    "dataInputAssociation": _("数据连线"), "dataOutputAssociation": _("数据连线"),
    "collaboration": _("协作图"), "participant": _("泳池"), "category": _("分类"),
    "itemDefinition": _("数据类型"), "message": _("消息定义"), "signal": _("信号定义"),
    "error": _("错误定义"), "escalation": _("升级定义"), "import": _("引用"),
    "relationship": _("关系"), "interface": _("接口定义"), "resource": _("资源定义"),
    "auditing": _("审计说明"), "monitoring": _("监控说明"), "potentialOwner": _("候选办理人"),
    "humanPerformer": _("办理人说明"), "performer": _("办理人说明"), "rendering": _("界面说明"),
    "resourceRole": _("办理人说明"), "correlationSubscription": _("关联"), "supports": _("关联"),
    "extension": _("扩展声明"), "partnerEntity": _("合作方"), "partnerRole": _("合作方"),
    "endPoint": _("接口定义"), "correlationProperty": _("关联"),
}  # fmt: skip

REFUSED = {
    "subProcess": _("子流程"), "adHocSubProcess": _("自由子流程"), "transaction": _("事务子流程"),
    "serviceTask": _("服务任务"), "scriptTask": _("脚本任务"),
    "businessRuleTask": _("规则任务"), "sendTask": _("发送任务"), "receiveTask": _("接收任务"),
    "complexGateway": _("复杂网关"),
    "eventBasedGateway": _("事件网关"), "intermediateCatchEvent": _("中间捕获事件"),
    "intermediateThrowEvent": _("中间抛出事件"), "boundaryEvent": _("边界事件"),
    "messageFlow": _("消息流"), "standardLoopCharacteristics": _("循环标记"),
    "timerEventDefinition": _("定时"), "messageEventDefinition": _("消息"),
    "signalEventDefinition": _("信号"), "errorEventDefinition": _("错误"),
    "escalationEventDefinition": _("升级"), "terminateEventDefinition": _("终止全部"),
    "conditionalEventDefinition": _("条件事件"), "linkEventDefinition": _("连接事件"),
    "compensateEventDefinition": _("补偿"), "cancelEventDefinition": _("取消"),
    "choreography": _("编排图"), "conversation": _("会话图"), "process": _("另一个流程"),
}  # fmt: skip

HOLDERS = {"subProcess", "adHocSubProcess", "transaction"}
"""Refused with everything inside."""

INSTEAD = {
    "subProcess": _("请展开子流程，把里面的环节画出来；由事件触发的子流程请改为普通的环节。"),
    "timerEventDefinition": _(
        "定时请写明多久（如 PT48H、P2D），或等到哪个日期字段（如 ${start_date}）；"
        "环节的时限请写在办理时限里。"
    ),
    "terminateEventDefinition": _("终止只能画在结束上。"),
    "intermediateCatchEvent": _("中间只能等时间：写明等多久，或等到哪个日期字段。"),
    "scriptTask": _("本系统不运行脚本，请删去。"),
    "serviceTask": _("本系统不调用外部程序，请改为推送、填写字段的自动环节，或人工环节，或删去。"),
    "boundaryEvent": _(
        "边上只能挂定时：到期就离开这个环节，或不打断它、另走一路；提醒、上报请用环节的到期动作，"
        "退回请用“退回”。"
    ),
    "sendTask": _("请改为推送的自动环节（andu:push），或删去。"),
    "process": _("一个文件只办理一个流程，请另存为单独的文件。"),
    "standardLoopCharacteristics": _("请改用指回前面环节的流向。"),
    "adHocSubProcess": _("请把里面的环节按先后画出来，或用并行网关让它们同时办。"),
    "transaction": _("请改为普通的子流程，撤销和补偿由人办理。"),
    "businessRuleTask": _("请用排他网关写条件，或用核决权限表定办理人。"),
    "receiveTask": _("请改为由经办人登记结果的人工环节。"),
    "complexGateway": _("请改用并行网关或包容网关；要几人同意的，请用一个环节的表决。"),
    "eventBasedGateway": _("请改为人工环节，由办理人按结果选去向。"),
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
"""What to do instead of what is refused, by name; of anything else:"""
OTHERWISE = _("请删去，或改画为人工环节、网关等能办理的元素。")
