"""A form, a flow and their access, for the stories of this room."""

from decimal import Decimal

from andu.approvals import actions
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import TemplateVersion
from andu.engine import Definition, Mode, Step
from andu.engine.handlers import NamedPerson, Superior
from andu.forms.definition import Field, FormDefinition, Kind
from andu.kit.chain import sm3
from andu.organisation.models import Member, Organisation, Unit
from andu.workflow.bpmn.writing import write
from andu.workflow.models import Flow, FlowVersion
from andu.workflow.tests.conftest import line
from tests.cast import actor_of

LEAVE = FormDefinition((
    Field(key="reason", label="事由", kind=Kind.LONG_TEXT, required=True),
    Field(key="days", label="天数", kind=Kind.NUMBER, required=True, minimum=Decimal(1), unit="天",
          listed=True),
    Field(key="papers", label="证明材料", kind=Kind.ATTACHMENT),
    Field(key="deducted", label="扣款", kind=Kind.MONEY),
    Field(key="secret", label="内部备注"),
))  # fmt: skip

# Only finance fills in the deduction; the note is hidden from everybody but the check.
ACCESS = {
    "draft": {"deducted": "hidden", "secret": "hidden"},
    "check": {"secret": "write"},
    "sign": {"deducted": "write", "secret": "hidden"},
    "decide": {"secret": "hidden"},
}
POST = {"f-reason": "回乡探亲", "f-days": "3", "title": "请假申请（方亦舒）", "urgency": "2"}


def trip() -> Definition:
    """Check, countersign, decide."""
    return line(
        Step(key="check", name="科长审核", handlers=(Superior(1),)),
        Step(key="sign", name="会签", mode=Mode.ALL,
             handlers=(NamedPerson("finance_head"), NamedPerson("registrar"))),
        Step(key="decide", name="局长签批", handlers=(NamedPerson("director"),)),
    )  # fmt: skip


def flow_of(organisation: Organisation, definition: Definition) -> FlowVersion:
    """A published drawing of a flow."""
    text = write(definition)
    code = f"flow-{Flow.objects.count()}"
    flow = Flow.objects.create(organisation=organisation, code=code, name=definition.name)
    return FlowVersion.objects.create(
        flow=flow, number=1, bpmn=text, bpmn_hash=sm3(text.encode()), state="published"
    )


def helping(flow: Definition, unit: Unit, designer: Member) -> TemplateVersion:
    """A template of the form above, started at /start/help, that runs this flow."""
    by, about = actor_of(designer), Particulars(name="协办申请", numbering="{n}")
    template = actions.create_template(unit, "help", about, by=by)
    edition = Edition(form=LEAVE, flow=flow_of(unit.organisation, flow))
    return actions.publish_template(template, edition, by=by)
