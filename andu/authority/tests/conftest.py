"""A matrix of the finance section, and a payment that asks it."""

import datetime

import pytest
from django.utils import timezone

from andu.authority import actions
from andu.authority.actions.keeping import Called
from andu.authority.tests.samples import ROWS, lines
from andu.engine import Step
from andu.engine.conditions import Value
from andu.engine.handlers import FromMatrix, Nobody, Otherwise, Part, Superior
from andu.engine.nodes import Mode
from andu.workflow import actions as workflow
from andu.workflow.actions.starting import Subject
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import drawings, line, version_of  # noqa: F401
from tests.cast import actor_of, give_right

FIELDS = {"category": "kind", "amount": "amount"}


def payment(**more):
    """The superior checks; the matrix says who countersigns, if anybody, and who decides."""
    return line(
        Step(key="check", name="科长审核", handlers=(Superior(1),)),
        Step(key="sign", name="会签", mode=Mode.ALL, nobody=Nobody(Otherwise.PASS),
             handlers=(FromMatrix("funds", Part.COUNTERSIGN, **FIELDS),)),
        Step(key="decide", name="审批", handlers=(FromMatrix("funds", Part.FINAL, **FIELDS),)),
        **more,
    )  # fmt: skip


@pytest.fixture
def keeper(finance_head):
    """周牧野 keeps the matrices."""
    give_right(finance_head, "authority.manage")
    return finance_head


@pytest.fixture
def matrix(bureau, keeper):
    """资金审批权限表, without a version."""
    called = Called(name="资金审批权限表", category="费用类别")
    return actions.create_matrix(bureau.units["finance"], "funds", called, by=actor_of(keeper))


@pytest.fixture
def publish(matrix, keeper):
    """Publish rows, from today on or so many days later."""

    def published(rows=ROWS, later=0, regulation="资金管理办法"):
        day = timezone.localdate() + datetime.timedelta(days=later)
        about = actions.About(
            regulation=regulation, regulation_number="云更发〔2026〕3号", valid_from=day
        )
        actions.save_draft(matrix, lines(rows), about, by=actor_of(keeper))
        return actions.publish_version(matrix, by=actor_of(keeper))

    return published


@pytest.fixture
def pay(clerk, drawings):  # noqa: F811
    """The clerk asks for a payment."""

    def asked(kind: Value = "办公费", amount: Value = 100_000, definition=None, facts=None):
        version = version_of(clerk.organisation, definition or payment())
        about = Subject(kind="test", title="付款", label="付款")
        facts = facts or {"kind": kind, "amount": amount}
        return workflow.start(version, about, Deed(facts=facts), by=actor_of(clerk))

    return asked
