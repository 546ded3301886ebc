"""Title, urgency and the people picked, when a request is back with its initiator."""

from dataclasses import dataclass, field

from andu.approvals.choosing import Choice, read_choices, remembered
from andu.approvals.models import Request
from andu.approvals.rules import urgencies
from andu.approvals.writing import leap_in, title_in, urgency_in
from andu.kit import request as kit
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.workflow.loading import Loaded
from andu.workflow.models import Choice as Kept
from andu.workflow.models import ChoiceLeap, Matter


@dataclass
class Particulars:
    """What the page shows in the boxes of approvals/_particulars.html; `picking` is where pickers
    ask."""

    title: str
    urgency: int
    urgencies: dict[int, str]
    picking: str
    choices: list[Choice] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    leap: str = ""

    @property
    def may_leap(self) -> bool:
        """Whether a reason may be given for picking over somebody's head (WF-12)."""
        return any(one.may_leap for one in self.choices)

    @property
    def verdict(self) -> Verdict:
        """Whether everybody picked is clear."""
        wrong = [one.error for one in self.choices if one.error]
        return no(wrong[0], "choices") if wrong else yes


def as_they_are(request: Request, loaded: Loaded, by: Actor) -> Particulars:
    """As submitted last."""
    matter = loaded.matter
    kept: dict[str, list[int]] = {}
    for step, member in Kept.objects.filter(run=loaded.run).values_list("step", "member_id"):
        kept.setdefault(step, []).append(member)
    words = _urgencies(matter.urgency, by)
    choices = remembered(request.version, kept)
    picking = f"{matter.get_absolute_url()}/choosable"
    found = Particulars(matter.title, matter.urgency, words, picking, choices)
    if found.may_leap:
        rows = ChoiceLeap.objects.filter(run=loaded.run)
        found.leap = rows.values_list("reason", flat=True).first() or ""
    return found


def as_typed(request: Request, loaded: Loaded, sent: kit.Request) -> Particulars:
    """As a resubmission says; what it does not say stays."""
    now, by = as_they_are(request, loaded, sent.actor), sent.actor
    if "title" not in sent.POST:
        return now
    choices = read_choices(request.version, sent.POST, by=by)
    title, urgency = title_in(sent.POST), urgency_in(sent.POST)
    return Particulars(
        title, urgency, now.urgencies, now.picking, choices, leap=leap_in(sent.POST)
    )  # fmt: skip


def _urgencies(now: int, by: Actor) -> dict[int, str]:
    """Those that may be chosen, and the one it has."""
    return urgencies(by) | {now: str(Matter.Urgency(now).label)}
