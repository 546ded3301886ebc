"""逐级审批: who comes next must be the next level of the reporting line (WF-11).

The rule is a step's own, else the policy's. It is asked where people choose who comes next (the
initiator's picks, a transfer), and of the levels a flow names when it is published.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from andu.engine import Alarm, Definition, Fork, Step
from andu.engine.handlers import (
    FromField,
    FromMatrix,
    HandlerRule,
    HandlersChoice,
    InitiatorsChoice,
    NamedPerson,
    PostHolders,
    RoleHolders,
    Superior,
    Superiors,
    When,
)
from andu.engine.nodes import Levels, Mode
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.directory import reporting_line
from andu.organisation.models import Member, Unit
from andu.policy.reading import value
from andu.workflow.directory import Asking, people
from andu.workflow.loading import Loaded
from andu.workflow.models import Seat, Visit
from andu.workflow.policy import LEVEL_BY_LEVEL

Below = tuple[Member, Unit | None]
"""Somebody whose next level is asked for, and in which of their units."""

Line = tuple[Member, list[Member]]
"""Somebody and who is above, from the next level up."""

LONGEST = 1000
TOP = 20
"""As many levels as "to the top" counts for."""

UNDONE = (Visit.State.STRUCK, Visit.State.ASIDE)
"""What was agreed to there counts no more, or not while it is put aside."""

ELSEWHERE = (NamedPerson, PostHolders, RoleHolders, FromField)
"""Rules that say nothing about the initiator's line: a skip is looked for across them."""


def is_strict(step: Step, organisation_id: int, units: tuple[int, ...]) -> bool:
    """Whether the step is bound to the line: as it says, else as the policy says for the unit with
    this line of ids."""
    if step.levels is not Levels.POLICY:
        return step.levels is Levels.STRICT
    return bool(value(LEVEL_BY_LEVEL, organisation=organisation_id, units=units))


def keeps_to_line(loaded: Loaded, asking: Asking, by: Actor, leap: str = "") -> Verdict:
    """Whether what the initiator picks, or whoever passes a matter on, keeps to the line, step by
    step; the initiator may pick over somebody's head with the reason `leap`, for then those passed
    over sign first (WF-12)."""
    for key, picked in asking.choices.items():
        if not picked:
            continue
        step = loaded.definition.step(key)
        passes_on = any(isinstance(rule, HandlersChoice) for rule in step.rules)
        below = by.member_id if passes_on else None
        lines = lines_to_choose(loaded.definition, step, asking, below)
        for member in Member.objects.filter(pk__in=picked).order_by("pk"):
            verdict = is_next(step.name, member, lines)
            if verdict.code == "leap" and not passes_on:
                passed = passed_by_pick(lines, member, asking)
                beside = any(who.pk in picked for who in passed)
                verdict = verdict if beside else may_pick_over(step, verdict, passed, leap)
            if not verdict:
                return verdict
    return yes


def may_pick_over(
    step: Step, verdict: Verdict, passed: Sequence[Member], reason: str
) -> Verdict:  # fmt: skip
    """Whether the initiator may pick somebody over these people's heads: with a reason, where
    signers may be added and all who are picked have their turn at once."""
    if not can_be_leapt(step):
        return verdict
    if len(reason) > LONGEST:
        return no(_("越级理由最多 {most} 字，请精简。").format(most=LONGEST), "too-long")
    if reason.strip() or not passed:
        return yes
    words = _("{said}确需越级的，请写明越级理由，由{passed}先加签。")
    names = "、".join(who.name for who in passed)
    return no(words.format(said=verdict.reason, passed=names), verdict.code)


def can_be_leapt(step: Step) -> bool:
    """Whether whoever is picked for this step may have others sign before them: nobody sits there
    but those picked, all at once."""
    picked = all(isinstance(rule, InitiatorsChoice) for rule in step.rules)
    return picked and step.may_add and step.mode is not Mode.IN_ORDER


def passed_by_pick(lines: Sequence[Line], to: Member, asking: Asking) -> list[Member]:
    """The superiors below `to` whom such a pick passes over, the lowest first: on the line where
    there are fewest, without the initiator."""
    found = [line[: line.index(to)] for _who, line in lines if to in line]
    return [who for who in min(found, key=len, default=[]) if who.pk != asking.initiator.pk]


def lines_to_choose(
    definition: Definition, step: Step, asking: Asking, below: int | None = None
) -> list[Line]:
    """The lines whose next level may be picked for a step, by the initiator or by the handler
    `below`; none: whoever. Nobody is kept out while it depends on the form or on a pick to come who
    is before."""
    units = asking.unit.line if asking.unit else ()
    if not is_strict(step, asking.organisation_id, units):
        return []
    if below is not None:
        return lines_above([(who, None) for who in Member.objects.filter(pk=below)])
    expected = _expected_before(definition, step.key, asking)
    is_open = [
        key for key, found in expected.items()
        if not found or (key not in asking.choices and _reads_form(definition, key))
    ]  # fmt: skip
    return [] if is_open else lines_above([who for found in expected.values() for who in found])


def reads_form(rule: HandlerRule) -> bool:
    """Whether a rule names people by what the form says."""
    return isinstance(rule, FromField | FromMatrix | When) or bool(getattr(rule, "field", ""))


def may_get(loaded: Loaded, seat: int, to: Member, leap: str = "") -> Verdict:
    """Whether a turn may be handed on to somebody: the next level of who handled the step before,
    or of its holder; a higher one with the reason `leap`, for then those passed over sign first
    (WF-12)."""
    lines = lines_for(loaded, seat)
    verdict = next_or_over(loaded, seat, lines, to)
    if verdict or verdict.code != "leap":
        return verdict
    return may_leap(loaded, seat, verdict, passed_over(loaded, seat, lines, to), leap)


def next_or_over(loaded: Loaded, seat: int, lines: Sequence[Line], to: Member) -> Verdict:
    """Whether `to` is the next level on one of the lines, or a higher one with nobody left between
    to be passed over: for the picker and the rule alike."""
    verdict = is_next(step_of(loaded, seat), to, lines)
    if verdict.code != "leap":
        return verdict
    passed = passed_over(loaded, seat, lines, to)
    later = _sits_later(loaded, seat, passed)
    return yes if not passed else verdict if later is None else later


def may_leap(
    loaded: Loaded, seat: int, verdict: Verdict, passed: Sequence[Member], reason: str
) -> Verdict:
    """With a reason, where signers may be added: those passed over sign first. `verdict` says what
    is wrong without."""
    if not loaded.definition.step(loaded.seats[seat].node).may_add:
        return verdict
    later = _sits_later(loaded, seat, passed)
    if later is not None:  # a refusal is false
        return later
    if len(reason) > LONGEST:
        return no(_("越级理由最多 {most} 字，请精简。").format(most=LONGEST), "too-long")
    if reason.strip():
        return yes
    words = _("{said}确需越级的，请写明越级理由，由{passed}先加签。")
    names = "、".join(who.name for who in passed)
    return no(words.format(said=verdict.reason, passed=names), verdict.code)


def _sits_later(loaded: Loaded, seat: int, passed: Sequence[Member]) -> Verdict | None:
    """The refusal where one of those passed over comes later in the same step."""
    later = _waiting_beside(loaded, seat, passed)
    if later is None or not loaded.definition.step(loaded.seats[seat].node).may_add:
        return None
    words = _(
        "{who}也是“{step}”的办理人，排在后面，还没有轮到，不能越过。请自行办理，再由{who}办。"
    )
    return no(words.format(who=later.name, step=step_of(loaded, seat)), "sits-later")


def _waiting_beside(loaded: Loaded, seat: int, passed: Sequence[Member]) -> Member | None:
    """Who of them sits in the same step and has yet to be called: they cannot sit there twice."""
    visit = loaded.seats[seat].visit
    waiting = {
        row.owner for row in loaded.seats.values()
        if row.visit == visit and row.state == Seat.State.WAITING
    }  # fmt: skip
    return next((who for who in passed if who.pk in waiting), None)


def passed_over(loaded: Loaded, seat: int, lines: Sequence[Line], to: Member) -> list[Member]:
    """The superiors below `to` whom the matter would pass over, the lowest first: on the line where
    there are fewest, without those who have agreed to it already, as far as that counts, and those
    who have or had their turn beside the `seat`: nobody sits twice in one group."""
    found = [line[: line.index(to)] for _who, line in lines if to in line]
    heard = {
        row.owner for row in loaded.seats.values()
        if counts(loaded, row) or _is_beside(loaded.seats[seat], row)
    } | {loaded.matter.initiator_id}  # fmt: skip
    return [who for who in min(found, key=len, default=[]) if who.pk not in heard]


def passed_by_each(
    loaded: Loaded, seat: int, people: Sequence[Member], mode: Mode
) -> Iterator[tuple[Member, list[Member]]]:
    """Each of those who are asked to sign, with whom they pass over: not who was named for another
    of them already or, where they sign in order, is one of them before."""
    lines, added = lines_for(loaded, seat), list[Member]()
    signers: list[Member] = []
    for who in people:
        first = signers if mode is Mode.IN_ORDER else added
        passed = [one for one in passed_over(loaded, seat, lines, who) if one not in first]
        added += passed
        signers += [*passed, who]
        yield who, passed


def counts(loaded: Loaded, row: Seat) -> bool:
    """Whether somebody agreed there, and no return or jump has undone it."""
    visit = loaded.visits.get(row.visit)
    return row.how == "agreed" and visit is not None and visit.state not in UNDONE


def _is_beside(mine: Seat, row: Seat) -> bool:
    """Whether it is or was somebody's turn in the same step, which they did not hand on."""
    heard = row.state == Seat.State.CLOSED and row.how != "transferred"
    return row.visit == mine.visit and (heard or row.state == Seat.State.OPEN)


def step_of(loaded: Loaded, seat: int) -> str:
    """What the step of a seat is called."""
    return loaded.definition.step(loaded.seats[seat].node).name


def lines_for(loaded: Loaded, seat: int) -> list[Line]:
    """The lines whose next level may get the turn, the holder's own first; none: whoever. Read
    once: rule, command and words of an act ask the same."""
    if seat not in loaded.lines:
        loaded.lines[seat] = _lines_for(loaded, seat)
    found: list[Line] = loaded.lines[seat]
    return found


def _lines_for(loaded: Loaded, seat: int) -> list[Line]:
    row, matter = loaded.seats[seat], loaded.matter
    step = loaded.definition.step(row.node)
    units = matter.unit.line if matter.unit else ()
    if not is_strict(step, matter.organisation_id, units):
        return []
    nodes = steps_before(loaded.definition, step.key)
    handled = {one.member_id for one in loaded.seats.values()
               if one.node in nodes and one.state == Seat.State.CLOSED}  # fmt: skip
    handled = handled or {matter.initiator_id}
    rows = Member.objects.filter(pk__in={*handled, row.member_id}).order_by("pk")
    below = sorted(rows, key=lambda one: one.pk != row.member_id)  # the holder's own line is told
    return lines_above([(one, None) for one in below])


def lines_above(below: Sequence[Below]) -> list[Line]:
    """The lines of these people. Who has nobody above is at the top: nobody can be passed over."""
    lines = [(member, list(reporting_line(member, unit))) for member, unit in below]
    return [(member, line) for member, line in lines if line]


def is_next(step: str, to: Member, lines: Sequence[Line]) -> Verdict:
    """Whether `to` is the next level on one of the lines; without any, everybody is."""
    if not lines or any(line[0].pk == to.pk for _member, line in lines):
        return yes
    for member, line in lines:
        if to in line:
            at = line.index(to)
            words = _(
                "“{step}”要逐级审批：{who}是{below}的第 {n} 级上级，越过了{passed}。请改选{next}。"
            )
            passed = "、".join(each.name for each in line[:at])
            said = {"step": step, "who": to.name, "below": member.name, "next": line[0].name}
            return no(words.format(n=at + 1, passed=passed, **said), "leap")
    member, line = lines[0]
    words = _("“{step}”要逐级审批：{who}不是{below}的上一级。请改选{next}。")
    said = {"step": step, "who": to.name, "below": member.name, "next": line[0].name}
    return no(words.format(**said), "not-next-level")


def leaps(definition: Definition) -> Iterator[tuple[Step, int, int]]:
    """The steps for a superior of the initiator that pass over a level: the step, its level, and
    the highest level that comes before it (0: the initiator)."""
    for step in definition.steps:
        own = _levels(step)
        for level in sorted(own):
            before = _reached(definition, step.key, set())
            if level - 1 in own or None in before:
                continue
            lowest = min((each for each in before if each is not None), default=0)
            if level > lowest + 1:
                yield step, level, lowest


def steps_before(definition: Definition, key: str) -> frozenset[str]:
    """The steps that can come right before a step, the initiator's own included."""
    return frozenset(_walk_back(definition, key, set()))


def _expected_before(definition: Definition, key: str, asking: Asking) -> dict[str, list[Below]]:
    """Who will have handled each step before: the initiator, as picked, or as its rules name them
    now."""
    return {each: _expected_at(definition, each, asking)
            for each in sorted(steps_before(definition, key))}  # fmt: skip


def _expected_at(definition: Definition, key: str, asking: Asking) -> list[Below]:
    if key == definition.drafting.key:
        return [(asking.initiator, asking.unit)]
    picked = Member.objects.filter(pk__in=asking.choices.get(key, ()))
    rules = [
        rule for rule in definition.step(key).handlers
        if not isinstance(rule, InitiatorsChoice | HandlersChoice | When)
    ]  # fmt: skip
    named = list(picked) or [who for rule in rules for who in people(rule, asking)]
    return [(who, None) for who in named]


def _reads_form(definition: Definition, key: str) -> bool:
    return any(map(reads_form, definition.step(key).handlers))


def _reached(definition: Definition, key: str, seen: set[str]) -> set[int | None]:
    """How high the line has been climbed before a step, on each way there; None: no telling."""
    found: set[int | None] = set()
    for each in steps_before(definition, key) - seen:
        seen.add(each)
        step = definition.step(each)
        if each == definition.drafting.key:
            found.add(0)
        elif _levels(step):
            found.add(max(_levels(step)))
        elif all(isinstance(rule, ELSEWHERE) for rule in step.handlers):
            found |= _reached(definition, each, seen)
        else:
            found.add(None)
    return found


def _levels(step: Step) -> set[int]:
    found = {rule.level for rule in step.rules if isinstance(rule, Superior)}
    lines = (rule.level or TOP for rule in step.rules if isinstance(rule, Superiors))
    return found.union(*(range(1, level + 1) for level in lines))


def _walk_back(definition: Definition, key: str, seen: set[str]) -> Iterator[str]:
    for source in _sources(definition, key):
        if source in seen:
            continue
        seen.add(source)
        yield from _found_at(definition, source, seen)


def _found_at(definition: Definition, key: str, seen: set[str]) -> Iterator[str]:
    """The steps at a node or, where nobody waits, right before it."""
    node = definition.nodes[key]
    if isinstance(node, Step):
        yield key
    elif isinstance(node, Fork):
        for branch in node.branches:
            yield from _found_at(definition, branch.exit, seen)
    else:
        yield from _walk_back(definition, key, seen)


def _sources(definition: Definition, key: str) -> list[str]:
    """The nodes right before a node: along edges, and from the first of a branch out of it."""
    region = definition.regions[definition.region_of[key]]
    found = [edge.source for edge in region.edges if edge.target == key]
    if region.entry == key:
        found += _into(definition, region.key)
    return found


def _into(definition: Definition, region: str) -> list[str]:
    """The nodes right before a region: before a side way what its alarms watch."""
    nodes = definition.nodes.values()
    watched = [n.of for n in nodes if isinstance(n, Alarm) and n.opens == region]
    fork = definition.fork_of.get(region)
    if watched or not fork:
        return watched or [definition.drafting.key]
    return _sources(definition, fork)
