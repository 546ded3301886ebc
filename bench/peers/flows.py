"""The leave, and chains of n steps, as viewflow says them."""

from collections.abc import Callable
from typing import Any

from django.views.generic import View
from viewflow import this
from viewflow.workflow import flow, lock

from bench.peers.models import LeaveProcess

# Set before the first instance: who acts.
USERS: list[Any] = []


def owner(place: int) -> Callable[[Any], Any]:
    """The person of a step."""
    return lambda _activation: USERS[place]


def view(place: int) -> Any:
    """A step of one person."""
    return flow.View(View.as_view()).Assign(owner(place))


class LeaveFlow(flow.Flow):
    """Submit, three at once, the manager, for more than three days the director."""

    process_class = LeaveProcess
    lock_impl = lock.select_for_update_lock
    start = flow.Start(View.as_view()).Next(this.split)
    split = flow.Split().Next(this.c1).Next(this.c2).Next(this.c3)
    c1 = view(1).Next(this.join)
    c2 = view(2).Next(this.join)
    c3 = view(3).Next(this.join)
    join = flow.Join().Next(this.manager)
    manager = view(4).Next(this.check)
    check = flow.If(lambda activation: activation.process.days > 3)
    check = check.Then(this.director).Else(this.end)
    director = view(5).Next(this.end)
    end = flow.End()


def chain(length: int) -> type[flow.Flow]:
    """So many steps in a row, the start being the first."""
    body: dict[str, Any] = {
        "process_class": LeaveProcess, "lock_impl": lock.select_for_update_lock,
        "__module__": __name__, "end": flow.End(),
        "start": flow.Start(View.as_view()).Next(this.s2),
    }  # fmt: skip
    for number in range(2, length + 1):
        body[f"s{number}"] = view(1).Next(
            getattr(this, f"s{number + 1}") if number < length else this.end
        )
    made = type(f"Chain{length}", (flow.Flow,), body)
    globals()[made.__name__] = made  # viewflow finds a flow again by its import path
    return made
