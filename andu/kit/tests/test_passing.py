import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

from andu.kit.passing import in_passing


@pytest.mark.parametrize("error", [OperationalError("disk is full"), InterfaceError("closed")])
def test_what_cannot_be_noted_holds_up_nobody(error):
    with in_passing():
        raise error


def test_within_a_transaction_the_fault_goes_on(db):
    with pytest.raises(OperationalError), in_passing():
        raise OperationalError("disk is full")


@pytest.mark.parametrize("error", [IntegrityError("twice"), KeyError("x")])
def test_other_faults_are_told(error):
    with pytest.raises(type(error)), in_passing():
        raise error
