"""Who administers flows sees their matters; nobody else sees more than before."""

import pytest

from andu.workflow.models import Matter
from andu.workflow.rights import ADMINISTER
from andu.workflow.tests.conftest import begin, countersign
from tests.cast import actor_of, give_right


def sees(member):
    return Matter.objects.visible_to(actor_of(member)).exists()


def test_with_the_right_for_all_one_sees_all_of_the_organisation(clerk, finance_head, outsider):
    begin(clerk, countersign("director"))
    assert not sees(finance_head)
    give_right(finance_head, ADMINISTER.code)
    assert sees(finance_head)
    give_right(outsider, ADMINISTER.code)
    assert not sees(outsider)


@pytest.mark.parametrize(("scope", "seen"), [("root", True), ("office", True), ("finance", False)])
def test_with_the_right_for_a_unit_one_sees_what_it_owns(scope, seen, bureau, clerk, finance_head):
    begin(clerk, countersign("director"), unit=bureau.units["office"])
    begin(clerk, countersign("director"))  # of no unit: only for who administers all
    give_right(finance_head, ADMINISTER.code, scope=bureau.units[scope])
    by = actor_of(finance_head)
    assert Matter.objects.visible_to(by).count() == seen
    assert Matter.objects.administered_by(by).count() == seen


def test_taking_part_and_administering_counts_once(clerk, office_head):
    begin(clerk, countersign("director"))
    give_right(office_head, ADMINISTER.code)
    assert Matter.objects.visible_to(actor_of(office_head)).count() == 1
