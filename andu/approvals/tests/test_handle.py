"""What a handler says and fills in: every verb, once allowed, once refused and nothing changed."""

import pytest

from andu.approvals import access, actions
from andu.approvals.actions.handling import Act
from andu.approvals.tests.samples import LEAVE
from andu.engine.nodes import ReturnWay
from andu.forms import filling
from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow.models import History, Matter, Seat
from andu.workflow.tests.conftest import seat_of
from tests.cast import actor_of

WORDS = "请补充证明材料。"


@pytest.fixture
def request_(submit):
    """Leave asked for by the clerk."""
    return submit()


def _do(request, who, verb, posted=None, **more):
    actor = actor_of(who)
    seat = more.pop("seat", None)
    if seat is None:
        open_seats = Seat.objects.filter(run__matter=request.matter, member=who, state="open")
        seat = open_seats.values_list("number", flat=True).first() or 0
    cleaned = None
    if posted is not None:
        step = Seat.objects.get(run__matter=request.matter, number=seat).node
        rows = access.at_step(request.version, step)
        before = request.record.current.values
        request.record.refresh_from_db()
        before = request.record.current.values
        cleaned = filling.clean(LEAVE, rows, posted, before, actor=actor)
    act = Act(verb=verb, seat=seat, cleaned=cleaned, **more)
    return actions.decide(request, act, by=actor)


def _state(request):
    request.record.refresh_from_db()
    return (
        list(Seat.objects.filter(run__matter=request.matter).values_list("number", "state")),
        History.objects.count(), request.record.newest, Matter.objects.get().state,
    )  # fmt: skip


def test_a_story_to_the_end(request_, office_head, finance_head, registrar, director):
    _do(request_, office_head, "agree", {"f-secret": "内部"}, opinion="同意")
    _do(request_, finance_head, "agree", {"f-deducted": "120.5", "f-reason": "改"})
    _do(request_, registrar, "agree")
    matter = _do(request_, director, "agree", opinion="同意")
    request_.record.refresh_from_db()
    values = request_.record.current.values
    assert (values["secret"], values["deducted"], values["reason"]) == ("内部", 12050, "回乡探亲")
    assert (matter.state, matter.filed is not None) == ("finished", True)
    hashes = list(
        History.objects.order_by("sequence").values_list("content_before", "content_after")
    )
    assert hashes[1][0] == hashes[0][1] != hashes[1][1]
    assert hashes[2][0] == hashes[1][1] != hashes[2][1]
    assert hashes[3][0] == hashes[3][1] == hashes[2][1]


def test_back_to_the_initiator_and_straight_again(request_, clerk, office_head, finance_head):
    _do(request_, office_head, "agree")
    _do(request_, finance_head, "return", opinion=WORDS, way=ReturnWay.STRAIGHT)
    assert seat_of(request_.matter, clerk)
    _do(request_, clerk, "resubmit", {"f-days": "5"}, opinion="已补充")
    request_.record.refresh_from_db()
    assert request_.record.current.values["days"] == "5"
    assert seat_of(request_.matter, finance_head)


def test_disagreeing_ends_the_matter_unfiled(request_, office_head):
    matter = _do(request_, office_head, "disagree", opinion="人手不足。")
    assert (matter.state, matter.filed) == ("refused", None)


def test_withdrawn_changed_and_terminated(request_, clerk, office_head):
    _do(request_, clerk, "withdraw", seat=0)
    assert seat_of(request_.matter, clerk)
    assert not Seat.objects.filter(member=office_head, state="open").exists()
    matter = _do(request_, clerk, "terminate", opinion="不再需要。")
    assert matter.state == "terminated"


def test_taken_back_by_the_previous_handler(request_, office_head):
    _do(request_, office_head, "agree")
    mine = Seat.objects.get(member=office_head).number
    _do(request_, office_head, "take_back", seat=mine)
    assert seat_of(request_.matter, office_head)


@pytest.mark.parametrize("verb", ["disagree", "return", "terminate"])
def test_without_a_reason_nothing_happens(request_, office_head, clerk, verb):
    who = office_head
    if verb == "terminate":
        _do(request_, clerk, "withdraw", seat=0)
        who = clerk
    before = _state(request_)
    with pytest.raises(Refused, match="理由"):
        _do(request_, who, verb, opinion=" ")
    assert _state(request_) == before


@pytest.mark.parametrize(
    "verb",
    ["agree", "disagree", "read", "return", "resubmit", "withdraw", "take_back", "terminate"],
)
def test_somebody_whose_turn_it_is_not_does_nothing(request_, director, office_head, verb):
    before = _state(request_)
    seat = seat_of(request_.matter, office_head)
    with pytest.raises(Refused):
        _do(request_, director, verb, opinion=WORDS, seat=seat)
    assert _state(request_) == before


def test_a_closed_seat_is_not_used_again(request_, office_head):
    seat = seat_of(request_.matter, office_head)
    _do(request_, office_head, "agree")
    before = _state(request_)
    with pytest.raises(Refused, match=r"你已在 .* 办理：同意。请勿重复办理"):
        _do(request_, office_head, "agree", seat=seat)
    assert _state(request_) == before


def test_what_is_filled_in_wrong_is_refused_with_the_act(request_, office_head, finance_head):
    _do(request_, office_head, "agree")
    before = _state(request_)
    with pytest.raises(Refused, match="还有 1 处"):
        _do(request_, finance_head, "agree", {"f-deducted": "很多"})
    assert _state(request_) == before


def test_an_opinion_has_a_limit(request_, office_head):
    before = _state(request_)
    with pytest.raises(Refused, match="最多 2000 字，现在有 2001 字"):
        _do(request_, office_head, "agree", opinion="字" * 2001)
    assert _state(request_) == before
    _do(request_, office_head, "agree", opinion="字" * 2000)


def test_a_resubmission_may_have_another_title_and_urgency(request_, clerk, office_head):
    _do(request_, clerk, "withdraw", seat=0)
    _do(request_, clerk, "resubmit", title="探亲假三天", urgency=0)
    matter = Matter.objects.get()
    assert (matter.title, matter.urgency) == ("探亲假三天", 0)
    assert Todo.objects.get(assignee=office_head).title == "探亲假三天"
    words = History.objects.get(sequence=3).details["particulars"]
    assert words["标题"] == ["请假申请（方亦舒）", "探亲假三天"]
    assert words["紧急程度"] == ["加急", "普通"]


@pytest.mark.parametrize("wrong", [{"title": ""}, {"title": "长" * 201}, {"urgency": 9}])
def test_a_resubmission_without_a_proper_name_is_refused(request_, clerk, wrong):
    _do(request_, clerk, "withdraw", seat=0)
    before, title = _state(request_), Matter.objects.get().title
    with pytest.raises(Refused):
        _do(request_, clerk, "resubmit", **wrong)
    assert _state(request_) == before and Matter.objects.get().title == title


def test_only_a_resubmission_renames(request_, office_head):
    _do(request_, office_head, "agree", title="别的标题", urgency=1)
    assert Matter.objects.get().title == "请假申请（方亦舒）"


def test_a_verb_nobody_knows_is_refused(request_, office_head):
    before = _state(request_)
    with pytest.raises(Refused, match="请选择"):
        _do(request_, office_head, "applaud")
    assert _state(request_) == before
