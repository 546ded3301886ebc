"""The verbs of this room."""

from andu.workflow.actions.absence import (
    begin_delegation,
    delegate,
    end_delegation,
    recall,
    revoke_delegation,
)
from andu.workflow.actions.adding import add_signers, consign, remove_signer
from andu.workflow.actions.calling_back import take_back, terminate, withdraw
from andu.workflow.actions.checking import find_fault, report_deviation, withdraw_finding
from andu.workflow.actions.circulating import (
    circulate,
    copy_to,
    mark_circulation_read,
    withdraw_circulation,
)
from andu.workflow.actions.claiming import claim, release, reorder
from andu.workflow.actions.consulting import (
    answer,
    ask_back,
    consult,
    pursue,
    withdraw_question,
)
from andu.workflow.actions.deciding import agree, complete, disagree, mark_read, resubmit, return_
from andu.workflow.actions.flows import create_flow, draft_version, publish
from andu.workflow.actions.following import follow, unfollow
from andu.workflow.actions.handing_on import reassign, transfer
from andu.workflow.actions.handing_over import finish_handover, hand_over, resume_handover
from andu.workflow.actions.leaping import jump, revive
from andu.workflow.actions.leaving import settle_departure
from andu.workflow.actions.machine import (
    end_called,
    fulfil_errand,
    note_end,
    pushed,
    retry_errand,
    settle_errand,
)
from andu.workflow.actions.pausing import resume, suspend, void
from andu.workflow.actions.proposing import confirm, decline, propose, withdraw_proposal
from andu.workflow.actions.relating import relate, unrelate
from andu.workflow.actions.seeing import see
from andu.workflow.actions.starting import start
from andu.workflow.actions.supplementing import (
    ask_to_sign,
    lapse_asking,
    sign_after,
    withdraw_asking,
)
from andu.workflow.actions.timing import act_by_time
from andu.workflow.actions.urging import set_deadline, set_turn_deadline, urge
from andu.workflow.actions.vacancies import keep_vacancy

__all__ = [
    "act_by_time", "add_signers", "agree", "answer", "ask_back", "ask_to_sign", "begin_delegation",
    "circulate", "claim", "complete", "confirm", "consign", "consult", "copy_to", "create_flow",
    "decline", "delegate", "disagree", "draft_version", "end_called", "end_delegation",
    "find_fault", "finish_handover", "follow", "fulfil_errand", "hand_over", "jump", "keep_vacancy",
    "lapse_asking", "mark_circulation_read", "mark_read", "note_end", "propose", "publish",
    "pursue", "pushed", "reassign", "recall", "relate", "release", "remove_signer", "reorder",
    "report_deviation", "resubmit", "resume", "resume_handover", "retry_errand", "return_",
    "revive", "revoke_delegation", "see", "set_deadline", "set_turn_deadline", "settle_departure",
    "settle_errand", "sign_after", "start", "suspend", "take_back", "terminate", "transfer",
    "unfollow", "unrelate", "urge", "void", "withdraw", "withdraw_asking", "withdraw_circulation",
    "withdraw_finding", "withdraw_proposal", "withdraw_question",
]  # fmt: skip
