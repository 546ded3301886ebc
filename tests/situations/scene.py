"""A real matter, and who is who in it; the acts that bring it somewhere are the product's own."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from andu.approvals import access, actions
from andu.approvals.actions.drafts import Typed
from andu.approvals.actions.handling import Act
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import Draft, Request, Template, TemplateVersion
from andu.approvals.tests.samples import flow_of
from andu.engine import Definition
from andu.forms import filling
from andu.forms.definition import Field, FormDefinition, Kind
from andu.forms.filling import Cleaned
from andu.forms.filling.posting import name_of
from andu.kit.jobs import worker
from andu.notify.models import Notice
from andu.organisation.models import Unit
from andu.workflow import actions as flow
from andu.workflow import store
from andu.workflow.compiled import definition_of
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Run, Seat
from andu.workflow.saying import Deed
from tests.situations.people import People

TITLE = "采购办公用品"
WHAT = Field(key="what", label="物品")
ITEMS = Field(key="items", label="采购明细", kind=Kind.DETAIL, columns=(WHAT,))
DAY = Field(key="day", label="公示到", kind=Kind.DATE)
FORM = FormDefinition((ITEMS, DAY))
ROWS = {name_of("items"): "", name_of("items", 0, "what"): "纸", name_of("items", 1, "what"): "笔"}
REASON = Deed(opinion="理由")


@dataclass
class Scene:
    """The matter and its people. `holder` has the turn the operations are about; `acted` has acted
    before and would take that back; `adder` has asked `holder` to sign or to help. `clock` sets the
    time."""

    people: People
    unit: Unit
    clock: Any
    holder: str = "a"
    acted: str = "checker"
    adder: str = ""
    lost: str = ""
    heard: int = 0
    request: Request = field(init=False)
    draft: Draft = field(init=False)
    template: Template = field(init=False)
    version: TemplateVersion = field(init=False)

    @property
    def matter(self) -> Matter:
        return Matter.objects.get(pk=self.request.matter_id)

    @property
    def loaded(self) -> Loaded:
        return store.load(self.request.matter_id)

    def seat(self, role: str = "", state: str = "open") -> int:
        """The number of somebody's seat in this state, the latest; of whom nobody knows, 0."""
        rows = Seat.objects.filter(run__matter=self.request.matter_id, state=state)
        mine = rows.filter(member=self.people.pk(role or self.holder)).order_by("number").last()
        return mine.number if mine else 0

    def turn(self) -> int:
        """The seat the operations are about: open, else the holder's last one."""
        states = ("open", "waiting", "closed", "void")
        return next((found for state in states if (found := self.seat(state=state))), 0)

    def begin(self, definition: Definition) -> "Scene":
        """A template with this flow; the initiator has submitted, and whoever checks has agreed."""
        self.offer("buying", "采购", definition)
        self.submit()
        return self.say("checker", "agree")

    def offer(self, key: str, name: str, definition: Definition) -> None:
        """A template of its own with this flow."""
        about = Particulars(name=name, numbering=key.upper() + "-{n:04}")
        keeper = self.people.actor("keeper")
        self.template = actions.create_template(self.unit, key, about, by=keeper)
        self.publish(definition)

    def publish(self, definition: Definition) -> None:
        """The template's next version has this flow."""
        edition = Edition(form=FORM, flow=flow_of(self.unit.organisation, definition))
        by = self.people.actor("keeper")
        self.version = actions.publish_template(self.template, edition, by=by)

    def rule(self, **otherwise: Any) -> None:
        """As if the matter's flow had been published with these rules."""
        run = Run.objects.get(matter=self.request.matter_id)
        told = replace(definition_of(run.flow_version_id), **otherwise)
        run.flow_version = flow_of(self.unit.organisation, told)
        run.save(update_fields=["flow_version"])

    def submit(self) -> None:
        by = self.people.actor("initiator")
        self.draft = actions.save_draft(self.version, Typed(title=TITLE), by=by)
        paper = Paper(title=TITLE, urgency=2, cleaned=self.cleaned())
        self.request = actions.submit(self.version, paper, self.draft, by=by)

    def cleaned(self) -> Cleaned:
        """The form as the initiator has filled it in."""
        rights, by = access.at_step(self.version, "draft"), self.people.actor("initiator")
        return filling.clean(FORM, rights, ROWS, {}, actor=by)

    def tick(self) -> None:
        """Nobody acts in the same minute as somebody else."""
        self.clock(timezone.now() + timedelta(minutes=1))

    def heed(self) -> None:
        """What has been told so far is not the operation's."""
        self.heard = Notice.objects.aggregate(last=Max("pk"))["last"] or 0

    def heard_since(self) -> list[Notice]:
        return list(Notice.objects.filter(pk__gt=self.heard).order_by("pk"))

    @staticmethod
    def work() -> None:
        """The job worker does what is queued."""
        worker.drain(timezone.now() + timedelta(seconds=1))

    def say(self, role: str, verb: str, *, seat: int = 0, **more: Any) -> "Scene":
        """What somebody says at their open seat, as the page posts it."""
        self.tick()
        by, opinion = self.people.actor(role), more.pop("opinion", "意见")
        at = seat or self.seat(role) or self.seat(role, "void") or self.seat(role, "closed")
        request = Request.objects.get(pk=self.request.pk)
        actions.decide(request, Act(verb=verb, seat=at, opinion=opinion, **more), by=by)
        return self

    def do(self, role: str, verb: str, *args: Any, **more: Any) -> Any:
        """A verb of the flow about this matter."""
        self.tick()
        by = self.people.actor(role)
        return getattr(flow, verb)(self.matter, *args, by=by, **more)
