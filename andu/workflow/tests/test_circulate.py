import pytest

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.models import Circulation, Matter, Participant
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of


@pytest.fixture
def matter(clerk):
    """A request of the clerk's."""
    return begin(clerk, countersign("finance_head"))


def _sees(member, matter):
    return Matter.objects.visible_to(actor_of(member)).filter(pk=matter.pk).exists()


def test_a_reader_gets_a_line_a_notice_and_gives_a_receipt(matter, clerk, registrar):
    assert not _sees(registrar, matter)
    (row,) = actions.circulate(matter, [registrar.pk], "请知悉。", by=actor_of(clerk))
    assert (row.member_name, row.member_unit, row.sender_name) == ("陈砚秋", "办公室", "方亦舒")
    assert _sees(registrar, matter)
    line = Todo.objects.get(assignee=registrar)
    assert (line.kind, line.seat_id, line.step) == ("read", None, "传阅")
    assert Notice.objects.filter(member=registrar, kind="workflow.reading").count() == 1
    actions.mark_circulation_read(row, "已知悉。", by=actor_of(registrar))
    row.refresh_from_db()
    assert row.read and row.said == "已知悉。"
    assert not Todo.objects.filter(assignee=registrar).exists()
    assert list(Circulation.objects.read_by(actor_of(registrar))) == [row]
    assert [e.event for e in entries_of(matter)] == [
        "workflow.Circulated", "workflow.CirculationRead",
    ]  # fmt: skip


def test_a_second_click_neither_sends_nor_reads_twice(matter, clerk, registrar):
    (row,) = actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    assert actions.circulate(matter, [registrar.pk], by=actor_of(clerk)) == []
    first = actions.mark_circulation_read(row, by=actor_of(registrar)).read
    assert actions.mark_circulation_read(row, "又看", by=actor_of(registrar)).read == first
    assert Circulation.objects.get().said == ""


def test_a_turn_to_read_stays_when_a_circulation_is_read(matter, clerk, office_head):
    mine = Todo.objects.filter(assignee=office_head)
    mine.update(kind=Todo.Kind.READ)
    (row,) = actions.circulate(matter, [office_head.pk], by=actor_of(clerk))
    actions.mark_circulation_read(row, by=actor_of(office_head))
    assert mine.count() == 1 and mine.get().seat_id


def test_who_has_nothing_to_do_with_it_does_not_circulate(matter, registrar, director):
    with pytest.raises(Refused, match="不能传阅"):
        actions.circulate(matter, [director.pk], by=actor_of(registrar))
    assert not Circulation.objects.exists() and not _sees(director, matter)


def test_people_elsewhere_are_not_reached(matter, clerk, outsider):
    assert actions.circulate(matter, [outsider.pk], by=actor_of(clerk)) == []
    assert not _sees(outsider, matter)


def test_onward_within_ones_own_unit(matter, clerk, finance_head, registrar, office_head):
    by = actor_of(clerk)
    (row,) = actions.circulate(matter, [registrar.pk], by=by)
    with pytest.raises(Refused, match="只能在“办公室”之内转传，其中 1 人"):
        actions.circulate(matter, [finance_head.pk, office_head.pk], by=actor_of(registrar))
    assert Circulation.objects.count() == 1
    (onward,) = actions.circulate(matter, [office_head.pk], by=actor_of(registrar))
    assert onward.after == row


def test_onward_as_the_policy_says(matter, clerk, finance_head, registrar, decide_policy):
    actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    decide_policy("workflow.circulate_onward", "organisation")
    actions.circulate(matter, [finance_head.pk], by=actor_of(registrar))
    decide_policy("workflow.circulate_onward", "nobody")
    with pytest.raises(Refused, match="不能传阅"):
        actions.circulate(matter, [clerk.pk], by=actor_of(finance_head))


def test_only_the_initiator_when_the_policy_says_so(matter, office_head, registrar, decide_policy):
    decide_policy("workflow.circulate", "initiator")
    with pytest.raises(Refused, match="不能传阅"):
        actions.circulate(matter, [registrar.pk], by=actor_of(office_head))
    assert not Circulation.objects.exists()


def test_not_to_everybody_and_not_to_nobody(matter, clerk, registrar, director, decide_policy):
    decide_policy("workflow.circulate_most", "1")
    for readers, why in (([], "请选择"), ([registrar.pk, director.pk], "最多传阅给 1 人")):
        with pytest.raises(Refused, match=why):
            actions.circulate(matter, readers, by=actor_of(clerk))
    assert not Circulation.objects.exists()


def test_what_is_unread_can_be_called_back(matter, clerk, registrar):
    (row,) = actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    actions.withdraw_circulation(row, by=actor_of(clerk))
    assert not _sees(registrar, matter) and not Todo.objects.filter(assignee=registrar).exists()
    with pytest.raises(Refused, match="已被撤回"):
        actions.mark_circulation_read(row, by=actor_of(registrar))


def test_what_was_read_stays(matter, clerk, registrar, office_head):
    (row,) = actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    with pytest.raises(Refused, match="只有传阅的人"):
        actions.withdraw_circulation(row, by=actor_of(office_head))
    actions.mark_circulation_read(row, by=actor_of(registrar))
    with pytest.raises(Refused, match="陈砚秋已经看过"):
        actions.withdraw_circulation(row, by=actor_of(clerk))
    assert _sees(registrar, matter)


def test_nobody_else_gives_the_receipt(matter, clerk, registrar, director):
    (row,) = actions.circulate(matter, [registrar.pk], by=actor_of(clerk))
    with pytest.raises(Refused, match="不是给你的"):
        actions.mark_circulation_read(row, by=actor_of(director))
    with pytest.raises(Refused, match="最多 500 字"):
        actions.mark_circulation_read(row, "字" * 501, by=actor_of(registrar))
    row.refresh_from_db()
    assert row.read is None


def test_a_handler_who_is_called_back_as_reader_stays_handler(matter, clerk, office_head):
    (row,) = actions.circulate(matter, [office_head.pk], by=actor_of(clerk))
    actions.withdraw_circulation(row, by=actor_of(clerk))
    assert Participant.objects.filter(member=office_head, capacity="handler").exists()
    assert seat_of(matter, office_head)


def test_rounds_take_a_constant_number_of_statements(
    matter, clerk, bureau, django_assert_max_num_queries
):
    readers = [m.pk for m in bureau.members.values()]
    with django_assert_max_num_queries(32):
        actions.circulate(matter, readers, by=actor_of(clerk))
