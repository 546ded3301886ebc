"""抄送: what a template sends by itself, when, to whom; and how the editor says it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from andu.approvals import access, actions, copying
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition
from andu.approvals.copying import CopyTo
from andu.approvals.editor.document import opened
from andu.approvals.editor.reading import sheet_of
from andu.approvals.models import Copy, Template
from andu.approvals.tests.samples import ACCESS, LEAVE, POST
from andu.approvals.tests.test_handle import _do
from andu.engine.handlers import Initiator, NamedPerson, RoleHolders, UnitHead
from andu.forms import filling
from andu.organisation.models import Member
from andu.policy.models import Decision
from andu.policy.reading import forget
from andu.todo.models import Todo
from andu.workflow import schedule
from andu.workflow.models import Circulation, Matter, Seat
from tests.cast import actor_of, client_of, make_member

RULES = (NamedPerson("registrar"), UnitHead(), RoleHolders("r1"))


@pytest.fixture
def copied(template, version, designer, bureau):
    """The leave, sent to finance when it is submitted, to the registrar after the check, and to
    the initiator and the whole office at the end."""
    lines = (
        CopyTo("submitted", rules=(NamedPerson("finance_head"),)),
        CopyTo("passed", "check", (NamedPerson("registrar"),)),
        CopyTo("ended", rules=(Initiator(),)),
        CopyTo("ended", unit=bureau.units["office"]),
    )
    edition = Edition(form=LEAVE, flow=version.flow_version, access=ACCESS, copies=lines)
    template.refresh_from_db()
    return actions.publish_template(template, edition, by=actor_of(designer))


def _sent():
    rows = Circulation.objects.order_by("id").values_list("member__code", "moment", "step")
    return list(rows)


def test_each_moment_sends_its_own(copied, clerk, office_head, finance_head, registrar, director):
    request = _submitted(copied, clerk)
    assert _sent() == [("finance_head", "submitted", "")]
    assert Matter.objects.visible_to(actor_of(finance_head)).exists()
    _do(request, office_head, "agree")
    assert _sent()[1:] == [("registrar", "passed", "科长审核")]
    assert Todo.objects.filter(assignee=registrar).count() == 2  # to read, and to sign
    _do(request, finance_head, "agree")
    _do(request, registrar, "agree")
    assert len(_sent()) == 2
    _do(request, director, "agree")
    assert sorted(_sent()[2:]) == [("clerk", "ended", ""), ("office_head", "ended", "")]


def _submitted(version, who):
    by = actor_of(who)
    cleaned = filling.clean(LEAVE, access.at_step(version, "draft"), POST, {}, actor=by)
    return actions.submit(version, Paper(title="请假申请", cleaned=cleaned), by=by)


def test_who_has_left_gets_nothing_and_nobody_stops_the_flow(copied, clerk, finance_head):
    Member.objects.filter(pk=finance_head.pk).update(state="left")
    _submitted(copied, clerk)
    assert _sent() == []


def test_rules_are_kept_as_text():
    assert copying.read(copying.written(RULES)) == RULES
    assert copying.read(copying.written(())) == ()


def test_the_editor_shows_keeps_and_publishes_the_lines(copied, designer, bureau):
    make_member(bureau.units["office"], "x1", "新来的")
    browser = client_of(designer)
    page = browser.get("/admin/processes/leave/steps").content.decode()
    assert "“科长审核”通过后" in page and "整个部门（含下级）" in page and 'name="c-3-unit"' in page
    document = opened(Template.objects.get(key="leave")).document
    posted = {"seen": "0", "f-withdrawal": "never", "go": "save"}
    for line in document["steps"]:
        for name, value in line["parts"].items():
            posted[f"s-{line['number']}-{name}"] = value
        posted[f"s-{line['number']}-people"] = line["people"]
    posted |= {"c-0-when": "ended", "c-0-rule": "superior", "c-0-level": "1",
               "c-1-when": "check", "c-1-rule": "unit_all", "c-1-unit": "财务科"}  # fmt: skip
    answer = browser.post("/admin/processes/leave/steps", {**posted, "copy-act": "add"})
    assert answer["Location"].endswith("#copies")
    sheet = sheet_of(opened(Template.objects.get(key="leave")))
    assert [line.parts["when"] for line in sheet.copies] == ["ended", "check", "ended"]
    assert ("抄送", "请选择由哪些人办理。") in sheet.faults
    posted["seen"] = str(sheet.opened.revision)
    browser.post("/admin/processes/leave/steps", posted)
    assert sheet_of(opened(Template.objects.get(key="leave"))).faults == []
    actions.publish_draft(Template.objects.get(key="leave"), by=actor_of(designer))
    rows = Copy.objects.filter(version__number=3)
    assert [(e.moment, e.step, e.unit and e.unit.name) for e in rows] == [
        ("ended", "", None), ("passed", "check", "财务科")
    ]  # fmt: skip


def test_strange_lines_are_told(copied, designer):
    browser = client_of(designer)
    posted = {"seen": "0", "c-0-when": "gone", "c-0-rule": "choice", "c-1-when": "ended",
              "c-1-rule": "unit_all", "c-1-unit": "没有的科", "c-x-rule": "role"}  # fmt: skip
    browser.post("/admin/processes/leave/steps", posted)
    faults = [why for step, why in sheet_of(opened(Template.objects.get(key="leave"))).faults
              if step == "抄送"]  # fmt: skip
    assert "请选择什么时候抄送。" in faults and len(faults) == 3


def test_what_passes_by_time_is_sent_on_too(copied, clerk, office_head, registrar):
    """Nobody has sent it, so it is in the initiator's name that it may be withdrawn."""
    since = timezone.now()
    for code, text in (("workflow.auto_pass_allowed", "1"), ("workflow.at_limit", "pass")):
        Decision.objects.create(code=code, level="installation", place=0, text=text, since=since)
    forget()
    matter = _submitted(copied, clerk).matter
    late = since - timedelta(days=9)
    Seat.objects.filter(run__matter=matter, state="open").update(due=late)
    schedule.act_by_time()
    forget()
    (sent,) = Circulation.objects.filter(matter=matter, member=registrar)
    assert (sent.sender, sent.sender_name) == (clerk, "系统")
