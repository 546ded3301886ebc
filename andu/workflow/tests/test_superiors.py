"""连续多级上级: one superior after another signs, up to a level or a post."""

import pytest

from andu.engine import Mode, Step
from andu.engine.handlers import Nobody, Otherwise, Superiors
from andu.kit.verdict import Refused
from andu.organisation.directory import reporting_line
from andu.todo.models import Todo
from andu.workflow import actions
from andu.workflow.tests.conftest import begin, line, seat_of
from tests.cast import actor_of


def up(rule: Superiors, **more: object):
    """A flow in which the superiors sign in order."""
    return line(Step(key="up", name="逐级审批", mode=Mode.IN_ORDER, handlers=(rule,), **more))


def signed(matter) -> list[str]:
    """Everybody agrees; their names in the order they were asked."""
    found = []
    while todo := Todo.objects.first():
        assert Todo.objects.count() == 1
        found.append(todo.assignee.name)
        actions.agree(matter, seat_of(matter, todo.assignee), by=actor_of(todo.assignee))
    return found


def names(member) -> list[str]:
    """Their superiors, the direct one first."""
    return [each.name for each in reporting_line(member)]


def test_superiors_sign_one_after_another_to_the_top(clerk):
    assert len(names(clerk)) > 1
    assert signed(begin(clerk, up(Superiors()))) == names(clerk)


def test_a_level_ends_the_line(clerk):
    assert signed(begin(clerk, up(Superiors(level=1)))) == names(clerk)[:1]


def test_a_post_ends_the_line_with_its_holder(clerk, office_head):
    post = office_head.appointments.current().first().post
    assert post is not None
    assert signed(begin(clerk, up(Superiors(post=post.code)))) == [office_head.name]


def test_who_is_on_the_post_has_nobody_to_ask(office_head):
    post = office_head.appointments.current().first().post
    flow = up(Superiors(post=post.code), nobody=Nobody(Otherwise.REFUSE))
    with pytest.raises(Refused, match="逐级审批"):
        begin(office_head, flow)
