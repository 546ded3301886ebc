"""What an act was, in words: the trace, paper, notices and the panel of questions say it alike."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.nodes import Nature
from andu.workflow.checking import check_words
from andu.workflow.chips import span
from andu.workflow.loading import Loaded
from andu.workflow.models import History, Matter, Visit
from andu.workflow.words import over_time

DID = {
    "submitted": gettext_lazy("提交"),
    "agreed": gettext_lazy("同意"),
    "disagreed": gettext_lazy("不同意"),
    "read": gettext_lazy("已阅"),
    "returned": gettext_lazy("退回"),
    "withdrawn": gettext_lazy("撤回"),
    "taken_back": gettext_lazy("拿回"),
    "terminated": gettext_lazy("终止"),
    "transferred": gettext_lazy("转办"),
    "reassigned": gettext_lazy("改派"),
    "suspended": gettext_lazy("挂起"),
    "resumed": gettext_lazy("恢复"),
    "voided": gettext_lazy("作废"),
    "delegated": gettext_lazy("委托"),
    "recalled": gettext_lazy("收回自办"),
    "handed_over": gettext_lazy("交接"),
    "added_before": gettext_lazy("前加签"),
    "added_after": gettext_lazy("后加签"),
    "added_beside": gettext_lazy("并加签"),
    "signer_removed": gettext_lazy("减签"),
    "consigned": gettext_lazy("委派"),
    "completed": gettext_lazy("办毕"),
    "claimed": gettext_lazy("认领"),
    "taken": gettext_lazy("领取"),
    "put_back": gettext_lazy("放回"),
    "released": gettext_lazy("放弃认领"),
    "reordered": gettext_lazy("调整次序"),
    "leapt": gettext_lazy("越级转办"),
    "jumped": gettext_lazy("跳转"),
    "revived": gettext_lazy("唤醒"),
    "signed_after": gettext_lazy("补签"),
    "reseated": gettext_lazy("岗位变动换人"),
    "timed_out": gettext_lazy("超时自动通过"),
    "timed_back": gettext_lazy("超时自动退回"),
    "timed_on": gettext_lazy("超时自动转办"),
    "waited": gettext_lazy("等待期满"),
    "called": gettext_lazy("调用流程"),
    "pushed": gettext_lazy("已推送"),
    "filled": gettext_lazy("自动填写"),
    "expired": gettext_lazy("到期转出"),
    "rang": gettext_lazy("到期另办"),
    "machine_settled": gettext_lazy("跳过自动环节"),
}
TO = {
    "transferred": gettext_lazy("转办给{who}"),
    "leapt": gettext_lazy("越级转办给{who}"),
    "reassigned": gettext_lazy("改派给{who}"),
    "delegated": gettext_lazy("交给{who}代办"),
    "recalled": gettext_lazy("委托收回，由{who}办理"),
    "handed_over": gettext_lazy("交接给{who}"),
    "added_before": gettext_lazy("前加签{who}"),
    "added_after": gettext_lazy("后加签{who}"),
    "added_beside": gettext_lazy("并加签{who}"),
    "signer_removed": gettext_lazy("减签{who}"),
    "consigned": gettext_lazy("委派{who}代办"),
    "reordered": gettext_lazy("调整次序为{who}"),
    "timed_on": gettext_lazy("超时自动转给{who}办理"),
    "reseated": gettext_lazy("岗位变动，改由{who}办理"),
    "called": gettext_lazy("调用流程：{who}"),
}
GOES = {
    "returned": gettext_lazy("退回至{where}"),
    "timed_back": gettext_lazy("超时自动退回至{where}"),
    "jumped": gettext_lazy("跳转：从“{left}”到“{where}”"),
    "revived": gettext_lazy("唤醒，从“{where}”继续"),
}
AFTERWARDS = {"agree": gettext_lazy("补签：同意"), "disagree": gettext_lazy("补签：不同意")}
MANAGED = {"suspended", "resumed", "terminated", "voided", "jumped", "revived",
           "machine_settled"}  # fmt: skip
BY_TIME = {"timed_out", "timed_back", "timed_on"}
BACK = {"returned", "withdrawn", "taken_back", "timed_back"}
UNDONE = {
    "returned": gettext_lazy("已退回"),
    "withdrawn": gettext_lazy("已撤回"),
    "taken_back": gettext_lazy("已拿回"),
    "jumped": gettext_lazy("已跳转"),
}
SIGNS = {  # of each act: what it does to the way, and its icon
    "submitted": ("ok", "check"),
    "agreed": ("ok", "check"),
    "read": ("ok", "eye-check"),
    "disagreed": ("void", "x"),
    "terminated": ("void", "ban"),
    "voided": ("void", "trash"),
    "returned": ("back", "arrow-back-up"),
    "withdrawn": ("back", "arrow-back-up"),
    "taken_back": ("back", "hand-move"),
    "suspended": ("held", "player-pause"),
    "resumed": ("aside", "player-play"),
    "transferred": ("aside", "user-share"),
    "reassigned": ("aside", "switch-horizontal"),
    "delegated": ("aside", "user-check"),
    "recalled": ("aside", "user"),
    "handed_over": ("aside", "transfer"),
    "added_before": ("aside", "user-plus"),
    "added_after": ("aside", "user-plus"),
    "added_beside": ("aside", "user-plus"),
    "signer_removed": ("aside", "user-minus"),
    "consigned": ("aside", "user-question"),
    "completed": ("ok", "check"),
    "claimed": ("aside", "hand-grab"),
    "taken": ("aside", "hand-grab"),
    "put_back": ("aside", "hand-off"),
    "released": ("aside", "hand-off"),
    "reordered": ("aside", "arrows-sort"),
    "leapt": ("aside", "user-share"),
    "jumped": ("aside", "route"),
    "revived": ("aside", "refresh"),
    "signed_after": ("aside", "signature"),
    "reseated": ("aside", "switch-horizontal"),
    "timed_out": ("ok", "alarm"),
    "timed_back": ("back", "alarm"),
    "timed_on": ("aside", "alarm"),
    "waited": ("ok", "clock-check"),
    "called": ("ok", "subtask"),
    "pushed": ("ok", "send"),
    "filled": ("ok", "forms"),
    "expired": ("back", "alarm"),
    "rang": ("aside", "alarm"),
    "machine_settled": ("aside", "player-skip-forward"),
}


def did(loaded: Loaded, row: History) -> str:
    """What an act was, in words."""
    verb = str(DID[row.how])
    if row.how == "submitted" and row.sequence > 1:
        return _("重新提交")
    if row.how in TO:
        return str(TO[row.how]).format(who=row.target)
    if row.how == "signed_after":
        return str(AFTERWARDS[row.details["supplement"]["stance"]])
    if row.how == "timed_out" and loaded.definition.step(row.node).nature is Nature.READ:
        return _("超时视为已阅")
    if row.how not in GOES:
        return verb
    node = loaded.definition.nodes.get(row.target)
    where = (row.details.get("where") or (node.name if node else "")) or _("发起人")
    return str(GOES[row.how]).format(where=where, left="、".join(row.details.get("left", ())))


def place_of(matter: Matter, row: History) -> str:
    """The step of an act on paper; what the initiator and whoever administers flows do beside the
    steps stands under a name of its own."""
    managed = row.how in MANAGED and row.member_id != matter.initiator_id
    return row.step or (_("流程管理") if managed else _("发起"))


def undone(visit: Visit) -> str:
    """By what the acts of a visit were taken back, if they were."""
    return str(UNDONE.get(visit.why, UNDONE["returned"])) if visit.state == "struck" else ""


def late_words(row: History) -> str:
    """How late an act came and why, or which limit had passed when it happened by itself."""
    if row.how in BY_TIME:
        return over_time(row.details.get("limit", {}))
    late = row.details.get("late")
    if not late:
        return ""
    words = (
        _("超期 {span}办理，说明：{reason}") if late["reason"] else _("超期 {span}办理，未作说明")
    )
    return words.format(span=span(late["minutes"]), reason=late["reason"])


def remark(row: History) -> str:
    """Who proposed what a second person has confirmed; whose head was passed over (WF-12); what was
    confirmed of the step before, or found at fault in it (WF-21); what was signed afterwards; what
    the clock started in somebody's name."""
    said = (_by_the_clock(row), _by_whom(row), check_words(row.details), _afterwards(row))
    return "；".join(filter(None, said))


def _by_the_clock(row: History) -> str:
    found = row.details.get("scheduled")
    words = _("定时发起“{name}”（{day}），由系统以本人名义提交")
    return words.format(**found) if found else ""


def _afterwards(row: History) -> str:
    found = row.details.get("supplement")
    return _("{why}，事后补签，不改变结果").format(why=found["why"]) if found else ""


def _by_whom(row: History) -> str:
    if found := row.details.get("reseated"):
        return _("原办理人{who}，规则：{rules}").format(who=found["from"], rules=found["rules"])
    if proposed := row.details.get("proposed"):
        return _("{proposer}提请，{second}确认").format(**proposed)
    if leap := row.details.get("leap"):
        passed = "、".join(leap["passed"])
        if reason := leap.get("reason"):
            words = _("越级：发起人选人越过了{passed}，由其先加签。理由：{reason}")
            return words.format(passed=passed, reason=reason)
        return _("越级：越过了{passed}，由其先加签").format(passed=passed)
    return ""
