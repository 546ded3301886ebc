"""More verbs tried under faults: votes, added signers, claims, what takes two, what time does by
itself, matrices. Each on a flow of its own."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from andu.approvals import access, actions
from andu.approvals.actions.submitting import Paper
from andu.approvals.actions.templates import Edition, Particulars
from andu.approvals.models import Template, TemplateVersion
from andu.approvals.tests.samples import LEAVE, POST, flow_of
from andu.authority import actions as authority
from andu.authority.actions.keeping import Called
from andu.authority.models import Version
from andu.authority.tests.samples import lines
from andu.engine.handlers import HandlersChoice, NamedPerson
from andu.engine.nodes import AtLimit, LimitAct, Mode, Nature, Step, Threshold, Where
from andu.forms import filling
from andu.workflow import actions as flow
from andu.workflow import schedule
from andu.workflow.actions.adding import Placing
from andu.workflow.jobs.timers import set_timers
from andu.workflow.models import Choice, Circulation, Escalation, Matter, Proposal, Seat
from andu.workflow.policy import AUTO_PASS, VOIDING
from andu.workflow.proposing import Wish
from andu.workflow.tests.conftest import decided_on, line, seat_of
from tests.cast import actor_of, give_right
from tests.torture.verbs import Scene, Verb, _call, _told

HIDDEN = {"draft": dict.fromkeys(("deducted", "secret"), "hidden")}
HEADS = ("office_head", "finance_head", "registrar")


class Later(Scene):
    """The same office, and flows that vote, pool, leave to choose, and go on by themselves."""

    def begun(self, *steps: Step) -> Matter:
        """The clerk's request on a flow of these steps."""
        return self.ask(self.version(*steps))

    def version(self, *steps: Step) -> TemplateVersion:
        """A template with such a flow."""
        clerk, by = self.people["clerk"], actor_of(self.people["registrar"])
        unit = clerk.appointments.get().unit
        about = Particulars(name="借用会议室", category="行政", numbering="JY-{year}-{n:04}")
        made = actions.create_template(unit, f"later{Template.objects.count()}", about, by=by)
        drawn = flow_of(clerk.organisation, line(*steps))
        return actions.publish_template(made, Edition(form=LEAVE, flow=drawn, access=HIDDEN), by=by)

    def ask(self, version: TemplateVersion) -> Matter:
        """The clerk asks once more."""
        by = actor_of(self.people["clerk"])
        cleaned = filling.clean(LEAVE, access.at_step(version, "draft"), POST, {}, actor=by)
        paper = Paper(title=POST["title"], urgency=2, cleaned=cleaned)
        return actions.submit(version, paper, None, by=by).matter

    def _do(self, matter: Matter, by: str, part: str, how: str, /, **said: Any) -> Verb:
        """What a click on the page of a matter does, told under `how`."""
        given = {"reason": "请一并看看。", **said}
        act = self._post(by, f"/w/{matter.pk}/{part}", **given)
        return Verb(act, lambda: _told(matter, how))

    def _mine(self, matter: Matter, who: str = "office_head") -> int:
        return seat_of(matter, self.people[who])

    def _vote(self) -> Verb:
        matter = self.begun(step(*HEADS, mode=Mode.VOTE, threshold=Threshold(count=2)), last())
        flow.agree(matter, self._mine(matter, "registrar"), by=self._by("registrar"))
        seat = self._mine(matter)
        verb = self._do(matter, "office_head", "act", "", verb="agree", seat=seat, opinion="同意")
        there = Seat.objects.filter(run__matter=matter, node="decide", state="open")
        return Verb(verb.act, there.count)

    def _complete(self) -> Verb:
        matter = self.begun(step("office_head", nature=Nature.WORK), last())
        said = {"verb": "complete", "seat": self._mine(matter), "opinion": "已办"}
        return self._do(matter, "office_head", "act", "completed", **said)

    def _choose_next(self) -> Verb:
        chosen = Step(key="sign", name="会办", mode=Mode.ALL, handlers=(HandlersChoice(most=2),))
        matter = self.begun(step("office_head"), chosen, last())
        both = [self.people["finance_head"].pk, self.people["registrar"].pk]
        said = {"verb": "agree", "seat": self._mine(matter), "opinion": "同意",
                "choice-sign": both}  # fmt: skip
        verb = self._do(matter, "office_head", "act", "", **said)
        return Verb(verb.act, Choice.objects.filter(run__matter=matter).count, 2)

    def _add_before(self) -> Verb:
        return self._added(Where.BEFORE)

    def _add_after(self) -> Verb:
        return self._added(Where.AFTER)

    def _added(self, where: Where) -> Verb:
        matter = self.begun(step("office_head"), last())
        said = {"seat": self._mine(matter), "to_text": "周牧野、陈砚秋", "where": where.value,
                "mode": Mode.ALL.value}  # fmt: skip
        return self._do(matter, "office_head", "add", f"added_{where}", **said)

    def _remove(self) -> Verb:
        matter, taker = self.begun(step("office_head"), last()), self.people["finance_head"]
        seat, by = self._mine(matter), self._by("office_head")
        flow.add_signers(matter, seat, [taker.pk], Placing(Where.BEFORE), by=by)
        who = self._mine(matter, "finance_head")
        return self._do(matter, "office_head", "remove", "signer_removed", who=who)

    def _consign(self) -> Verb:
        matter = self.begun(step("office_head"), last())
        said = {"seat": self._mine(matter), "to_text": "周牧野"}
        return self._do(matter, "office_head", "consign", "consigned", **said)

    def _claim(self) -> Verb:
        matter = self.begun(step(*HEADS), last())
        return self._do(matter, "office_head", "claim", "claimed", seat=self._mine(matter))

    def _release(self) -> Verb:
        matter = self.begun(step(*HEADS), last())
        flow.claim(matter, self._mine(matter), by=self._by("office_head"))
        return self._do(matter, "office_head", "release", "released", seat=self._mine(matter))

    def _reorder(self) -> Verb:
        matter = self.begun(step(*HEADS, mode=Mode.IN_ORDER), last())
        rows = Seat.objects.filter(run__matter=matter, state="waiting").order_by("-number")
        order = list(rows.values_list("number", flat=True))
        return self._do(matter, "registrar", "reorder", "reordered", order=order)

    def _revive(self) -> Verb:
        matter = self.begun(step("office_head"))
        flow.agree(matter, self._mine(matter), by=self._by("office_head"))
        return self._confirmed(matter, Wish(verb="revive", target="check"), "revived")

    def _void_by_approver(self) -> Verb:
        decided_on(self.people["clerk"], VOIDING, "approver")
        matter = self.begun(step("office_head"), last())
        flow.agree(matter, self._mine(matter), by=self._by("office_head"))
        return self._confirmed(matter, Wish(verb="void"), "voided", "office_head")

    def _confirmed(self, matter: Matter, wish: Wish, how: str, who: str = "director") -> Verb:
        made = flow.propose(matter, wish, "领导批示。", by=self._by("registrar"))
        return self._do(matter, who, "confirm", how, proposal=made.pk)

    def _decline(self) -> Verb:
        return self._settled("director", "decline", Proposal.State.DECLINED)

    def _unpropose(self) -> Verb:
        return self._settled("registrar", "unpropose", Proposal.State.WITHDRAWN)

    def _settled(self, who: str, part: str, state: str) -> Verb:
        matter, wish = self.begun(step("office_head"), last()), Wish(verb="jump", target="decide")
        made = flow.propose(matter, wish, "领导批示。", by=self._by("registrar"))
        verb = self._do(matter, who, part, "", proposal=made.pk)
        return Verb(verb.act, Proposal.objects.filter(state=state).count)

    def _limit_turn(self) -> Verb:
        matter = self.begun(step("office_head"), last())
        due = timezone.localtime() + timedelta(days=3)
        said = {"whom": self._mine(matter), "due": f"{due:%Y-%m-%d %H:%M}", "basis": "批示"}
        verb = self._do(matter, "clerk", "deadline", "", **said)
        rows = Seat.objects.filter(run__matter=matter, due__gt=due - timedelta(minutes=1))
        return Verb(verb.act, rows.filter(due__lte=due).count)

    def _seen(self) -> Verb:
        matter = self.begun(step("office_head"), last())
        flow.circulate(matter, [self.people["finance_head"].pk], "请阅", by=self._by("clerk"))
        verb = self._do(matter, "finance_head", "seen", "", said="已阅")
        return Verb(verb.act, Circulation.objects.exclude(read=None).count)

    def _time_passes(self) -> Verb:
        decided_on(self.people["clerk"], AUTO_PASS, "1")
        return self._late("timed_out", AtLimit(act=LimitAct.PASS))

    def _time_returns(self) -> Verb:
        return self._late("timed_back", AtLimit(act=LimitAct.RETURN))

    def _time_transfers(self) -> Verb:
        return self._late("timed_on", AtLimit(act=LimitAct.TRANSFER))

    def _time_escalates(self) -> Verb:
        verb = self._late("", AtLimit(act=LimitAct.ESCALATE))
        return Verb(verb.act, Escalation.objects.count)

    def _late(self, how: str, *acts: AtLimit) -> Verb:
        """A turn whose limit passed an hour ago: the clock looks at it."""
        matter = self.begun(step("office_head", at_limit=acts), last())
        overdue(matter)
        set_timers()
        return Verb(_call(schedule.act_by_time), lambda: _told(matter, how))

    def _publish_matrix(self) -> Verb:
        keeper = self.people["finance_head"]
        give_right(keeper, "authority.manage")
        called = Called(name="资金审批权限表", category="费用类别")
        unit = keeper.appointments.get().unit
        authority.create_matrix(unit, "funds", called, by=actor_of(keeper))
        typed = {each.prefix + part: said for each in lines() for part, said in each.parts.items()}
        about = {"regulation": "资金管理办法", "regulation_number": "云更发〔2026〕3号",
                 "valid_from": timezone.localdate().isoformat()}  # fmt: skip
        act = self._post("finance_head", "/admin/authority/funds", go="publish", **typed, **about)
        published = Version.objects.filter(state=Version.State.PUBLISHED)
        return Verb(act, published.count, in_parts=True)  # the draft is saved, then published

    def _by(self, who: str) -> Any:
        return actor_of(self.people[who])


def step(*codes: str, **more: Any) -> Step:
    return Step(key="check", name="审核", handlers=tuple(map(NamedPerson, codes)), **more)


def last() -> Step:
    return Step(key="decide", name="签批", handlers=(NamedPerson("director"),))


def overdue(matter: Matter, hours: int = 1) -> None:
    """Its turns were to be done so many hours ago."""
    due = timezone.now() - timedelta(hours=hours)
    Seat.objects.filter(run__matter=matter, state="open").update(due=due)


APART = {"_do", "_mine", "_added", "_confirmed", "_settled", "_late", "_by"}
LATER = [name[1:] for name in vars(Later) if name[0] == "_" != name[1] and name not in APART]
SHORT_LATER = ("choose_next", "time_returns")  # in the suite; all in the long form
