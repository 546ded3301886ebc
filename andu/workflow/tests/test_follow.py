"""Following a matter."""

import pytest

from andu.kit.verdict import Refused
from andu.notify.models import Notice
from andu.workflow import actions
from andu.workflow.models import Follow
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import begin, countersign, seat_of
from tests.cast import actor_of


def test_whoever_follows_hears_of_every_step(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    actions.follow(matter, by=actor_of(clerk))
    actions.follow(matter, by=actor_of(clerk))
    assert [row.matter for row in Follow.objects.visible_to(actor_of(clerk))] == [matter]
    deed = Deed(opinion="内部意见。")
    actions.agree(matter, seat_of(matter, office_head), deed, by=actor_of(office_head))
    told = Notice.objects.get(member=clerk)
    assert told.title == "罗曼青科长审核同意：关于采购空调维保的请示" and not told.text
    actions.unfollow(matter, by=actor_of(clerk))
    actions.agree(matter, seat_of(matter, finance_head), by=actor_of(finance_head))
    assert Notice.objects.filter(member=clerk).count() == 1


def test_what_one_does_not_see_is_not_followed(clerk, finance_head):
    matter = begin(clerk, countersign("finance_head"))
    with pytest.raises(Refused, match="看不到"):
        actions.follow(matter, by=actor_of(finance_head))
    assert not Follow.objects.exists()
