"""A decision by a program: what the step asks for is asked of it, too."""

import pytest

from andu.api.tests.programs import program
from andu.approvals import actions
from andu.approvals.actions.templates import Edition
from andu.approvals.tests.samples import ACCESS, flow_of, trip
from andu.approvals.tests.samples import LEAVE as FORM
from andu.kit.verdict import Refused
from andu.workflow import actions as flow
from andu.workflow.models import History, Matter
from tests.api.samples import LEAVE
from tests.cast import actor_of


@pytest.fixture
def begun(template, designer, clerk):
    """Begins a leave whose first handler may do with the fields as said, whose second with none;
    the matter."""

    def begin(check):
        drawn = flow_of(template.organisation, trip())
        said = {**ACCESS, "check": check, "sign": {"secret": "hidden"}}  # pragma: allowlist secret
        edition = Edition(form=FORM, flow=drawn, access=said)
        actions.publish_template(template, edition, by=actor_of(designer))
        made = program(clerk).send("templates/leave/matters", **LEAVE)
        assert made.status_code == 200, made.content
        return Matter.objects.get(pk=made.json()["id"])

    return begin


def test_what_a_step_requires_is_filled_in_before_it_is_agreed(begun, office_head):
    matter, head = begun({"secret": "required"}), program(office_head)
    before = History.objects.count()
    for seat in (0, 2):
        refused = head.send(f"matters/{matter.pk}/decision", verb="agree", seat=seat)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["secret"])
    assert History.objects.count() == before
    said = {"verb": "agree", "fields": {"secret": "已核对"}}
    assert head.send(f"matters/{matter.pk}/decision", **said).status_code == 200
    assert matter.request.record.current.values["secret"] == "已核对"


@pytest.mark.parametrize("does", ["agree", "briefly"])
def test_whoever_agrees_by_whatever_way_has_it_filled_in(begun, office_head, does):
    matter, by = begun({"secret": "required"}), actor_of(office_head)
    ways = {
        "agree": lambda: flow.agree(matter, 2, by=by),
        "briefly": lambda: actions.decide_briefly(matter, "agree", by=by),
    }
    with pytest.raises(Refused) as refused:
        ways[does]()
    assert refused.value.verdict.code == "unfilled"
    assert "备注" in str(refused.value.verdict.reason)
    assert History.objects.filter(run__matter=matter).count() == 1


def test_who_says_no_needn_t_fill_anything_in(begun, office_head):
    matter = begun({"secret": "required"})
    said = {"verb": "disagree", "opinion": "不合规定"}
    assert program(office_head).send(f"matters/{matter.pk}/decision", **said).status_code == 200
    assert History.objects.filter(run__matter=matter, how="disagreed").count() == 1


def test_words_alone_leave_the_form_as_it_is(begun, office_head):
    matter = begun({"reason": "required", "days": "write"})
    before = matter.request.record.current
    answer = program(office_head).send(f"matters/{matter.pk}/decision", verb="agree")
    assert answer.status_code == 200, answer.content
    assert matter.request.record.current == before


def test_with_the_seat_named_or_not_the_trace_is_the_same(begun, office_head):
    kept = []
    for seat in (2, 0):
        matter = begun({"secret": "read"})
        said = {"verb": "agree", "seat": seat, "opinion": "同意"}
        assert program(office_head).send(f"matters/{matter.pk}/decision", **said).status_code == 200
        act = History.objects.get(run__matter=matter, sequence=2)
        kept.append((act.how, act.seat, act.opinion, act.content_before == act.content_after))
    assert kept[0] == kept[1] == ("agreed", 2, "同意", True)


@pytest.mark.parametrize("number", [10**30, 2**63, 0])
def test_a_number_that_is_no_matter_is_not_found(begun, office_head, number):
    head = program(office_head)
    assert head.get(f"/api/matters/{number}").status_code == 404
    for what in ("decision", "operations/urge"):
        assert head.send(f"matters/{number}/{what}", verb="agree").status_code == 404
    for what in ("paper", "archive"):
        assert head.get(f"/api/matters/{number}/{what}").status_code == 404
