"""A matter that asks a matrix: whom it asks, by which version, and what the trace says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from andu.authority import actions as matrices
from andu.authority.actions.keeping import Called
from andu.authority.models import Kept
from andu.authority.tests.conftest import payment
from andu.engine import Step
from andu.engine.conditions import Value
from andu.engine.handlers import FromMatrix, NamedPerson, Part, Superior
from andu.kit.verdict import Refused
from andu.organisation.models import Appointment, Member, Post
from andu.workflow import actions, store
from andu.workflow.actions.deciding import Back
from andu.workflow.deciding import asking_of
from andu.workflow.models import History, Matter, Seat
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import line, seat_of
from andu.workflow.trace import trace_of
from tests.cast import actor_of


def signed():
    """The matrix says at once who countersigns."""
    sign = payment().step("sign")
    return line(sign, Step(key="decide", name="审批", handlers=(NamedPerson("director"),)))


def agree(matter, member, kind: Value, amount: Value):
    deed = Deed(facts={"kind": kind, "amount": amount})
    return actions.agree(matter, seat_of(matter, member), deed, by=actor_of(member))


def holders(matter) -> list[str]:
    rows = Seat.objects.filter(run__matter=matter, state="open").order_by("number")
    return [row.member_name for row in rows]


def lines(matter, **facts):
    loaded = store.load(matter.pk)
    return trace_of(loaded, None, asking_of(loaded, Deed(facts=facts)))


def test_the_row_that_fits_says_who_signs(publish, pay, office_head, finance_head):
    publish()
    matter = pay("办公费", 8_000_000)
    agree(matter, office_head, "办公费", 8_000_000)
    assert holders(matter) == ["周牧野"]
    agree(matter, finance_head, "办公费", 8_000_000)
    assert holders(matter) == ["沈知远"]
    told = [line.note for line in lines(matter) if line.step in ("会签", "审批")]
    words = "按《资金审批权限表》第 1 版第 2 行（依据《资金管理办法》（云更发〔2026〕3号））"
    assert told == [words, words]
    sealed = History.objects.get(run__matter=matter, sequence=2).details["matrices"]["sign"][0]
    assert (sealed["matrix"], sealed["version"], sealed["row"]) == ("funds", 1, 2)


def test_the_trace_reads_its_history_once(publish, pay, office_head):
    publish()
    matter = pay("办公费", 8_000_000)
    agree(matter, office_head, "办公费", 8_000_000)
    with CaptureQueriesContext(connection) as asked:
        assert any(line.state == "now" and "第 2 行" in line.note for line in lines(matter))
    reads = [each["sql"] for each in asked if each["sql"].startswith('SELECT "workflow_history"')]
    assert len(reads) == 1  # the store's one statement may look at it besides


def test_where_nobody_countersigns_the_step_is_passed_over(publish, pay, office_head):
    publish()
    matter = pay("办公费", 100_000)
    to_come = [line.step for line in lines(matter, kind="办公费", amount=100_000)]
    assert "会签" not in to_come[2:]
    agree(matter, office_head, "办公费", 100_000)
    assert holders(matter) == ["罗曼青", "周牧野"]  # 科长 of both sections
    passed = next(line for line in lines(matter) if line.step == "会签")
    assert (passed.who, passed.did) == ("系统", "无人，自动通过")
    assert passed.note.startswith("按《资金审批权限表》第 1 版第 1 行")


def test_what_is_to_come_tells_the_row(publish, pay):
    publish()
    matter = pay("差旅费", 1)
    ahead = [(line.step, line.who) for line in lines(matter, kind="差旅费", amount=1)]
    assert ("会签", "罗曼青、周牧野") in ahead
    assert ("审批", "沈知远") in ahead


def test_a_matter_keeps_to_the_version_it_was_submitted_under(publish, pay, office_head):
    old = publish()
    matter = pay("办公费", 100_000)
    publish([("", "", "", "", "", "岗位：局长")], regulation="新办法")
    assert Kept.objects.get(run__matter=matter).version == old
    agree(matter, office_head, "办公费", 100_000)
    assert "沈知远" not in holders(matter)
    other = pay("办公费", 100_000)
    agree(other, office_head, "办公费", 100_000)
    assert holders(other) == ["沈知远"]


def test_what_a_version_was_typed_as_is_read_no_more(publish, pay, office_head):
    publish()
    with CaptureQueriesContext(connection) as seen:
        agree(pay("办公费", 100_000), office_head, "办公费", 100_000)
    asked = [each["sql"] for each in seen.captured_queries if "authority_version" in each["sql"]]
    assert asked and not [sql for sql in asked if '"document"' in sql]


def test_a_hole_refuses_the_submission_and_says_whom_to_ask(publish, pay):
    publish([("办公费", "", "", "", "", "局长")])
    words = "没有规定“差旅费，1,000 元”由谁审批。请联系财务科（周牧野）补充规定"
    with pytest.raises(Refused, match=words):
        pay("差旅费", 100_000)
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("kind", "amount", "label"), [("", 5, "费用类别"), ("办公费", None, "金额")]
)
def test_what_the_matrix_asks_for_must_be_filled_in(publish, pay, kind, amount, label):
    publish()
    with pytest.raises(Refused, match=f"“{label}”还没有填写"):
        pay(kind, amount)


def test_a_matrix_without_a_version_in_force_decides_nothing(matrix, publish, pay):
    with pytest.raises(Refused, match="还没有生效的版本"):
        pay()
    publish(later=2)
    with pytest.raises(Refused, match="还没有生效的版本"):
        pay()
    assert not Matter.objects.exists()


def test_an_amount_changed_on_the_way_into_another_row_asks_its_people(
    publish, pay, office_head, finance_head
):
    publish()
    matter = pay("办公费", 100_000)
    agree(matter, office_head, "办公费", 9_000_000)
    assert holders(matter) == ["周牧野"]


def test_a_vacant_post_is_no_empty_cell(publish, pay, bureau):
    """A row that wants countersigners nobody can be is not passed over."""
    Post.objects.create(organisation=bureau.organisation, code="p9", name="总会计师", level=2)
    publish([("", "", "", "", "岗位：总会计师", "局长")])
    with pytest.raises(Refused, match=r"第 1 行.*要会签，其中“岗位：总会计师”现在没有人"):
        pay()
    assert not Matter.objects.exists()


def test_each_item_of_a_cell_needs_somebody(publish, pay, bureau):
    """One who is there does not sign for a post that nobody holds."""
    Post.objects.create(organisation=bureau.organisation, code="p9", name="法务", level=2)
    publish([("", "", "", "", "财务科负责人、岗位：法务", "岗位：局长")])
    with pytest.raises(Refused, match=r"其中“岗位：法务”现在没有人.*先补上") as refused:
        pay()
    assert refused.value.verdict.code == "matrix-vacant" and not Matter.objects.exists()


@pytest.mark.parametrize(
    ("cell", "said"), [("直接上级", "直接上级"), ("人员：陈砚秋", "人员：陈砚秋（registrar）")]
)
def test_who_has_left_countersigns_no_more(publish, pay, clerk, registrar, cell, said):
    """Nor is the step passed over because nobody else stands in the cell."""
    publish([("", "", "", "", cell, "岗位：局长")])
    Appointment.objects.filter(member=clerk).update(superior=registrar)
    Member.objects.filter(pk=registrar.pk).update(state=Member.State.LEFT)
    with pytest.raises(Refused, match=f"其中“{said}”现在没有人"):
        pay(definition=signed())
    assert not Matter.objects.exists()


def test_what_is_to_come_is_left_open_while_an_item_is_vacant(publish, pay, office_head, registrar):
    publish([("", "", "", "", "财务科负责人、人员：陈砚秋", "岗位：局长")])
    matter = pay()
    Member.objects.filter(pk=registrar.pk).update(state=Member.State.LEFT)
    ahead = {line.step: line.who for line in lines(matter, kind="办公费", amount=100_000)}
    assert "周牧野" not in ahead["会签"]
    with pytest.raises(Refused, match="其中“人员：陈砚秋"):
        agree(matter, office_head, "办公费", 100_000)


def test_a_matter_sent_back_is_looked_at_again_when_it_is_submitted(
    publish, pay, clerk, office_head
):
    publish([("办公费", "", "", "", "", "局长")])
    matter = pay()
    seat, by = seat_of(matter, office_head), actor_of(office_head)
    actions.return_(matter, seat, Back(), Deed(opinion="请改"), by=by)
    deed = Deed(facts={"kind": "差旅费", "amount": 5})
    with pytest.raises(Refused, match="没有规定“差旅费"):
        actions.resubmit(matter, seat_of(matter, clerk), deed, by=actor_of(clerk))
    deed = Deed(facts={"kind": "办公费", "amount": 5})
    actions.resubmit(matter, seat_of(matter, clerk), deed, by=actor_of(clerk))
    assert holders(matter) == ["罗曼青"]


def test_a_flow_that_asks_for_a_matrix_that_never_was_says_so(clerk, pay):
    with pytest.raises(Refused, match=r"《funds》还没有生效的版本.*请联系流程管理员"):
        pay()
    assert not Matter.objects.exists()


def test_the_attribute_chooses_among_the_rows_of_a_category(
    matrix, publish, pay, keeper, office_head
):
    called = Called(name="资金审批权限表", category="费用类别", attribute="采购方式")
    matrices.revise_matrix(matrix, matrix.unit, called, by=actor_of(keeper))
    publish([
        ("采购", "公开招标", "", "", "", "岗位：局长"), ("采购", "", "", "", "", "财务科负责人"),
        ("", "", "", "", "", "岗位：局长"),
    ])  # fmt: skip
    rule = FromMatrix("funds", Part.FINAL, "kind", "amount", "how")
    flow = line(
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="decide", name="审批", handlers=(rule,)),
    )  # fmt: skip
    for how, who in (("公开招标", "沈知远"), ("询价", "周牧野")):
        facts = {"kind": "采购", "amount": 5, "how": how}
        matter = pay(definition=flow, facts=facts)
        deed = Deed(facts=facts)
        actions.agree(matter, seat_of(matter, office_head), deed, by=actor_of(office_head))
        assert holders(matter) == [who]
    with pytest.raises(Refused, match="“采购方式”还没有填写"):
        pay(definition=flow, facts={"kind": "采购", "amount": 5})
    bare = Called(name="资金审批权限表", category="费用类别")
    matrices.revise_matrix(matrix, matrix.unit, bare, by=actor_of(keeper))
    with pytest.raises(Refused, match="“属性”还没有填写"):  # never the key of the field
        pay(definition=flow, facts={"kind": "采购", "amount": 5})
