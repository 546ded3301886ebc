from andu.engine.nodes import ReturnWay
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.deciding import asking_of
from andu.workflow.desk import desk_of
from andu.workflow.models import Matter
from andu.workflow.saying import PLAIN, Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from andu.workflow.trace import next_holders, trace_of
from tests.cast import actor_of


def test_the_handler_sees_what_may_be_done(clerk, office_head, director):
    matter = begin(clerk, countersign("finance_head"))
    loaded = store.load(matter.pk)
    desk = desk_of(loaded, actor_of(office_head))
    assert desk.is_mine
    assert desk.verdicts["agree"]
    assert [target.key for target in desk.targets] == ["draft"]
    theirs = desk_of(loaded, actor_of(director))
    assert not theirs.is_mine
    assert theirs.verdicts["agree"].reason == "现在没有轮到你办理。"
    mine = desk_of(loaded, actor_of(clerk))
    assert mine.verdicts["withdraw"]
    assert not mine.verdicts["terminate"]


def test_the_trace_tells_past_present_and_future(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    deed = Deed(opinion="材料齐全。")
    after = actions.agree(matter, seat_of(matter, office_head), deed, by=actor_of(office_head))
    loaded = store.load(matter.pk)
    lines = trace_of(loaded, finance_head.pk, asking_of(loaded, PLAIN))
    assert [(line.state, line.who) for line in lines] == [
        ("ok", "方亦舒"), ("ok", "罗曼青"), ("now", "你"), ("now", "陈砚秋"),
        ("next", "沈知远"), ("next", "归档"),
    ]  # fmt: skip
    assert lines[1].opinion == "材料齐全。"
    assert lines[2].note == "0 / 2 同意"
    assert [line.name for line in lines if line.name] == ["周牧野"]  # on paper nobody is 你
    found = Matter.objects.get(pk=matter.pk)
    assert next_holders(after) == next_holders(found) == "送周牧野、陈砚秋会签"


def test_what_a_return_undid_is_struck_through(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    back = Back(to="check", way=ReturnWay.REWALK)
    deed = Deed(opinion="请重新审核。")
    actions.return_(matter, seat_of(matter, finance_head), back, deed, by=actor_of(finance_head))
    lines = trace_of(store.load(matter.pk), None)
    assert [line.struck for line in lines] == [False, True, False, False]
    assert [line.undone for line in lines] == ["", "已退回", "", ""]
    assert lines[2].did == "退回至科长审核"
