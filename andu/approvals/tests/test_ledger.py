"""The register of one kind of request: listed fields nobody's step hides, of what one sees."""

from decimal import Decimal

import pytest

from andu.approvals import ledger
from tests.cast import actor_of

pytestmark = pytest.mark.django_db


def test_listed_fields_stand_beside_the_matters(submit, clerk, outsider):
    request = submit()
    columns = ledger.columns_of(actor_of(clerk), "请假申请")
    assert columns == {"days": "天数"}
    found = ledger.values_of(actor_of(clerk), [request.matter_id], columns)
    assert found == {request.matter_id: {"days": Decimal(3)}}
    assert ledger.values_of(actor_of(outsider), [request.matter_id], columns) == {}
    assert ledger.columns_of(actor_of(clerk), "没有这个模板") == {}
