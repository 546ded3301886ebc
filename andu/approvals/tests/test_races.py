"""Two clicks at the same moment, on PostgreSQL."""

import threading

import pytest
from django.db import connection

from andu.approvals import actions
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition
from andu.approvals.models import Draft, Request, Template
from andu.approvals.tests.samples import LEAVE, POST, flow_of, trip
from andu.forms import filling
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.models import RecordVersion
from andu.workflow.models import Matter
from tests.cast import actor_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def _at_once(*calls):
    found, start = [], threading.Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            found.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _submit(version, who, key):
    actor = actor_of(who, key)
    template = Template.objects.get(pk=version.template_id)
    cleaned = filling.clean(LEAVE, dict.fromkeys(LEAVE.keys, "write"), POST, {}, actor=actor)
    return actions.submit(template.current, Paper(title="请假", cleaned=cleaned), by=actor)


def test_one_form_sent_twice_at_once_is_one_matter(version, clerk):
    found = _at_once(*[lambda: _submit(version, clerk, "0123456789abcdef")] * 4)
    assert {request.pk for request in found} == {Request.objects.get().pk}
    assert len(found) == 4


@pytest.mark.parametrize("gaps", [False, True])
def test_fifty_at_once_neither_share_a_number_nor_wait_for_each_other_for_ever(
    template, designer, clerk, gaps
):
    """The matter's own number, a serial field and a value that may stand only once, together."""
    form = FormDefinition((
        Field(key="no", label="流水号", kind=Kind.SERIAL, pattern="LS-{n:04}", gaps=gaps),
        Field(key="about", label="标识", unique="form"),
    ))  # fmt: skip
    edition = Edition(form=form, flow=flow_of(template.organisation, trip()))
    version = actions.publish_template(template, edition, by=actor_of(designer))

    def submit(n):
        actor, access = actor_of(clerk, f"key-{n:08}"), dict.fromkeys(form.keys, "write")
        cleaned = filling.clean(form, access, {"f-about": f"第{n}件"}, {}, actor=actor)
        newest = Template.objects.get(pk=version.template_id).current
        return actions.submit(newest, Paper(title="登记", cleaned=cleaned), by=actor)

    assert len(_at_once(*[lambda n=n: submit(n) for n in range(50)])) == 50
    numbers = [version.values["no"] for version in RecordVersion.objects.all()]
    assert sorted(numbers) == [f"LS-{n:04}" for n in range(1, 51)]
    assert Matter.objects.values("serial").distinct().count() == 50


def test_many_at_once_have_numbers_of_their_own(version, clerk):
    calls = [lambda n=n: _submit(version, clerk, f"key-{n:08}") for n in range(8)]
    assert len(_at_once(*calls)) == 8
    assert Matter.objects.values("serial").distinct().count() == 8


def test_two_first_autosaves_of_a_form_at_once_keep_one_draft(version, clerk):
    by = actor_of(clerk).with_key("the-same-key-0001")
    typed = [Typed(title=f"回乡 {number}") for number in range(4)]
    kept = _at_once(*(lambda one=one: actions.save_draft(version, one, by=by) for one in typed))
    assert len({draft.pk for draft in kept}) == 1 and len(kept) == 4
    assert Draft.objects.get().title in {one.title for one in typed}
