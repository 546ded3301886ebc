import pytest

from andu.audit.models import Entry
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.policy import actions
from andu.policy.declaring import Setting
from andu.policy.models import Decision
from andu.policy.places import Place
from andu.policy.reading import forget, value
from andu.policy.types import Int
from tests.cast import actor_of

LENGTH = Setting(
    "test.length", Int(4, 30), 8, "口令长度", per="unit", profiles={"zhidu": 6, "dengbao": 8}
)


@pytest.mark.django_db(transaction=True)
def test_the_security_administrator_decides_and_the_nearest_counts(security_administrator):
    by = administrator(security_administrator)
    assert value(LENGTH) == 8
    actions.decide(LENGTH, 10, by=by)
    actions.decide(LENGTH, 12, by=by, at=Place("unit", 7, "财务科"))
    assert value(LENGTH) == 10
    assert value(LENGTH, units=(1, 7)) == 12
    assert Entry.objects.count() == 2


def test_a_clerk_may_not_decide(clerk):
    with pytest.raises(Refused, match="只有安全管理员"):
        actions.decide(LENGTH, 10, by=actor_of(clerk))
    assert not Decision.objects.exists()
    assert not Entry.objects.exists()


def test_a_value_out_of_bounds_is_refused(security_administrator):
    with pytest.raises(Refused, match="口令长度"):
        actions.decide(LENGTH, 3, by=administrator(security_administrator))
    assert not Decision.objects.exists()


def test_what_is_decided_or_locked_above_is_not_decided_below(security_administrator):
    by, unit = administrator(security_administrator), Place("unit", 7, "财务科")
    whole = Setting("test.whole", Int(4, 30), 8, "只此一处", per="installation")
    with pytest.raises(Refused, match="只能为整个系统设置"):
        actions.decide(whole, 10, by=by, at=unit)
    actions.decide(LENGTH, 10, by=by)
    Decision.objects.update(locked=True)
    forget()
    with pytest.raises(Refused, match="上级已锁定"):
        actions.decide(LENGTH, 12, by=by, at=unit)
    assert Decision.objects.count() == 1
