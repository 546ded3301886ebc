"""A sub-process for each row of a detail table: every row goes its own way."""

import pytest

from andu.api.tests.programs import program
from andu.approvals import access, actions
from andu.approvals.actions.handling import Act
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition
from andu.approvals.handling import opened
from andu.approvals.models import TemplateVersion
from andu.approvals.tests.samples import flow_of
from andu.approvals.tests.test_editor_drawings import upload
from andu.approvals.tests.test_editor_screens import LIST, drawings, leave, send, step  # noqa: F401
from andu.approvals.tests.test_editor_screens import client as designers  # noqa: F401
from andu.engine import Fork, ForkKind, Step
from andu.engine.conditions import Operator, Test, Type
from andu.engine.handlers import FromField, HandlersChoice, NamedPerson, Superior
from andu.engine.tests.flows import row
from andu.forms import filling
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling.posting import name_of
from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow import store
from andu.workflow.bpmn.writing import write
from andu.workflow.compiled import definition_of
from andu.workflow.landing import landings
from andu.workflow.models import History, Seat, Vacancy
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of, give_right

COLUMNS = (
    Field(key="what", label="物品", required=True),
    Field(key="buyer", label="采购人", kind=Kind.PERSON),
    Field(key="price", label="成交价", kind=Kind.MONEY),
)
BUYING = FormDefinition((
    Field(key="items", label="采购明细", kind=Kind.DETAIL, columns=COLUMNS),
))  # fmt: skip
BUY = Step(key="buy", name="采购", handlers=(FromField("items.buyer"),))
ACCESS = {"draft": {}, "buy": {"items": "write"}}


def buying(*steps: Step):
    """The superior checks, each row is bought, the director decides."""
    body = row("body", *(steps or (BUY,)))
    each = Fork(key="each", name="逐项采购", branches=(body,), kind=ForkKind.ROWS, rows="items")
    check = Step(key="check", name="科长审核", handlers=(Superior(1),))
    return line(check, each, Step(key="sign", name="签批", handlers=(NamedPerson("director"),)))


@pytest.fixture
def published(template, designer):
    flow = flow_of(template.organisation, buying())
    edition = Edition(form=BUYING, flow=flow, access=ACCESS)
    return actions.publish_template(template, edition, by=actor_of(designer))


def posted(*rows):
    """What, by whom and for how much, row by row."""
    found = {name_of("items"): ""}
    for number, (what, buyer, price) in enumerate(rows):
        for key, text in (("what", what), ("buyer", buyer and buyer.pk), ("price", price)):
            found[name_of("items", number, key)] = str(text or "")
    return found


@pytest.fixture
def ask(published, clerk):
    def asked(*rows):
        rights = access.at_step(published, "draft")
        cleaned = filling.clean(BUYING, rights, posted(*rows), {}, actor=actor_of(clerk))
        assert cleaned.is_sound, cleaned.errors
        paper = Paper(title="办公用品采购", urgency=2, cleaned=cleaned)
        return actions.submit(published, paper, None, by=actor_of(clerk))

    return asked


@pytest.fixture
def two(ask, finance_head, registrar, office_head):
    """One thing each for two buyers; the superior has agreed."""
    request = ask(("纸张", finance_head, ""), ("墨盒", registrar, ""))
    agree(request, office_head)
    return request


def agree(request, who, **changed):
    actor = actor_of(who)
    handling = opened(request.matter, actor)
    given = {name: str(text) for name, text in changed.items()}
    cleaned = filling.clean(BUYING, handling.access, given, handling.values, actor=actor)
    act = Act(verb="agree", seat=handling.desk.seat, opinion="同意",
                      cleaned=cleaned if given else None)  # fmt: skip
    return actions.decide(request, act, by=actor)


def waiting(request):
    """Whose turn it is, and where."""
    rows = Seat.objects.filter(run__matter=request.matter, state="open").order_by("number")
    return list(rows.values_list("node", "step", "member__name"))


def test_each_row_waits_for_its_own_buyer(two, finance_head, registrar):
    assert waiting(two) == [
        ("buy#1", "采购（1）", finance_head.name), ("buy#2", "采购（2）", registrar.name),
    ]  # fmt: skip
    assert set(Todo.objects.filter(step__startswith="采购").values_list("step", flat=True)) == {
        "采购（1）", "采购（2）",
    }  # fmt: skip


def test_a_buyer_fills_in_their_own_row_and_no_other(two, registrar):
    agree(two, registrar, **{"f-items-0-price": "1", "f-items-0-what": "金条",
                             "f-items-1-price": "88.5", "f-items-1-what": "墨盒"})  # fmt: skip
    two.record.refresh_from_db()
    first, second = two.record.current.values["items"]
    assert (first["what"], first["price"]) == ("纸张", None)
    assert (second["what"], second["price"]) == ("墨盒", 8850)
    assert len(two.record.current.values["items"]) == 2


def test_a_program_fills_in_its_own_row_and_no_other(two, registrar):
    token, matter = program(registrar), two.matter.pk
    rows = [{"what": "金条", "price": "1"}, {"what": "墨盒", "price": "88.5"}]
    said = {"verb": "agree", "opinion": "同意", "fields": {"items": rows}}
    answer = token.send(f"matters/{matter}/decision", **said)
    assert answer.status_code == 200, answer.content
    two.record.refresh_from_db()
    first, second = two.record.current.values["items"]
    assert (first["what"], first["price"], second["price"]) == ("纸张", None, 8850)


def test_what_is_wrong_in_the_own_row_is_said(two, registrar):
    actor = actor_of(registrar)
    handling = opened(two.matter, actor)
    given = {"f-items-1-price": "很多", "f-items-1-what": "墨盒"}
    cleaned = filling.clean(BUYING, handling.access, given, handling.values, actor=actor)
    assert list(cleaned.errors) == ["items-1-price"]


def test_the_page_offers_the_own_row_and_shows_the_others(two, registrar):
    page = client_of(registrar).get(two.matter.get_absolute_url()).content.decode()
    assert "你办理的是第 2 行" in page
    assert 'name="f-items-1-price"' in page
    assert 'name="f-items-0-price"' not in page
    assert "加一行" not in page
    assert "纸张" in page


def test_the_matter_goes_on_when_every_row_is_done(two, finance_head, registrar, director):
    agree(two, registrar)
    assert [place for place, *_rest in waiting(two)] == ["buy#1"]
    agree(two, finance_head)
    assert [name for _node, name, _who in waiting(two)] == ["签批"]
    assert agree(two, director).state == "finished"
    steps = list(History.objects.order_by("sequence").values_list("step", flat=True))
    assert steps[2:4] == ["采购（2）", "采购（1）"]


def test_a_row_that_names_nobody_waits_for_the_keeper_and_says_which_column(
    ask, office_head, registrar
):
    give_right(registrar, "workflow.matters.administer")
    request = ask(("纸张", None, ""))
    agree(request, office_head)
    assert waiting(request) == [("buy#1", "采购（1）", registrar.name)]
    assert Vacancy.objects.get().reason == "表单“采购明细 · 采购人”中的人"


def test_without_rows_the_step_is_passed_over_and_the_trace_says_why(ask, office_head, clerk):
    request = ask()
    agree(request, office_head)
    assert [name for _node, name, _who in waiting(request)] == ["签批"]
    page = client_of(clerk).get(request.matter.get_absolute_url()).content.decode()
    assert "明细没有行，自动通过" in page


def test_too_many_rows_are_refused_with_a_word(ask, office_head, registrar):
    request = ask(*(("纸张", registrar, "") for _ in range(201)))
    with pytest.raises(Refused, match="明细有 201 行，最多 200 行"):
        agree(request, office_head)
    assert [name for _node, name, _who in waiting(request)] == ["科长审核"]


def test_the_initiator_takes_the_matter_back_and_the_rows_are_counted_anew(
    two, registrar, finance_head, office_head, clerk
):
    actions.decide(two, Act(verb="return", seat=seat(two, registrar), opinion="请补充规格"),
                   by=actor_of(registrar))  # fmt: skip
    assert [who for _node, _name, who in waiting(two)] == [clerk.name]
    handling = opened(two.matter, actor_of(clerk))
    cleaned = filling.clean(BUYING, handling.access, posted(("硒鼓", registrar, "")),
                            handling.values, actor=actor_of(clerk))  # fmt: skip
    actions.decide(two, Act(verb="resubmit", seat=seat(two, clerk), opinion="已改",
                                    cleaned=cleaned), by=actor_of(clerk))  # fmt: skip
    agree(two, office_head)
    assert waiting(two) == [("buy#1", "采购（1）", registrar.name)]


def seat(request, who):
    return opened(request.matter, actor_of(who)).desk.seat


def test_the_picture_marks_what_a_row_is_at(two, clerk):
    page = client_of(clerk).get(f"{two.matter.get_absolute_url()}/diagram").content.decode()
    assert "逐项采购" in page
    assert "明细每行各办一次" in page
    assert "采购（正在办理）" in page


def test_a_row_is_set_to_another_step_of_its_own(template, designer, clerk, office_head, registrar):
    check = Step(key="compare", name="比价", handlers=(NamedPerson("finance_head"),))
    flow = flow_of(template.organisation, buying(check, BUY))
    edition = Edition(form=BUYING, flow=flow, access={})
    version = actions.publish_template(template, edition, by=actor_of(designer))
    rights = access.at_step(version, "draft")
    rows = posted(("纸张", registrar, ""), ("墨盒", registrar, ""))
    cleaned = filling.clean(BUYING, rights, rows, {}, actor=actor_of(clerk))
    paper = Paper(title="办公用品采购", urgency=2, cleaned=cleaned)
    request = actions.submit(version, paper, None, by=actor_of(clerk))
    agree(request, office_head)
    found = landings(store.load(request.matter.pk), designer.pk)
    assert {"buy#1": "采购（1）", "buy#2": "采购（2）"}.items() <= {
        each.key: each.name for each in found
    }.items()
    assert not {"buy", "buy#3", "compare#1"} & {each.key for each in found}


def test_whoever_passes_the_matter_on_picks_for_each_row(
    template, designer, clerk, office_head, finance_head, registrar
):
    buy = Step(key="buy", name="采购", handlers=(HandlersChoice(),))
    edition = Edition(form=BUYING, flow=flow_of(template.organisation, buying(buy)), access={})
    version = actions.publish_template(template, edition, by=actor_of(designer))
    rights = access.at_step(version, "draft")
    cleaned = filling.clean(BUYING, rights, posted(("纸张", None, ""), ("墨盒", None, "")), {},
                            actor=actor_of(clerk))  # fmt: skip
    paper = Paper(title="办公用品采购", urgency=2, cleaned=cleaned)
    request = actions.submit(version, paper, None, by=actor_of(clerk))
    browser, address = client_of(office_head), request.matter.get_absolute_url()
    page = browser.get(address).content.decode()
    assert "下一环节“采购（2）”由谁办理" in page
    assert f"{address}/choosable?step=buy%232" in page
    assert registrar.name in browser.get(f"{address}/choosable?step=buy%232&q=陈").content.decode()
    act = {"verb": "agree", "opinion": "同意", "seat": seat(request, office_head)}
    said = act | {"choice-buy#1": finance_head.pk}
    refused = browser.post(f"{address}/act", said)
    assert "请选择“采购（2）”的办理人" in refused.content.decode()
    assert [name for _node, name, _who in waiting(request)] == ["科长审核"]
    assert browser.post(f"{address}/act", said | {"choice-buy#2": registrar.pk}).status_code == 302
    assert waiting(request) == [
        ("buy#1", "采购（1）", finance_head.name), ("buy#2", "采购（2）", registrar.name),
    ]  # fmt: skip


FIELDS = {
    "c-0-label": "采购明细", "c-0-kind": "detail", "c-0-k-0-label": "物品", "c-0-k-0-kind": "text",
    "c-0-k-1-label": "采购人", "c-0-k-1-kind": "person", "c-0-k-2-label": "预算",
    "c-0-k-2-kind": "money", "go": "steps",
}  # fmt: skip


def test_the_table_of_steps_says_it_and_is_told_it_again(designers, leave):  # noqa: F811
    send(designers, "fields", FIELDS)
    page = designers.get(f"{LIST}/leave/steps").content.decode()
    assert "不逐行，只办一次" in page
    first = step(0, name="采购", rule="field", field="caigoumingxi.caigouren", rows="caigoumingxi")
    asked = {"s-0-w-0-field": "caigoumingxi.yusuan", "s-0-w-0-operator": "le",
             "s-0-w-0-value": "1000", "s-0-w-0-to": "end"}  # fmt: skip
    second = step(1, name="复核", rule="person", people_text="周牧野", rows="caigoumingxi")
    third = step(2, name="签批", rule="person", people_text="周牧野")
    send(designers, "steps", first | asked | second | third)
    page = designers.get(f"{LIST}/leave/steps").content.decode()
    assert "采购明细 · 采购人" in page
    assert "采购明细 · 预算（本行）" in page
    assert "按“采购明细”逐行办理" in page
    done = designers.post(f"{LIST}/leave/publish")
    assert done.status_code == 302, done.content.decode()[-3000:]
    definition = definition_of(TemplateVersion.objects.get().flow_version_id)
    fork = next(node for node in definition.nodes.values() if isinstance(node, Fork))
    assert (fork.kind, fork.rows) == (ForkKind.ROWS, "caigoumingxi")
    inner = [node for node in fork.branches[0].nodes if isinstance(node, Step)]
    assert [each.name for each in inner] == ["采购", "复核"]
    assert inner[0].handlers == (FromField("caigoumingxi.caigouren"),)
    under = Test("caigoumingxi.yusuan", Type.MONEY, Operator.LE, 100000)
    assert [edge.condition for edge in fork.branches[0].edges if edge.condition] == [under]
    assert upload(designers, write(definition)).status_code == 302
    designers.post(f"{LIST}/leave/adopt")
    again = designers.get(f"{LIST}/leave/steps").content.decode()
    assert "照上传的图走" not in again
    assert again.count("按“采购明细”逐行办理") == 2


@pytest.mark.parametrize(("boxes", "said"), [
    ({"group": "甲"}, "按明细逐行办理的环节不能放在并行组"),
    ({"rows": "nothing"}, "逐行办理的明细表已经不在表单里"),
])  # fmt: skip
def test_what_a_table_cannot_mean_is_said_beside_the_step(designers, leave, boxes, said):  # noqa: F811
    send(designers, "fields", FIELDS)
    first = step(0, name="采购", rule="person", people_text="周牧野", rows="caigoumingxi") | {
        f"s-0-{name}": text for name, text in boxes.items()
    }
    last = step(1, name="签批", rule="person", people_text="周牧野")
    send(designers, "steps", first | last)
    assert said in designers.get(f"{LIST}/leave/steps").content.decode()
    assert designers.post(f"{LIST}/leave/publish").status_code != 302
