"""提交后将经过: how people will decide together stands with each step."""

from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.foreseeing import way_of
from andu.approvals.tests.samples import LEAVE, flow_of
from andu.engine import Ballot, Mode, Nature, Step, Threshold
from andu.engine.handlers import NamedPerson, Superior
from andu.workflow.tests.conftest import line
from tests.cast import actor_of, client_of


def test_the_way_says_votes_voices_work_and_who_signs_together(bureau, designer, clerk):
    people = (NamedPerson("finance_head"), NamedPerson("registrar"))
    steps = (
        Step(key="check", name="审核", handlers=(Superior(1),)),
        Step(key="sign", name="会签", mode=Mode.ALL, handlers=people),
        Step(key="see", name="传看", mode=Mode.ANY, handlers=people),
        Step(
            key="vote", name="审议", mode=Mode.VOTE, handlers=people,
            threshold=Threshold(percent=60), ballots=(Ballot(weight=3), Ballot(veto=True)),
        ),
        Step(key="make", name="制证", nature=Nature.WORK, handlers=people[1:]),
    )  # fmt: skip
    about = Particulars(name="评审申请", numbering="{n}")
    by = actor_of(designer)
    template = actions.create_template(bureau.units["office"], "jury", about, by=by)
    edition = Edition(form=LEAVE, flow=flow_of(bureau.organisation, line(*steps)))
    version = actions.publish_template(template, edition, by=by)
    way = way_of(version, {}, {}, actor_of(clerk))
    assert way.is_complete
    assert [(stop.step, stop.how) for stop in way.stops] == [
        ("审核", ""), ("会签", ""), ("传看", "或签"),
        ("审议", "票签（60% 的票，周牧野 3 票，陈砚秋可一票否决）"), ("制证", "办理"),
    ]  # fmt: skip
    page = client_of(clerk).get("/start/jury").content.decode()
    assert "传看 · 或签" in page and "制证 · 办理" in page
