"""A larger office and its leave application; imported after Django's setup.

Made by the product's own actions, as an administrator would make it. Members are many, so that
indexes by member are what they are in real life.
"""

import itertools
from dataclasses import dataclass

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import TemplateVersion
from andu.engine import Definition, Edge, Gate, Mode, Region, Step
from andu.engine.conditions import Operator, Test, Type
from andu.engine.handlers import NamedPerson
from andu.forms import filling
from andu.forms.access import AccessMap
from andu.forms.definition import Field, FormDefinition, Kind
from andu.kit.actor import Actor
from andu.kit.chain import sm3
from andu.organisation.acting import actor_of
from andu.organisation.models import Member, Organisation, Unit
from andu.workflow.bpmn.writing import write
from andu.workflow.models import Flow, FlowVersion
from bench.contenders.base import PEOPLE, REASON, TITLE
from tests.cast import give_right, make_member, make_unit

FORM = FormDefinition((
    Field(key="reason", label="事由", kind=Kind.LONG_TEXT, required=True),  # noqa: chinese
    Field(key="days", label="天数", kind=Kind.NUMBER, required=True, listed=True),  # noqa: chinese
))  # fmt: skip
POSTED = {"f-reason": REASON, "f-days": "5"}
RIGHTS = ("approvals.templates.manage", "forms.manage", "workflow.flows.design")
SIGNERS = ("b0001", "b0002", "b0003")
MANAGER, DIRECTOR = "b0004", "b0005"
FIRST_CLERK = 10
# A drawing may have a thousand elements: start, end, and the initiator's step among them.
LONGEST = 998


@dataclass
class Office:
    """The organisation and everybody in it, as who acts."""

    place: Organisation
    unit: Unit
    actors: list[Actor]

    def clerk(self, number: int) -> Actor:
        """Who asks for the leave of this number."""
        return self.actors[FIRST_CLERK + number % (len(self.actors) - FIRST_CLERK)]


def found(people: int = PEOPLE) -> Office:
    """The office, founded."""
    place = Organisation.objects.create(code="bench", name="云澜市城市更新局")  # noqa: chinese
    root = make_unit(place, "00", "云澜市城市更新局")  # noqa: chinese
    unit = make_unit(place, "01", "办公室", root)  # noqa: chinese
    name = "方亦舒{}".format  # noqa: chinese
    members = [make_member(unit, f"b{n:04}", name(n)) for n in range(people)]
    give_right(members[0], *RIGHTS)
    fresh = Member.objects.filter(organisation=place).order_by("pk")
    return Office(place, unit, [actor_of(member) for member in fresh])


def leave() -> Definition:
    """Three countersign, the manager, for more than three days the director."""
    nodes = (
        Gate(key="s"),
        Step(key="sign", name="部门会签", mode=Mode.ALL, handlers=_people(*SIGNERS)),  # noqa: chinese
        Step(key="manager", name="经理审批", handlers=_people(MANAGER)),  # noqa: chinese
        Gate(key="check"),
        Step(key="director", name="主任审批", handlers=_people(DIRECTOR)),  # noqa: chinese
        Gate(key="e"),
    )
    longer = Test("days", Type.NUMBER, Operator.GT, 3)
    edges = (
        Edge(source="s", target="sign"), Edge(source="sign", target="manager"),
        Edge(source="manager", target="check"),
        Edge(source="check", target="director", condition=longer),
        Edge(source="check", target="e", is_default=True), Edge(source="director", target="e"),
    )  # fmt: skip
    root = Region(key="root", entry="s", exit="e", nodes=nodes, edges=edges)
    return Definition(key="leave", name="请假", root=root)  # noqa: chinese


def chain(length: int) -> Definition:
    """So many steps in a row, the initiator's being the first; the manager decides them all."""
    steps = [
        Step(key=f"s{number}", name=f"{number}", handlers=_people(MANAGER))
        for number in range(2, min(length, LONGEST) + 1)
    ]
    nodes = (Gate(key="s"), *steps, Gate(key="e"))
    edges = tuple(Edge(source=a.key, target=b.key) for a, b in itertools.pairwise(nodes))
    root = Region(key="root", entry="s", exit="e", nodes=nodes, edges=edges)
    return Definition(key="chain", name="长流程", root=root)  # noqa: chinese


def publish(office: Office, definition: Definition) -> TemplateVersion:
    """A template with this flow, open to everybody."""
    by = office.actors[0]
    number = Flow.objects.count()
    about = Particulars(name=f"请假申请{number}", numbering="QJ-{year}-{n:06}")  # noqa: chinese
    template = actions.create_template(office.unit, f"leave{number}", about, by=by)
    text = write(definition)
    flow = Flow.objects.create(
        organisation=office.place, code=f"bench-{number}", name=definition.name
    )
    version = FlowVersion.objects.create(
        flow=flow, number=1, bpmn=text, bpmn_hash=sm3(text.encode()), state="published"
    )
    return actions.publish_template(template, Edition(form=FORM, flow=version), by=by)


def submit(version: TemplateVersion, rows: AccessMap, number: int, *, by: Actor) -> int:
    """One leave of five days; the matter's id."""
    cleaned = filling.clean(FORM, rows, POSTED, {}, actor=by)
    paper = Paper(title=f"{TITLE} {number}", cleaned=cleaned)
    return actions.submit(version, paper, None, by=by).matter_id


def drafting(version: TemplateVersion) -> AccessMap:
    """What the initiator may write."""
    return access.at_step(version, "draft")


def _people(*codes: str) -> tuple[NamedPerson, ...]:
    return tuple(map(NamedPerson, codes))
