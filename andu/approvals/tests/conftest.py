"""A template of the office, its flow made without a drawing."""

import pytest

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.tests.samples import ACCESS, LEAVE, POST, flow_of, trip
from andu.forms import filling
from tests.cast import actor_of, give_right

RIGHTS = ("approvals.templates.manage", "forms.manage", "workflow.flows.design")


@pytest.fixture
def designer(registrar):
    """Somebody who may make templates."""
    give_right(registrar, *RIGHTS)
    return registrar


@pytest.fixture
def template(designer, bureau):
    """请假申请 of the office, without a version."""
    about = Particulars(name="请假申请", category="人事", numbering="QJ-{year}-{n:04}")
    return actions.create_template(bureau.units["office"], "leave", about, by=actor_of(designer))


@pytest.fixture
def version(template, designer):
    """Its first version: the superior checks, finance and registrar countersign, the director
    decides."""
    flow = flow_of(template.organisation, trip())
    edition = Edition(form=LEAVE, flow=flow, access=ACCESS)
    return actions.publish_template(template, edition, by=actor_of(designer))


@pytest.fixture
def submit(version, clerk):
    """The clerk, or somebody else, asks for leave."""

    def submitted(who=clerk, draft=None, **changes):
        posted = {**POST, **changes}
        actor = actor_of(who)
        rows = access.at_step(version, "draft")
        cleaned = filling.clean(LEAVE, rows, posted, {}, actor=actor)
        paper = Paper(title=posted["title"], urgency=int(posted["urgency"]), cleaned=cleaned)
        return actions.submit(version, paper, draft, by=actor)

    return submitted
