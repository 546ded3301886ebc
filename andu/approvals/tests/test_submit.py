"""Submitting: one transaction, one matter, nothing lost."""

import pytest
from django.utils import timezone

from andu.approvals import actions
from andu.approvals.actions.drafts import Typed
from andu.approvals.models import Draft, Request
from andu.audit.recording import entries_of
from andu.forms.models import Record
from andu.kit.models import Counter
from andu.kit.verdict import Refused
from andu.search.queries import search
from andu.todo.models import Todo
from andu.workflow.models import History, Matter
from andu.workflow.trace import next_holders
from tests.cast import actor_of

NOTHING = (Request, Matter, Record, Counter, History, Todo)


def _nothing():
    assert not any(model.objects.exists() for model in NOTHING)


def test_a_request_has_its_number_its_record_and_its_first_holder(submit, office_head, bureau):
    request = submit()
    matter = request.matter
    year = timezone.localdate().year
    assert (matter.kind, matter.serial) == ("approvals", f"QJ-{year}-0001")
    assert (matter.title, matter.label, matter.urgency) == ("请假申请（方亦舒）", "请假申请", 2)
    assert matter.unit == bureau.units["office"]
    assert request.record.current.values["days"] == "3"
    assert History.objects.get(run__matter=matter).content_after == request.record.current.hash
    assert Todo.objects.get().assignee == office_head
    assert next_holders(matter) == "送罗曼青科长审核"
    assert entries_of(request).get().sentence.endswith(f"编号 QJ-{year}-0001")
    assert submit().matter.serial == f"QJ-{year}-0002"


def test_fields_of_other_steps_are_not_filled_in_by_the_initiator(submit):
    values = submit(**{"f-deducted": "9", "f-secret": "x", "f-nothing": "y"}).record.current.values
    assert (values.get("deducted"), values.get("secret")) == (None, None)
    assert "nothing" not in values


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"f-days": ""}, "还有 1 处"),
        ({"f-days": "半天"}, "还有 1 处"),
        ({"title": ""}, "标题"),
        ({"title": "长" * 201}, "标题"),
        ({"urgency": "9"}, "紧急程度"),
    ],
)
def test_what_is_wrong_is_refused_whole(submit, changes, words):
    with pytest.raises(Refused, match=words):
        submit(**changes)
    _nothing()


def test_a_stranger_or_a_closed_template_starts_nothing(submit, template, outsider, designer):
    with pytest.raises(Refused, match="不属于你的单位"):
        submit(outsider)
    actions.close_template(template, by=actor_of(designer))
    with pytest.raises(Refused, match="现在不能发起"):
        submit()
    _nothing()


def test_a_draft_is_submitted_once(submit, version, clerk):
    by = actor_of(clerk)
    draft = actions.save_draft(version, Typed(title="请假", raw={"f-days": ["三"]}), by=by)
    assert Draft.objects.visible_to(by).get() == draft
    submit(draft=draft)
    assert not Draft.objects.exists()
    with pytest.raises(Refused, match="已经提交或删除"):
        submit(draft=draft)
    assert Matter.objects.count() == 1


def test_nobody_touches_another_persons_draft(version, clerk, office_head, outsider):
    draft = actions.save_draft(version, Typed(title="请假"), by=actor_of(clerk))
    for who in (office_head, outsider):
        by = actor_of(who)
        assert not Draft.objects.visible_to(by).exists()
        for act in (
            lambda by=by: actions.save_draft(version, Typed(title="改"), draft, by=by),
            lambda by=by: actions.drop_draft(draft, by=by),
        ):
            with pytest.raises(Refused):
                act()
    draft.refresh_from_db()
    assert draft.title == "请假"
    actions.drop_draft(draft, by=actor_of(clerk))
    assert not Draft.objects.exists()


def test_a_request_is_found_by_those_who_take_part(submit, clerk, office_head, director):
    submit(**{"f-reason": "陪护家人"})
    for who, found in ((clerk, 1), (office_head, 1), (director, 0)):
        for words in ("陪护", "QJ-", "方亦舒", "请假申请"):
            assert len(search(actor_of(who), words).items) == found, (who, words)
