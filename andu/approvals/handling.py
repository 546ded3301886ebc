"""One person before one request: what they may read, write and do, ready for the page."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from andu.approvals import access
from andu.approvals.choosing import Choice
from andu.approvals.facts import facts_of
from andu.approvals.matrix import Matrix, matrices_of
from andu.approvals.models import Request
from andu.approvals.opinions import Opined
from andu.approvals.particulars import Particulars, as_they_are
from andu.approvals.passing_on import to_pick
from andu.approvals.signing import signed
from andu.forms import showing
from andu.forms.access import Access, AccessMap, is_writable, only_rows
from andu.forms.comparing import changes_between
from andu.forms.filling import Cleaned
from andu.forms.models import RecordVersion
from andu.forms.showing import Facts, Sheet
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict
from andu.workflow import store
from andu.workflow.deciding import asking_of
from andu.workflow.desk import Desk, desk_of
from andu.workflow.loading import Loaded
from andu.workflow.models import Matter, Seat
from andu.workflow.overtaking import with_who
from andu.workflow.saying import Deed
from andu.workflow.trace import Line, bare, trace_of


@dataclass
class Handling:
    """Everything the page of a request needs. `opinion`, `said`, `reason` and `refusal` come back
    from a refused act; `cleaned` is what was typed into the form then."""

    request: Request
    loaded: Loaded
    desk: Desk
    actor: Actor
    access: AccessMap
    cleaned: Cleaned | None = None
    opinion: str = ""
    reason: str = ""
    refusal: str = ""
    late_reason: str = ""
    checked: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    said: Opined = field(default_factory=Opined)
    named: Particulars | None = None
    picked: list[Choice] | None = None

    @property
    def matter(self) -> Matter:
        """The matter, as the run's own rows have it."""
        return self.loaded.matter

    @cached_property
    def saved(self) -> RecordVersion:
        """The last save of the record, read when first asked for."""
        return self.request.record.current

    @property
    def values(self) -> dict[str, Any]:
        """What the record says now."""
        return self.saved.values

    @property
    def writes(self) -> bool:
        """Whether this person's step fills something in."""
        definition = self.request.version.form_version.definition
        return self.desk.is_mine and any(is_writable(one, self.access) for one in definition)

    @property
    def due(self) -> Any:
        """When the turn that is open must be over: mine, else the first one's."""
        dues = [s.due for s in self.loaded.seats.values() if s.state == Seat.State.OPEN and s.due]
        mine = self.loaded.seats.get(self.desk.seat)
        return mine.due if mine else min(dues, default=None)

    @property
    def to_pick(self) -> list[Choice]:
        """Whom this person's act leads to and they pick: as typed, else as picked before."""
        return self._to_pick if self.picked is None else self.picked

    @cached_property
    def _to_pick(self) -> list[Choice]:
        return to_pick(self)

    @property
    def picking(self) -> str:
        """Where their pickers ask."""
        return f"{self.matter.get_absolute_url()}/choosable"

    @property
    def particulars(self) -> Particulars | None:
        """Title, urgency and picks, when the initiator has it back: as typed, else as they are."""
        if not self.desk.is_draft:
            return None
        return self.named or as_they_are(self.request, self.loaded, self.actor)

    def facts(self) -> Facts:
        """What is only read: everything seen, but what this step writes."""
        definition = self.request.version.form_version.definition
        rows = dict(self.access)
        if self.writes:
            rows |= {f.key: Access.HIDDEN for f in definition if self._is_asked(f)}
        return showing.readable(definition, rows, self.values, self.link, self.actor)

    def sheet(self) -> Sheet | None:
        """What this step fills in; the whole form when the initiator has it back."""
        if not self.writes:
            return None
        definition = self.request.version.form_version.definition
        rows = {f.key: self.access[f.key] for f in definition if self._is_asked(f)}
        rows |= only_rows(self.access)
        filled = self.cleaned or Cleaned(self.values)
        return showing.editable(definition, rows, filled, actor=self.actor, link=self.link)

    def lines(self, *, on_paper: bool = False) -> list[Line]:
        """The trace, with those to come; with signatures where they are shown."""
        lines = signed(self._traced(), self.matter, on_paper=on_paper)
        made = changes_between(self.request.record, (line.hashes for line in lines), self.access)
        return [
            replace(line, changes=(*line.changes, *made.get(line.hashes, ()))) for line in lines
        ]

    def bare_lines(self) -> list[Line]:
        """The trace without what people wrote, changed or enclosed."""
        return [bare(line) for line in self._traced()]

    def matrices(self) -> list[Matrix]:
        """The countersigned steps."""
        return matrices_of(self.loaded)

    def explained(self, verdict: Verdict) -> Verdict:
        """A refusal; when others were faster, with who did what."""
        return with_who(self.loaded, verdict, self.actor)

    def link(self, file: dict[str, Any], part: str = "view") -> str:
        """Where an attachment is looked at (view), or its small picture is (thumb)."""
        return f"{self.matter.get_absolute_url()}/{part}/{file['id']}"

    def _traced(self) -> list[Line]:
        facts = facts_of(self.request.version.form_version.definition, self.values)
        asking = asking_of(self.loaded, Deed(facts=facts)) if self.matter.is_running else None
        return trace_of(self.loaded, self.actor.member_id, asking)

    def _is_asked(self, field: Any) -> bool:
        return self.desk.is_draft or is_writable(field, self.access)


def opened(matter: Matter, by: Actor) -> Handling:
    """The request of a matter the person may see, as they have it before them."""
    rows = Request.objects.select_related("version__template__unit", "version__form_version")
    request = rows.select_related("record__form_version").get(matter=matter)
    loaded = store.load(matter.pk)
    request.matter = loaded.matter
    desk = desk_of(loaded, by)
    if desk.is_mine and desk.step:
        found = access.at_step(request.version, desk.step.key)
    else:
        found = access.for_reading(request.version, loaded, by.member_id)
    found = access.in_full(found, by)
    return Handling(request, loaded, desk, by, found)
