"""A bureau that issues in two names."""

import pytest

from andu.documents import actions
from andu.documents.models import Issuer, Series
from andu.documents.rights import MANAGE, REGISTER
from tests.cast import actor_of, give_right


@pytest.fixture
def keeper(office_head):
    """罗曼青 sets up names and series."""
    give_right(office_head, MANAGE.code)
    return office_head


@pytest.fixture
def registrar(registrar):
    """陈砚秋 registers numbers."""
    give_right(registrar, REGISTER.code)
    return registrar


@pytest.fixture
def issuer(keeper, bureau):
    """云澜市城市更新局, looked after by the office."""
    made = Issuer(
        unit=bureau.units["office"], name="云澜市城市更新局",
        signature="云澜市城市更新局", printer="云澜市城市更新局办公室",
    )  # fmt: skip
    return actions.save_issuer(made, by=actor_of(keeper))


@pytest.fixture
def series(issuer, keeper):
    """云更发."""
    return actions.save_series(Series(issuer=issuer, word="云更发"), by=actor_of(keeper))
