"""What people of the demo do: each function one act by the product's own actions, at the moment
the demo is at. What is refused is left undone."""

import random
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

from andu.approvals import access
from andu.approvals import actions as approvals
from andu.approvals.actions.handling import Act
from andu.approvals.actions.submitting import Paper
from andu.approvals.models import Request
from andu.config.demo import filling as pens
from andu.config.demo import saying
from andu.config.demo.office import Office
from andu.config.demo.plan import Story
from andu.config.demo.saying import Said
from andu.engine.handlers import InitiatorsChoice
from andu.engine.nodes import Nature
from andu.forms import filling
from andu.kit.actor import Actor
from andu.kit.verdict import Refused
from andu.organisation.models import Member
from andu.workflow import actions as flow
from andu.workflow import store
from andu.workflow.compiled import definition_of
from andu.workflow.models import Circulation, Consultation, History, Matter, Seat
from andu.workflow.proposing import Wish, seconds_for
from andu.workflow.rules_consulting import Question
from andu.workflow.saying import Deed
from andu.workflow.transferring import transferable_to

KEY = "demo-{}-{}"  # of the submission: which story it is
APART = ("withdraw", "take_back", "suspend", "resume", "void", "halt", "reassign")  # not one's turn


def submit(office: Office, story: Story) -> Request:
    """The initiator fills in the form and sends it off."""
    version = office.versions[story.key]
    title, cleaned = pens.filled(office, version, story)
    by = office.actor(story.who)
    keyed = Actor(**{**vars(by), "key": KEY.format(office.organisation.code, story.number)})
    choices = _chosen(office, story)
    paper = Paper(title=title, cleaned=cleaned, urgency=story.urgency, choices=choices)
    return approvals.submit(version, paper, by=keyed)


def story_of(request: Request, stories: tuple[Story, ...]) -> Story | None:
    """Which story a request tells: its own, or that of the request whose flow has called it; None
    for one that people have made since."""
    own = _own_story(request, stories)
    if own is not None:
        return own
    called = Request.objects.filter(matter__run__errands__called=request.matter_id)
    caller = called.select_related("matter").first()
    found = _own_story(caller, stories) if caller else None
    return found and replace(found, key=request.version.template.key, line={}, script={})


def _own_story(request: Request, stories: tuple[Story, ...]) -> Story | None:
    head, _dash, number = request.key.rpartition("-")
    known = ":demo-" in head and number.isdigit() and int(number) < len(stories)
    return stories[int(number)] if known else None


ONLY = {Nature.READ: "read", Nature.WORK: "complete"}


def turn(office: Office, request: Request, story: Story, seat: Seat, verb: str) -> None:
    """Somebody opens what is in their inbox and does what is to be done: agree, unless told."""
    by = office.actor(cast(Member, seat.member))
    flow.see(request.matter, by=by)
    definition = definition_of(request.version.flow_version_id)
    if seat.node == definition.drafting.key:
        verb = verb if verb == "terminate" else "resubmit"
    else:
        verb = ONLY.get(definition.step(seat.node).nature, verb)
    if verb == "transfer":
        with suppress(Refused):
            _transfer(office, request, seat, by)
        return
    chance = story.chance("turn", seat.number)
    values = request.record.current.values
    said = Said(_opinion(office, verb, chance))
    if verb == "agree":
        said = saying.said(office, request, story, seat.number, said.opinion, by)
    act = Act(
        verb=verb, seat=seat.number, opinion=said.opinion, files=said.files,
        mentions=dict(said.mentions), cleaned=_cleaned(office, request, story, seat, values),
        late_reason=chance.choice(office.data["late"]),
    )  # fmt: skip
    approvals.decide(request, act, by=by)


def apart(office: Office, request: Request, story: Story, verb: str) -> None:
    """What is done without it being one's turn: by the initiator, the handler before, or whoever
    administers flows."""
    initiator = office.actor(request.matter.initiator)
    words = Deed(opinion=story.chance(verb).choice(office.data["opinions"][verb]))
    keeper = office.actor(office.member(office.data["keeper"]))
    with suppress(Refused):
        if verb == "withdraw":
            approvals.decide(request, Act(verb=verb, opinion=words.opinion), by=initiator)
        elif verb == "take_back":
            last = History.objects.filter(run__matter=request.matter_id).latest("sequence")
            before = next(m for m in office.people if m.pk == last.member_id)
            act = Act(verb=verb, seat=last.seat, opinion=words.opinion)
            approvals.decide(request, act, by=office.actor(before))
        elif verb == "reassign":
            _reassign(office, request.matter, words.opinion, keeper)
        else:
            verbs = {"suspend": flow.suspend, "resume": flow.resume, "void": flow.void,
                     "halt": flow.terminate}  # fmt: skip
            verbs[verb](request.matter, words, by=keeper)


def _reassign(office: Office, matter: Matter, reason: str, keeper: Actor) -> None:
    """One administrator proposes it, another confirms."""
    seat = open_seats(matter)[0]
    to = transferable_to(store.load(matter.pk), seat.number).order_by("code").first()
    second = seconds_for(matter, keeper.member_id or 0, "reassign").order_by("code").first()
    if to and second:
        wish = Wish(verb="reassign", seat=seat.number, to=to.pk)
        made = flow.propose(matter, wish, reason, by=keeper)
        flow.confirm(made, by=office.actor(second))


def urge(office: Office, seat: Seat) -> None:
    """The initiator asks whoever has it to get on with it."""
    matter = seat.run.matter
    words = random.Random(seat.pk).choice(office.data["urging"])  # noqa: S311 - a demo
    with suppress(Refused):
        flow.urge(matter, [seat.number], words, by=office.actor(matter.initiator))


def consult(office: Office, seat: Seat, story: Story) -> list[Consultation]:
    """Whoever has the turn asks the initiator before deciding."""
    words, _answer = story.chance("asked", seat.number).choice(office.data["asking"])
    by, people = office.actor(cast(Member, seat.member)), [seat.run.matter.initiator_id]
    with suppress(Refused):
        return flow.consult(seat.run.matter, seat.number, people, Question(words=words), by=by)
    return []


def answer(office: Office, asked: Consultation) -> None:
    """The initiator answers what they were asked."""
    question = asked.words.values_list("text", flat=True).first()
    words = dict(office.data["asking"])[question]
    with suppress(Refused):
        flow.answer(asked, words, by=office.actor(asked.member))


def circulate(office: Office, matter: Matter, story: Story) -> None:
    """The initiator shows colleagues what has come of it."""
    chance = story.chance("circulate")
    readers = chance.sample([m.pk for m in office.people if m.pk != story.who.pk], 3)
    words = chance.choice(office.data["remarks"])
    with suppress(Refused):
        flow.circulate(matter, readers, words, by=office.actor(story.who))


def read(office: Office, circulation: Circulation) -> None:
    """A reader gives the receipt."""
    chance, by = random.Random(circulation.pk), office.actor(circulation.member)  # noqa: S311
    with suppress(Refused):
        flow.mark_circulation_read(circulation, chance.choice(office.data["receipts"]), by=by)
        if chance.random() < 0.12:
            near = [m.pk for m in office.people if office.actor(m).unit_id == by.unit_id]
            onward = [pk for pk in near if pk != by.member_id][:3]
            words = chance.choice(office.data["remarks"])
            flow.circulate(circulation.matter, onward, words, by=by)


def keep_an_eye(office: Office, request: Request, story: Story) -> None:
    """Some follow what they have asked for; some link it to what they asked for before."""
    by, chance = office.actor(story.who), story.chance("eye")
    if chance.random() < 0.12:
        flow.follow(request.matter, by=by)
    former = Matter.objects.filter(initiator=story.who).exclude(pk=request.matter_id)
    other = former.order_by("-pk").first()
    if other and chance.random() < 0.2:
        flow.relate(request.matter, [other], by=by)


def open_seats(matter: Matter) -> list[Seat]:
    """The turns of people that are open."""
    rows = Seat.objects.filter(run__matter=matter, state=Seat.State.OPEN, member__isnull=False)
    return list(rows.select_related("member", "run__matter__initiator").order_by("number"))


def _transfer(office: Office, request: Request, seat: Seat, by: Actor) -> None:
    loaded = store.load(request.matter_id)
    to = transferable_to(loaded, seat.number).order_by("code").first()
    if to:
        words = Deed(opinion=office.data["opinions"]["transfer"][0])
        flow.transfer(request.matter, seat.number, to.pk, words, by=by)


def _opinion(office: Office, verb: str, chance: random.Random) -> str:
    told = office.data["opinions"]
    words: str = chance.choice(told.get(verb) or told["agree"])
    return words


def _cleaned(
    office: Office, request: Request, story: Story, seat: Seat, values: dict[str, Any]
) -> Any:
    """What this step fills in; None when it needs nothing."""
    posted = pens.filled_at(office, request.version, story, seat.node, values)
    if not posted:
        return None
    rights = access.at_step(request.version, seat.node)
    by = office.actor(cast(Member, seat.member))
    return filling.clean(request.record.definition, rights, posted, values, actor=by)


def _chosen(office: Office, story: Story) -> dict[str, tuple[int, ...]]:
    """Whom the initiator picks for later steps: heads of other units."""
    chance, found = story.chance("chosen"), {}
    others = [each.pk for each in office.heads if each.pk != story.who.pk]
    for step in definition_of(office.versions[story.key].flow_version_id).steps:
        for rule in step.handlers:
            if isinstance(rule, InitiatorsChoice):
                found[step.key] = tuple(chance.sample(others, min(rule.most, 3)))
    return found
