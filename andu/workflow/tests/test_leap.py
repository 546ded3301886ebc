"""越级 (WF-12): over somebody's head only with a reason, and who is passed over signs first."""

import pytest

from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson
from andu.engine.nodes import Levels, ReturnWay, Where
from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.organisation.directory import reporting_line
from andu.organisation.models import Appointment
from andu.todo.models import Todo
from andu.workflow import actions, levels, store
from andu.workflow.actions.adding import Placing
from andu.workflow.actions.deciding import Back
from andu.workflow.loading import replayed
from andu.workflow.models import History, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of

WHY = Deed(opinion="请定。", leap="局长在外，急需电话定夺。")
IN_ORDER = Placing(Where.BESIDE, Mode.IN_ORDER)


@pytest.fixture
def matter(clerk, registrar, office_head):
    """With 陈砚秋, below 罗曼青, below 沈知远; the step keeps to the line."""
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    to = NamedPerson("registrar")
    return begin(clerk, line(Step(key="help", name="协办", handlers=(to,), levels=Levels.STRICT)))


def who_has_it():
    return {todo.assignee.code for todo in Todo.objects.all()}


def refuses(match, verb, *args, **more):
    before = History.objects.count(), Seat.objects.count(), Todo.objects.count()
    with pytest.raises(Refused, match=match):
        verb(*args, **more)
    assert (History.objects.count(), Seat.objects.count(), Todo.objects.count()) == before


def transfer(matter, member, to, deed=WHY):
    return actions.transfer(matter, seat_of(matter, member), to.pk, deed, by=actor_of(member))


def assert_rows_tell_the_history(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)


def test_who_is_passed_over_signs_first(matter, registrar, office_head, director):
    transfer(matter, registrar, director)
    assert who_has_it() == {"office_head"}  # the higher level cannot act yet
    assert_rows_tell_the_history(matter)
    waiting = Seat.objects.get(member=director, state="waiting")
    refuses("还没有轮到你", actions.agree, matter, waiting.number, by=actor_of(director))
    told = Notice.objects.get(member=office_head, kind="workflow.turn")
    assert told.title.startswith("陈砚秋越级办理，请你先加签")
    lines = trace_of(store.load(matter.pk), None)
    assert lines[1].did == "越级转办给沈知远"
    assert lines[1].note == "越级：越过了罗曼青，由其先加签"
    assert lines[1].opinion == "局长在外，急需电话定夺。\n请定。"
    assert lines[2].who == "罗曼青" and "越级加签" in lines[2].note
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert who_has_it() == {"director"}
    matter = actions.agree(matter, seat_of(matter, director), by=actor_of(director))
    assert matter.state == "finished"
    assert_rows_tell_the_history(matter)


def test_without_a_reason_it_is_refused_and_said_how(matter, registrar, director):
    said = "确需越级的，请写明越级理由，由罗曼青先加签"
    for blank in (Deed(opinion="请定。"), Deed(leap="  ")):
        refuses(said, transfer, matter, registrar, director, blank)
    refuses("越级理由最多 1000 字", transfer, matter, registrar, director, Deed(leap="长" * 1001))
    assert who_has_it() == {"registrar"}


def test_who_is_on_no_line_is_refused_also_with_a_reason(matter, registrar, finance_head):
    refuses("不是陈砚秋的上一级", transfer, matter, registrar, finance_head)


def test_the_next_level_needs_no_reason_and_nobody_signs_first(matter, registrar, office_head):
    transfer(matter, registrar, office_head)
    assert who_has_it() == {"office_head"}
    assert not Seat.objects.filter(added="leap").exists()
    assert trace_of(store.load(matter.pk), None)[1].did == "转办给罗曼青"


def test_who_does_not_agree_stops_it(matter, registrar, office_head, director):
    transfer(matter, registrar, director)
    no = Deed(opinion="先问过我。")
    matter = actions.disagree(matter, seat_of(matter, office_head), no, by=actor_of(office_head))
    assert matter.state == "refused"


def test_nobody_takes_the_superior_away_again(matter, registrar, office_head, director):
    transfer(matter, registrar, director)
    seat = seat_of(matter, office_head)
    for member in (registrar, director):
        refuses("越级时必须先加签的上级", actions.remove_signer, matter, seat, by=actor_of(member))
    assert who_has_it() == {"office_head"}


def test_it_stays_done_and_may_come_back_by_return(matter, registrar, office_head, director):
    seat = seat_of(matter, registrar)
    transfer(matter, registrar, director)
    refuses("没有可以拿回", actions.take_back, matter, seat, by=actor_of(registrar))
    assert who_has_it() == {"office_head"}


def test_who_has_agreed_before_does_not_sign_again(clerk, registrar, office_head, director):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    matter = begin(clerk, line(
        Step(key="check", name="审核", handlers=(NamedPerson("office_head"),)),
        Step(key="ask", name="核对", handlers=(NamedPerson("finance_head"),)),
        Step(key="help", name="协办", handlers=(NamedPerson("registrar"),), levels=Levels.STRICT),
    ))  # fmt: skip
    for code in ("office_head", "finance_head"):
        row = Seat.objects.get(member__code=code, state="open")
        actions.agree(matter, row.number, by=actor_of(row.member))
    transfer(matter, registrar, director, Deed())
    assert who_has_it() == {"director"}


def test_an_agreement_that_was_struck_spares_nobody(clerk, registrar, office_head, director):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    matter = begin(clerk, line(
        Step(key="help", name="协办", handlers=(NamedPerson("registrar"),), levels=Levels.STRICT),
        Step(key="check", name="审核", handlers=(NamedPerson("office_head"),)),
        Step(key="ask", name="核对", handlers=(NamedPerson("finance_head"),)),
    ))  # fmt: skip
    for member in (registrar, office_head):
        actions.agree(matter, seat_of(matter, member), by=actor_of(member))
    row = Seat.objects.get(member__code="finance_head", state="open")
    back = Back("help", ReturnWay.REWALK)
    actions.return_(matter, row.number, back, Deed(opinion="请重核。"), by=actor_of(row.member))
    refuses("由罗曼青先加签", transfer, matter, registrar, director, Deed(opinion="请定。"))
    transfer(matter, registrar, director)
    assert who_has_it() == {"office_head"}


def test_who_sits_there_already_does_not_sign_first(clerk, registrar, office_head, director):
    """They sign in the same step in any case; a second seat there is nobody's."""
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    both = (NamedPerson("registrar"), NamedPerson("office_head"))
    step = Step(key="help", name="协办", handlers=both, mode=Mode.ALL, levels=Levels.STRICT)
    matter, other = (begin(clerk, line(step)) for _each in range(2))
    transfer(matter, registrar, director)
    rows = Seat.objects.filter(run__matter=matter, state="open")
    assert {row.member for row in rows} == {office_head, director}
    seat, by = seat_of(other, registrar), actor_of(registrar)
    actions.add_signers(other, seat, [director.pk], Placing(Where.BESIDE, Mode.ALL), by=by)
    assert not Seat.objects.filter(added="leap").exists()


def test_who_has_had_their_say_in_the_step_is_not_asked_again(
    clerk, registrar, office_head, director
):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    both = (NamedPerson("registrar"), NamedPerson("office_head"))
    step = Step(key="help", handlers=both, mode=Mode.ALL, hear_all=True, levels=Levels.STRICT)
    matter, why = begin(clerk, line(step)), Deed(opinion="不妥。")
    actions.disagree(matter, seat_of(matter, office_head), why, by=actor_of(office_head))
    transfer(matter, registrar, director, Deed(opinion="请定。"))
    assert who_has_it() == {"director"}


def test_over_who_waits_in_the_same_step_there_is_no_way(clerk, registrar, office_head, director):
    """Their turn comes next; before it they cannot sit there twice."""
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    both = (NamedPerson("registrar"), NamedPerson("office_head"))
    step = Step(key="help", name="协办", handlers=both, mode=Mode.IN_ORDER, levels=Levels.STRICT)
    matter = begin(clerk, line(step))
    said = "罗曼青也是“协办”的办理人，排在后面，还没有轮到，不能越过"
    refuses(said, transfer, matter, registrar, director)
    seat, before = seat_of(matter, registrar), Placing(Where.BEFORE, Mode.ALL)
    by = actor_of(registrar)
    refuses(said, actions.add_signers, matter, seat, [director.pk], before, WHY, by=by)


def test_where_no_signers_may_be_added_there_is_no_way_round(
    clerk, registrar, office_head, director
):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    to = NamedPerson("registrar")
    step = Step(key="help", name="协办", handlers=(to,), levels=Levels.STRICT, may_add=False)
    matter = begin(clerk, line(step))
    refuses("越过了罗曼青。请改选罗曼青。$", transfer, matter, registrar, director)


def test_who_adds_somebody_higher_adds_who_is_between(matter, registrar, office_head, director):
    seat, by = seat_of(matter, registrar), actor_of(registrar)
    before = Placing(Where.BEFORE, Mode.ALL)
    refuses("由罗曼青先加签", actions.add_signers, matter, seat, [director.pk], before, by=by)
    actions.add_signers(matter, seat, [director.pk], before, WHY, by=by)
    assert who_has_it() == {"office_head"}
    line = trace_of(store.load(matter.pk), None)[1]
    assert line.did == "前加签罗曼青、沈知远" and line.note.startswith("越级：越过了罗曼青")
    refuses("越级时必须先加签", actions.remove_signer, matter, seat_of(matter, office_head), by=by)
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    assert who_has_it() == {"director"}
    assert_rows_tell_the_history(matter)


def test_who_is_named_in_order_below_is_not_passed_over(matter, registrar, office_head, director):
    seat, by = seat_of(matter, registrar), actor_of(registrar)
    people = [office_head.pk, director.pk]
    beside = Placing(Where.BESIDE, Mode.ALL)
    refuses("由罗曼青先加签", actions.add_signers, matter, seat, people, beside, by=by)
    actions.add_signers(matter, seat, people, IN_ORDER, by=by)
    assert not Seat.objects.filter(added="leap").exists()
    assert not Seat.objects.filter(member=director, state="open").exists()


def test_others_may_be_added_as_before(matter, registrar, finance_head):
    seat, by = seat_of(matter, registrar), actor_of(registrar)
    actions.add_signers(matter, seat, [finance_head.pk], IN_ORDER, by=by)
    assert "registrar" in who_has_it()


def test_a_vote_keeps_its_weight_when_it_goes_over_a_head(clerk, registrar, office_head, director):
    Appointment.objects.filter(member=registrar).update(superior=office_head)
    to = NamedPerson("registrar")
    matter = begin(clerk, line(Step(key="help", handlers=(to,), levels=Levels.STRICT)))
    Seat.objects.filter(member=registrar).update(weight=3, veto=True)
    transfer(matter, registrar, director)
    row = Seat.objects.get(member=director, state="waiting")
    assert (row.weight, row.veto) == (3, True)


def test_the_line_is_read_once_for_an_act(matter, clerk, registrar, director, monkeypatch):
    asked = []

    def counted(*said):
        asked.append(said)
        return reporting_line(*said)

    monkeypatch.setattr(levels, "reporting_line", counted)
    transfer(matter, registrar, director)
    assert [who for who, _unit in asked] == [registrar, clerk]
