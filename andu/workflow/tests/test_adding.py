"""加签, 减签, 委派, 办毕: who may, whose turn it is then, and what rows, lines and trace say."""

import pytest

from andu.engine import Mode, Step, TransferRange
from andu.engine.handlers import NamedPerson, Superior
from andu.engine.nodes import Ballot, Nature, Opinion, Threshold, Where
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.models import Member
from andu.todo.models import Todo
from andu.workflow import actions, store
from andu.workflow.actions.adding import Placing
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Participant, Seat
from andu.workflow.policy import ADD_RANGE
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, decided_on, line, seat_of
from andu.workflow.tests.test_delegation import delegated
from andu.workflow.trace import trace_of
from tests.cast import actor_of

WHY = Deed(opinion="请一并看看。")
BEFORE, AFTER = Placing(Where.BEFORE), Placing(Where.AFTER)


def whose():
    return {todo.assignee.code for todo in Todo.objects.all()}


def add(matter, one, *others, placing=BEFORE, deed=WHY):
    ids = [each.pk for each in others]
    return actions.add_signers(matter, seat_of(matter, one), ids, placing, deed, by=actor_of(one))


def refuses(match, verb, *args, **more):
    before = History.objects.count(), whose(), Seat.objects.count()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert (History.objects.count(), whose(), Seat.objects.count()) == before


@pytest.fixture
def matter(clerk):
    """The office head has it; the registrar and the director come after."""
    return begin(clerk, countersign("registrar"))


def test_before_me_and_then_my_turn_comes_back(matter, office_head, finance_head, registrar):
    add(matter, office_head, finance_head, registrar)
    assert whose() == {"finance_head", "registrar"}
    heard = Notice.objects.filter(member=finance_head).get()
    assert heard.title == "罗曼青请你加签：关于采购空调维保的请示"
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    actions.agree(matter, seat_of(matter, registrar), by=actor_of(registrar))
    assert whose() == {"office_head"}
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    told = trace_of(loaded, None)
    assert (told[1].did, told[1].opinion) == ("前加签周牧野、" + registrar.name, WHY.opinion)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert whose() == {"registrar"}


def test_the_trace_says_who_was_added_by_whom(matter, office_head, finance_head):
    add(matter, office_head, finance_head)
    now = [each for each in trace_of(store.load(matter.pk), None) if each.state == "now"]
    assert [(each.who, each.note) for each in now] == [("周牧野", "罗曼青前加签，0 / 2 同意")]
    part = Participant.objects.filter(matter=matter, member=finance_head).get()
    assert part.capacity == Participant.Capacity.HANDLER


def test_after_me_they_are_asked_when_i_have_agreed(matter, office_head, finance_head):
    add(matter, office_head, finance_head, placing=AFTER)
    assert whose() == {"office_head"}
    assert not Notice.objects.filter(member=finance_head).exists()
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert whose() == {"finance_head"}


def test_any_of_those_beside_me_is_enough(matter, office_head, finance_head):
    add(matter, office_head, finance_head, placing=Placing(Where.BESIDE, Mode.ANY))
    assert whose() == {"office_head", "finance_head"}
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    assert whose() == {"registrar"}


def test_whom_i_added_goes_again_and_hears_of_it(matter, office_head, finance_head):
    add(matter, office_head, finance_head)
    seat = seat_of(matter, finance_head)
    refuses("不是你加签的", actions.remove_signer, matter, seat, by=actor_of(finance_head))
    actions.remove_signer(matter, seat, by=actor_of(office_head))
    assert whose() == {"office_head"}
    assert Notice.objects.filter(member=finance_head, title__startswith="已减签").exists()
    assert trace_of(store.load(matter.pk), None)[2].did == "减签周牧野"
    refuses("要处理的这一席已有变化", actions.remove_signer, matter, seat, by=actor_of(office_head))


def test_who_has_acted_stays(matter, office_head, finance_head, registrar):
    add(matter, office_head, finance_head, registrar)
    seat = seat_of(matter, finance_head)
    actions.agree(matter, seat, by=actor_of(finance_head))
    refuses("已经办理，不能减签", actions.remove_signer, matter, seat, by=actor_of(office_head))


def test_a_helper_does_the_work_and_i_decide(matter, office_head, registrar):
    by = actor_of(office_head)
    actions.consign(matter, seat_of(matter, office_head), registrar.pk, WHY, by=by)
    assert whose() == {"registrar"}
    assert Notice.objects.filter(member=registrar).get().title.startswith("罗曼青委派你代办")
    seat, helper = seat_of(matter, registrar), actor_of(registrar)
    refuses("由委派人决定", actions.agree, matter, seat, by=helper)
    refuses("由委派人决定", actions.disagree, matter, seat, WHY, by=helper)
    actions.complete(matter, seat, Deed(opinion="已核对。"), by=helper)
    assert whose() == {"office_head"}
    told = trace_of(store.load(matter.pk), None)
    assert [each.did for each in told[1:3]] == [f"委派{registrar.name}代办", "办毕"]


def test_who_helps_stands_where_they_are_asked_and_is_not_counted(clerk, office_head, registrar):
    steps = tuple(NamedPerson(code) for code in ("office_head", "finance_head"))
    sign = Step(key="sign", name="依次", mode=Mode.IN_ORDER, handlers=steps)
    matter = begin(clerk, line(sign))
    by = actor_of(office_head)
    actions.consign(matter, seat_of(matter, office_head), registrar.pk, WHY, by=by)
    told = trace_of(store.load(matter.pk), None)[2:]
    assert [each.who for each in told] == ["陈砚秋", "罗曼青", "周牧野"]
    assert told[0].note == "罗曼青委派，0 / 2 同意"


def test_only_within_the_range_of_the_policy(matter, office_head, finance_head, director):
    decided_on(office_head, ADD_RANGE, "unit")
    refuses("只能请本单位的人员，周牧野不在其中", add, matter, office_head, finance_head)
    decided_on(office_head, ADD_RANGE, "nobody")
    refuses("不允许加签和委派", add, matter, office_head, finance_head)
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    refuses("不允许加签和委派", actions.consign, matter, seat, director.pk, by=by)


def test_who_cannot_be_added(matter, office_head, finance_head, clerk, outsider):
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    refuses("请选择要加签的人", add, matter, office_head)
    refuses("不能加签或委派给自己", add, matter, office_head, office_head)
    refuses("选了两次", add, matter, office_head, finance_head, finance_head)
    refuses("不属于本组织", add, matter, office_head, outsider)
    refuses("是事项的发起人", add, matter, office_head, clerk)
    refuses("没有找到要请的人", actions.add_signers, matter, seat, [10**9], BEFORE, by=by)
    refuses("只能会签、或签或依次", add, matter, office_head, finance_head,
            placing=Placing(Where.AFTER, Mode.VOTE))  # fmt: skip
    finance_head.state = Member.State.LEFT
    finance_head.save(update_fields=["state"])
    refuses("周牧野已经离职", add, matter, office_head, finance_head)
    refuses("不由你办理", actions.add_signers, matter, seat, [finance_head.pk], BEFORE,
            by=actor_of(clerk))  # fmt: skip


def test_fifty_at_most_at_a_time(matter, office_head):
    more = [
        Member.objects.create(
            organisation=office_head.organisation, code=f"n{n}", name=f"新{n}", pinyin="x"
        )
        for n in range(51)
    ]
    refuses("一次最多加签 50 人", add, matter, office_head, *more)
    add(matter, office_head, *more[:50])
    assert len(whose()) == 50


def test_where_the_step_forbids_it(clerk, office_head, finance_head):
    step = Step(key="check", name="审核", handlers=(Superior(1),), may_add=False)
    matter = begin(clerk, line(step))
    refuses("“审核”不允许加签和委派", add, matter, office_head, finance_head)


def test_who_is_away_is_stood_in_for(matter, office_head, finance_head, registrar):
    delegated(finance_head, registrar)
    add(matter, office_head, finance_head)
    seat = Seat.objects.get(member=registrar, state=Seat.State.OPEN)
    assert seat.on_behalf_name == "周牧野"


def test_a_second_click_adds_nobody_again(matter, office_head, finance_head):
    by, seat = actor_of(office_head).with_key("add-key-0001"), seat_of(matter, office_head)
    for _click in range(2):
        actions.add_signers(matter, seat, [finance_head.pk], AFTER, by=by)
    assert Seat.objects.filter(member=finance_head).count() == 1


def voting(*people, **more):
    """These vote, the first with three voices."""
    ballots = (Ballot(weight=3), *(Ballot() for _ in people[1:]))
    return line(Step(
        key="vote", name="表决", mode=Mode.VOTE, handlers=tuple(map(NamedPerson, people)),
        threshold=Threshold(percent=60), ballots=ballots, **more,
    ))  # fmt: skip


def test_a_vote_is_read_from_its_rows_with_its_weights(clerk, office_head, finance_head, registrar):
    matter = begin(clerk, voting("office_head", "finance_head", "registrar"))
    loaded = store.load(matter.pk)
    assert not loaded.run.by_history
    assert loaded.configuration == replayed(loaded.run)
    seat = seat_of(matter, office_head)
    actions.transfer(matter, seat, clerk_like(finance_head).pk, WHY, by=actor_of(office_head))
    done = actions.agree(matter, open_of("新来的"), by=actor_of(Member.objects.get(code="new")))
    assert done.state == Matter.State.FINISHED
    assert [row.weight for row in Seat.objects.filter(node="vote").order_by("number")] == [
        3, 1, 1, 3
    ]  # fmt: skip


def clerk_like(other):
    return Member.objects.create(
        organisation=other.organisation, code="new", name="新来的", pinyin="x"
    )


def open_of(name):
    return Seat.objects.get(member_name=name, state=Seat.State.OPEN).number


def test_work_is_completed_with_words_where_the_step_wants_them(clerk, office_head):
    step = Step(key="do", name="办理", nature=Nature.WORK, handlers=(Superior(1),),
                opinion=Opinion.REQUIRED, transfer=TransferRange.NOBODY)  # fmt: skip
    matter = begin(clerk, line(step))
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    refuses("写明办理情况", actions.complete, matter, seat, by=by)
    refuses("是办理环节", actions.agree, matter, seat, WHY, by=by)
    done = actions.complete(matter, seat, Deed(opinion="设备已装好。"), by=by)
    assert done.state == Matter.State.FINISHED


def test_where_something_is_decided_nothing_is_completed(matter, office_head):
    seat = seat_of(matter, office_head)
    refuses("要作决定", actions.complete, matter, seat, WHY, by=actor_of(office_head))
