"""Four eyes: one proposes, another confirms, declines, or comes too late."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.audit.models import Entry
from andu.engine.nodes import ReturnWay
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions, proposing, store
from andu.workflow.actions.deciding import Back
from andu.workflow.desk import desk_of
from andu.workflow.models import History, Matter, Proposal, Run
from andu.workflow.operating import menu_of, panels_of
from andu.workflow.policy import SECOND_PERSON, VOIDING
from andu.workflow.proposing import Wish
from andu.workflow.rights import ADMINISTER
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decided_on, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of, give_right

WHY = "会签已另行办妥。"
JUMP = Wish(verb="jump", target="decide")


@pytest.fixture
def keeper(registrar):
    """陈砚秋 administers flows."""
    give_right(registrar, ADMINISTER.code)
    return actor_of(registrar)


@pytest.fixture
def second(finance_head):
    """So does 周牧野."""
    give_right(finance_head, ADMINISTER.code)
    return actor_of(finance_head)


@pytest.fixture
def matter(clerk, office_head):
    """At the countersign of 陈砚秋 and the director."""
    matter = begin(clerk, countersign("registrar", "director"))
    return actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))


def lines_of(by):
    rows = Todo.objects.filter(assignee_id=by.member_id).order_by("pk")
    return [row.step for row in rows]


def refuses(match, verb, *args, **more):
    """The verb is refused, and leaves nothing behind."""
    before = History.objects.count(), Entry.objects.count(), Todo.objects.count()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert (History.objects.count(), Entry.objects.count(), Todo.objects.count()) == before


def test_a_second_person_confirms_and_it_is_done(matter, keeper, second, director, clerk):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    assert (made.what, made.state) == ("跳转到“局长签批”", "waiting")
    assert lines_of(second) == ["确认跳转"] and lines_of(keeper) == ["会签"]
    notice = Notice.objects.get(member=second.member_id, kind="workflow.proposed")
    assert notice.title == "陈砚秋提请跳转，请你确认：关于采购空调维保的请示"
    assert History.objects.count() == 2 and seat_of(matter, director)
    matter = actions.confirm(made, "同意跳转。", by=second)
    assert {t.assignee.code for t in Todo.objects.all()} == {"director"}
    line = trace_of(store.load(matter.pk), None)[-2]
    assert (line.did, line.who) == ("跳转：从“会签”到“局长签批”", "周牧野")
    assert (line.note, line.opinion) == ("陈砚秋提请，周牧野确认", WHY)
    assert not Run.objects.get().proposed
    made.refresh_from_db()
    assert (made.state, made.settled_by, made.answer) == ("confirmed", "周牧野", "同意跳转。")
    assert Notice.objects.filter(member=keeper.member_id, title__startswith="周牧野已确认").exists()
    refuses("周牧野已处理这项提请：已确认", actions.confirm, made, by=second)


def test_who_proposes_does_not_confirm(matter, keeper, second):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    refuses("自己提请的要由另一个人", actions.confirm, made, by=keeper)
    refuses("自己提请的要由另一个人", actions.decline, made, "不", by=keeper)
    assert Proposal.objects.get().is_waiting


def test_nor_does_somebody_without_the_right(matter, keeper, second, office_head):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    refuses("只能由周牧野处理", actions.confirm, made, by=actor_of(office_head))
    refuses("只能由周牧野处理", actions.decline, made, "不", by=actor_of(office_head))
    refuses("只有流程管理员", actions.propose, matter, JUMP, WHY, by=actor_of(office_head))


def test_alone_nobody_does_what_takes_two(matter, keeper, second, registrar, office_head):
    seat, why = seat_of(matter, registrar), Deed(opinion=WHY)
    refuses("须由第二人确认", actions.jump, matter, "decide", why, by=keeper)
    refuses("须由第二人确认", actions.reassign, matter, seat, office_head.pk, why, by=keeper)
    actions.terminate(matter, why, by=keeper)
    refuses("须由第二人确认", actions.revive, matter, "decide", why, by=keeper)


def test_without_a_second_person_it_says_what_to_do(matter, keeper):
    refuses("给另一位人员“管理流程运行”的权限", actions.propose, matter, JUMP, WHY, by=keeper)
    assert not Proposal.objects.exists() and not Run.objects.get().proposed


def test_the_second_person_declines_with_a_reason(matter, keeper, second):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    refuses("写明不同意的理由", actions.decline, made, " ", by=second)
    actions.decline(made, "会签还没有办。", by=second)
    assert lines_of(second) == [] and History.objects.count() == 2
    told = Notice.objects.filter(member=keeper.member_id).latest("id")
    assert (told.title[:9], told.text) == ("周牧野没有同意跳转", "会签还没有办。")
    refuses("周牧野已处理这项提请：未同意", actions.confirm, made, by=second)


def test_the_proposer_withdraws_it(matter, keeper, second):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    refuses("只有提请人可以撤回", actions.withdraw_proposal, made, by=second)
    actions.withdraw_proposal(made, by=keeper)
    assert lines_of(second) == [] and not Run.objects.get().proposed
    refuses("陈砚秋已撤回", actions.confirm, made, by=second)
    actions.propose(matter, JUMP, WHY, by=keeper)  # may be proposed again


def test_it_lapses_when_the_matter_has_moved(matter, keeper, second, registrar, director):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    actions.agree(matter, seat_of(matter, registrar), by=keeper)
    made.refresh_from_db()
    assert made.is_waiting  # one vote of a countersign changes nothing for a jump
    actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    made.refresh_from_db()
    assert made.state == "lapsed" and "沈知远已于" in made.answer and "会签”同意" in made.answer
    assert lines_of(second) == [] and not Run.objects.get().proposed
    told = Notice.objects.filter(kind="workflow.proposed").order_by("-id")[:2]
    assert {one.member.code for one in told} == {"registrar", "finance_head"}
    assert all(one.title.startswith("提请已失效") for one in told)
    refuses("已失效：沈知远已于", actions.confirm, made, by=second)
    assert Entry.objects.filter(event="workflow.ProposalLapsed").exists()


def test_it_is_looked_at_again_when_it_is_confirmed(matter, keeper, second, registrar, director):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    Run.objects.update(proposed=False)  # as one who read the run a moment before sees it
    for member in (registrar, director):
        actions.agree(matter, seat_of(matter, member), by=actor_of(member))
    refuses("提请之后事项有了变化（沈知远已于", actions.confirm, made, by=second)
    actions.decline(made, "已经走到局长。", by=second)


def test_a_seat_is_reassigned_by_two(matter, keeper, second, director, office_head):
    wish = Wish(verb="reassign", seat=seat_of(matter, director), to=office_head.pk)
    made = actions.propose(matter, wish, "局长出差。", by=keeper)
    assert made.what == "把沈知远（会签）改派给罗曼青"
    actions.confirm(made, by=second)
    assert seat_of(matter, office_head)
    line = next(one for one in trace_of(store.load(matter.pk), None) if "改派" in one.did)
    assert (line.did, line.note) == ("改派给罗曼青", "陈砚秋提请，周牧野确认")


def test_a_reassignment_lapses_when_the_seat_has_acted(matter, keeper, second, director, clerk):
    wish = Wish(verb="reassign", seat=seat_of(matter, director), to=second.member_id)
    made = actions.propose(matter, wish, "局长出差。", by=keeper)
    actions.agree(matter, wish.seat, by=actor_of(director))
    made.refresh_from_db()
    assert made.state == "lapsed"


def test_an_ended_matter_is_revived_by_two(matter, keeper, second):
    actions.terminate(matter, Deed(opinion="不办了。"), by=keeper)
    made = actions.propose(matter, Wish(verb="revive", target="sign"), "还是要办。", by=second)
    actions.confirm(made, by=keeper)
    assert Matter.objects.get().state == "running"
    assert lines_of(keeper) == ["会签"]


def test_what_needs_no_second_person_is_not_proposed(matter, keeper, second, director):
    decided_on(director, SECOND_PERSON, "moves")
    seat, why = seat_of(matter, director), Deed(opinion="局长出差。")
    wish = Wish(verb="reassign", seat=seat, to=second.member_id)
    refuses("不需要第二人", actions.propose, matter, wish, WHY, by=keeper)
    refuses("须由第二人确认", actions.jump, matter, "decide", why, by=keeper)
    actions.reassign(matter, seat, second.member_id, why, by=keeper)


def test_one_at_a_time_and_the_same_again_is_the_first(matter, keeper, second):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    assert actions.propose(matter, JUMP, WHY, by=keeper) == made
    other = Wish(verb="jump", target="check")
    refuses("已有一项提请", actions.propose, matter, other, WHY, by=second)
    refuses("已有一项提请", actions.propose, matter, JUMP, WHY, by=second)


@pytest.mark.parametrize(
    ("wish", "reason", "said"),
    [
        (JUMP, " ", "写明理由"), (JUMP, "长" * 2001, "最多 2000 字"),
        (Wish(verb="jump", target="x"), WHY, "请选择要去的环节"),
        (Wish(verb="revive", target="check"), WHY, "还在办理中"),
        (Wish(verb="reassign", seat=99, to=1), WHY, "无需再办"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_not_proposed(wish, reason, said, matter, keeper, second):
    refuses(said, actions.propose, matter, wish, reason, by=keeper)
    assert not Proposal.objects.exists()


def test_questions_and_proposals_have_lines_of_their_own(matter, keeper, second, director):
    made = actions.propose(matter, JUMP, WHY, by=keeper)
    seat, to = seat_of(matter, director), [second.member_id]
    asked = actions.consult(matter, seat, to, Question(words="急吗？"), by=actor_of(director))
    assert lines_of(second) == ["答复沈知远", "确认跳转"]
    actions.answer(asked[0], "急。", by=second)
    assert lines_of(second) == ["确认跳转"]
    actions.decline(made, "再等等。", by=second)
    assert lines_of(second) == []


def test_a_matter_without_proposals_pays_nothing(matter, director):
    with CaptureQueriesContext(connection) as seen:
        actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    assert not [one for one in seen if "workflow_proposal" in one["sql"]]


def test_whoever_approved_last_confirms_that_it_is_void(
    matter, keeper, second, office_head, director, clerk
):
    wish, why = Wish(verb="void"), "预算取消。"
    refuses("不需要第二人", actions.propose, matter, wish, why, by=keeper)
    decided_on(clerk, VOIDING, "approver")
    refuses("作废须由第二人确认", actions.void, matter, Deed(opinion=why), by=keeper)
    refuses("只有流程管理员", actions.propose, matter, wish, why, by=actor_of(clerk))
    made = actions.propose(matter, wish, why, by=keeper)
    assert lines_of(actor_of(office_head)) == ["确认作废"] and lines_of(second) == []
    refuses("只能由罗曼青处理", actions.confirm, made, by=second)
    refuses("另一个人确认", actions.confirm, made, by=keeper)
    matter = actions.confirm(made, by=actor_of(office_head))
    assert matter.state == "voided" and not Todo.objects.exists()
    line = trace_of(store.load(matter.pk), None)[-1]
    assert (line.did, line.note) == ("作废", "陈砚秋提请，罗曼青确认")


def test_where_nobody_has_approved_another_administrator_confirms(clerk, keeper, second):
    decided_on(clerk, VOIDING, "approver")
    matter = begin(clerk, countersign("registrar"))
    made = actions.propose(matter, Wish(verb="void"), "预算取消。", by=keeper)
    assert lines_of(second) == ["确认作废"]
    assert actions.confirm(made, by=second).state == "voided"


def test_an_approval_that_was_struck_makes_nobody_the_last_approver(
    matter, keeper, second, registrar, clerk
):
    decided_on(clerk, VOIDING, "approver")
    back, why = Back(way=ReturnWay.REWALK), Deed(opinion="请改。")
    actions.return_(matter, seat_of(matter, registrar), back, why, by=keeper)
    actions.propose(matter, Wish(verb="void"), "预算取消。", by=keeper)
    assert lines_of(second) == ["确认作废"]  # not 罗曼青, whose agreement counts no more


def test_without_a_second_person_to_void_it_names_the_setting_of_voiding(matter, keeper, clerk):
    decided_on(clerk, VOIDING, "second")
    said = "参数“作废须谁批准”改为“流程管理员写明理由即可”"
    refuses(said, actions.propose, matter, Wish(verb="void"), "预算取消。", by=keeper)


def test_a_finished_matter_is_void_when_a_second_administrator_agrees(
    matter, keeper, second, registrar, director, clerk
):
    decided_on(clerk, VOIDING, "second")
    for member in (registrar, director, director):
        matter = actions.agree(matter, seat_of(matter, member), by=actor_of(member))
    made = actions.propose(matter, Wish(verb="void"), "依据已废止。", by=keeper)
    refuses("只能由周牧野处理", actions.decline, made, "不", by=actor_of(director))
    assert actions.confirm(made, by=second).state == "voided"


def test_what_waits_and_for_whom_is_read_once_for_a_page(matter, keeper, second, monkeypatch):
    actions.propose(matter, JUMP, WHY, by=keeper)
    asked = []
    for name in ("waiting_in", "seconds_for"):
        whole = getattr(proposing, name)
        monkeypatch.setattr(proposing, name, lambda *said, at=whole: asked.append(at) or at(*said))
    for by, codes in ((second, {"confirm", "decline"}), (keeper, {"unpropose"})):
        asked.clear()
        desk = desk_of(store.load(matter.pk), by)
        menu = {entry.operation.code for entry in menu_of(desk, by)}
        shown = {one.panel.code: one.content for one in panels_of(desk, by)}["proposal"]
        assert menu & {"confirm", "decline", "unpropose"} == codes
        assert (shown.seconds, shown.may_settle) == ("周牧野", by == second)
        assert len(asked) == 2
