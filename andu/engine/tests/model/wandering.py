"""Commands for a run, most of them possible and some wrong, chosen by what the run looks like."""

import random
from collections.abc import Callable
from typing import Any

from andu.engine import (
    BEFORE,
    AddSigners,
    Agree,
    Automatic,
    Claim,
    Complete,
    Configuration,
    Consign,
    Definition,
    Disagree,
    Expire,
    Fork,
    Group,
    How,
    Jump,
    LimitAct,
    MarkRead,
    Mode,
    Nature,
    ReadCounts,
    Reassign,
    Release,
    RemoveSigner,
    Reorder,
    Report,
    Resubmit,
    Resume,
    Return,
    ReturnWay,
    Revive,
    Seat,
    SeatState,
    Start,
    Step,
    Suspend,
    TakeBack,
    Terminate,
    TimeUp,
    Transfer,
    Void,
    Where,
    Withdraw,
    open_seats,
    positions_in,
    seats_in,
)  # fmt: skip
from andu.engine.copies import copy_of
from andu.engine.tests.model.material import BOSS, KINDS, ME, PEOPLE


class Wanderer:
    """Gives one command after the other."""

    def __init__(self, chance: random.Random, definition: Definition) -> None:
        self.chance = chance
        self.definition = definition
        self.targets = [
            key
            for key, node in definition.nodes.items()
            if isinstance(node, Step | Fork) or getattr(node, "task", None)
        ]
        copied = [key for key in self.targets if key in definition.tables]
        self.targets += [copy_of(key, row) for key in copied for row in (1, 2, 3)]

    def next(self, state: Configuration) -> Any:
        if state.initiator is None:
            return Start(ME) if self.chance.random() < 0.98 else Agree(1, 1)
        if state.outcome is not None:
            wrong = self.wrong(state)
            revive = Revive(BOSS, self.chance.choice(self.targets))
            return self.chance.choice((Void(BOSS), revive, revive, revive, wrong, Resume(BOSS)))
        if state.suspended and self.chance.random() < 0.7:
            return Resume(BOSS)
        kind = self.chance.choices(list(KINDS), list(KINDS.values()))[0]
        turns = list(open_seats(state))
        if kind in ("report", "expire") or not turns:
            return self.machine(kind, state)
        seat = self.chance.choice(turns)
        if seat.who.is_pool and kind != "time_up" and self.chance.random() < 0.7:
            return self.take(seat)
        return self.draw(kind, state, seat)

    def machine(self, kind: str, state: Configuration) -> Any:
        """Mostly where the machine stands, or a place that an alarm watches."""
        live = list(positions_in(state.position))
        at_work = [p for p in live if isinstance(self.definition.nodes[p.node], Automatic)]
        watched = [(p, a.key) for p in live for a in self.definition.alarms[p.node]]
        if watched and (kind == "expire" or not at_work) and self.chance.random() < 0.95:
            place, alarm = self.chance.choice(watched)
            return Expire(place.visit, alarm)
        if at_work and self.chance.random() < 0.95:
            return Report(self.chance.choice(at_work).visit, self.chance.random() < 0.75)
        somewhere = self.chance.randint(1, state.visits)
        return self.chance.choice(
            (Report(somewhere), Expire(somewhere, "nowhere"), Withdraw(ME.member))
        )

    def draw(self, kind: str, state: Configuration, seat: Seat) -> Any:
        of_seat: dict[str, Callable[[Seat, Configuration], Any]] = {
            "act": self.act, "return": self.return_, "transfer": self.transfer, "add": self.add,
            "claim": self.claim, "release": self.release, "time_up": self.time_up,
        }  # fmt: skip
        of_run: dict[str, Callable[[Configuration], Any]] = {
            "take_back": self.take_back, "reassign": self.reassign, "wrong": self.wrong,
            "remove": self.remove, "reorder": self.reorder,
        }  # fmt: skip
        if kind in of_seat:
            return of_seat[kind](seat, state)
        if kind in of_run:
            return of_run[kind](state)
        if kind == "jump":
            return Jump(BOSS, self.chance.choice([*self.targets, "nowhere"]))
        plain = {"withdraw": Withdraw(ME.member), "suspend": Suspend(BOSS)}
        return {**plain, "terminate": Terminate(BOSS), "void": Void(BOSS)}[kind]

    def act(self, seat: Seat, state: Configuration) -> Any:
        by, what = seat.who.member, self.chance.random()
        step = self.step_of(seat, state)
        if step.key == self.definition.drafting.key:
            return Resubmit(by, seat.id)
        if step.nature is Nature.READ:
            return MarkRead(by, seat.id)
        if step.nature is Nature.WORK or (seat.helps and what < 0.95):
            return Complete(by, seat.id)
        if what < 0.8:
            return Agree(by, seat.id)
        counts = self.chance.choice((ReadCounts.AGREE, ReadCounts.DISAGREE))
        return Disagree(by, seat.id) if what < 0.92 else MarkRead(by, seat.id, counts)

    def step_of(self, seat: Seat, state: Configuration) -> Step:
        for position in positions_in(state.position):
            node = self.definition.nodes[position.node]
            if isinstance(node, Step) and seat in seats_in(position.inner):
                return node
        raise ValueError(seat)

    def return_(self, seat: Seat, state: Configuration) -> Return:
        visited = ["", *dict.fromkeys(position.node for position in state.past)]
        targets = visited if self.chance.random() < 0.85 else self.targets
        way = self.chance.choice((None, ReturnWay.STRAIGHT, ReturnWay.STRAIGHT, ReturnWay.REWALK))
        return Return(seat.who.member, seat.id, self.chance.choice(targets), way)

    def transfer(self, seat: Seat, state: Configuration) -> Transfer:
        return Transfer(seat.who.member, seat.id, self.chance.choice(PEOPLE))

    def time_up(self, seat: Seat, state: Configuration) -> TimeUp:
        acts = (LimitAct.PASS, LimitAct.PASS, LimitAct.TRANSFER, LimitAct.RETURN)
        act = self.chance.choice(acts) if self.chance.random() < 0.98 else LimitAct.REMIND
        to = self.chance.choice(PEOPLE) if act is LimitAct.TRANSFER else None
        back = self.chance.choice(("", BEFORE, BEFORE, *self.targets, "nowhere"))
        return TimeUp(seat.id, act, back, to)

    def add(self, seat: Seat, state: Configuration) -> AddSigners | Consign:
        people = tuple(self.chance.choices(PEOPLE, k=self.chance.choice((1, 1, 2, 3))))
        if self.chance.random() < 0.2:
            return Consign(seat.who.member, seat.id, people[0])
        modes = (Mode.ALL, Mode.ANY, Mode.IN_ORDER)
        shape = self.chance.choice(list(Where)), self.chance.choice(modes)
        return AddSigners(seat.who.member, seat.id, people, *shape)

    def take(self, seat: Seat) -> Claim:
        """From a pool, mostly as one of its people."""
        who = self.chance.choice(PEOPLE)
        is_odd = self.chance.random() < 0.05
        return Claim(BOSS if is_odd else who.member, seat.id, who)

    def claim(self, seat: Seat, state: Configuration) -> Claim:
        """Mostly where there is something to claim."""
        for position in positions_in(state.position):
            step = self.definition.nodes[position.node]
            seats = list(seats_in(position.inner)) if isinstance(step, Step) else []
            if isinstance(step, Step) and step.mode is Mode.ONE and len(seats) > 1:
                open_now = [each for each in seats if each.state is SeatState.OPEN]
                seat = self.chance.choice(open_now or [seat])
        return Claim(seat.who.member, seat.id)

    def release(self, seat: Seat, state: Configuration) -> Release:
        for position in positions_in(state.position):
            claimed = getattr(position.inner, "claimed", 0)
            seat = next((each for each in open_seats(state) if each.id == claimed), seat)
        return Release(seat.who.member, seat.id)

    def reorder(self, state: Configuration) -> Reorder:
        for position in positions_in(state.position):
            group = position.inner
            if isinstance(group, Group) and group.mode is Mode.IN_ORDER:
                seats = [each for each in group.members if isinstance(each, Seat)]
                waiting = [each.id for each in seats if each.state is SeatState.WAITING]
                self.chance.shuffle(waiting)
                return Reorder(BOSS, tuple(waiting))
        return Reorder(BOSS, tuple(each.id for each in open_seats(state)))

    def remove(self, state: Configuration) -> RemoveSigner:
        seats = [seat for seat in everybody(state) if seat.added_by]
        silent = [each for each in seats if each.state in (SeatState.OPEN, SeatState.WAITING)]
        seats = silent if silent and self.chance.random() < 0.9 else seats
        seat = self.chance.choice(seats) if seats else next(open_seats(state))
        return RemoveSigner(seat.added_by or ME.member, seat.id)

    def take_back(self, state: Configuration) -> TakeBack:
        """Mostly something done a short while ago."""
        closed, given = [], []
        for seat in everybody(state):
            is_act = seat.how is not How.SUBMITTED or self.chance.random() < 0.1
            if seat.state is SeatState.CLOSED and is_act:
                closed.append(TakeBack(seat.who.member, seat.id))
            if seat.given_by is not None:
                given.append(TakeBack(seat.given_by.member, seat.given_from))
        if given and self.chance.random() < 0.4:
            return self.chance.choice(given)
        if not closed:
            return TakeBack(ME.member, 1)
        closed.sort(key=lambda command: command.seat)
        return (
            self.chance.choice(closed[-3:])
            if self.chance.random() < 0.7
            else (self.chance.choice(closed))
        )

    def reassign(self, state: Configuration) -> Reassign:
        undecided = (SeatState.OPEN, SeatState.WAITING)
        seats = [seat for seat in everybody(state) if seat.state in undecided]
        own = self.chance.random() < 0.5
        return Reassign(BOSS, self.chance.choice(seats).id, self.chance.choice(PEOPLE), own=own)

    def wrong(self, state: Configuration) -> Any:
        """Somebody does something to some seat."""
        chance = self.chance
        seats = list(everybody(state))
        seat = chance.choice(seats)
        number = seat.id if chance.random() < 0.7 else chance.randint(1, state.seats + 2)
        by = chance.choice((seat.who.member, chance.choice(PEOPLE).member))
        to = chance.choice(PEOPLE)
        return chance.choice((
            Agree(by, number), Disagree(by, number), Complete(by, number),
            MarkRead(by, number, ReadCounts.REFUSE),
            Return(by, number, chance.choice([*self.targets, "nowhere"]), ReturnWay.CHOOSE),
            Resubmit(by, number), Withdraw(by), TakeBack(by, number), Transfer(by, number, to),
            AddSigners(by, number, (), Where.AFTER), Consign(by, number, to),
            AddSigners(by, number, (to,), Where.BESIDE, Mode.ONE), RemoveSigner(by, number),
            Reassign(BOSS, number, to), Resume(BOSS), Start(ME), TimeUp(number, LimitAct.PASS),
        ))  # fmt: skip


def everybody(state: Configuration) -> list[Seat]:
    """Everybody in what stands or passed."""
    places = (*positions_in(state.position), *state.past)
    return [seat for place in places for seat in _own(place)]


def _own(place: Any) -> list[Seat]:
    return list(seats_in(place.inner)) if isinstance(place.inner, Group) else []
