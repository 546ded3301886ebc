"""What whoever of many comes first takes (抢办): put up some hours before the demo ends, so that
nobody has taken it yet."""

import datetime

from andu.config.demo import acting, clock
from andu.config.demo.office import Office, make_template
from andu.config.demo.plan import Plan, Story
from andu.identity.models import Account
from andu.kit import worktime
from andu.organisation.acting import administrator
from andu.organisation.models import Unit
from andu.policy.actions import decide
from andu.policy.places import Place
from andu.workflow.policy_pools import POOL_FROM

APART = 9100  # numbers of stories that no plan tells
LATELY = datetime.timedelta(hours=2)
KEY = "zb"


def put_up(office: Office, plan: Plan) -> None:
    """The flow, the parameter, and what people ask for; nothing where an organisation has none."""
    if not (office.folder / f"{KEY}.json").exists():
        return
    told, place = office.told(KEY), Place("organisation", office.organisation.pk)
    with clock.at(worktime.add(plan.calendar, plan.end, -LATELY)):
        by = administrator(Account.objects.get(office=Account.Office.SECURITY))
        decide(POOL_FROM, told["from"], by=by, at=place, basis=told["basis"])
        units = {unit.name: unit for unit in Unit.objects.filter(organisation=office.organisation)}
        make_template(office, KEY, len(office.data["templates"]), units)
        office.__dict__.pop("versions", None)  # there is one more now
        for number, row in enumerate(told["asked"]):
            line = {"title": row["title"], "values": row["values"]}
            who = office.member(row["who"])
            story = Story(APART + number, plan.end, KEY, line, who, row.get("urgency", 0))
            acting.submit(office, story)
