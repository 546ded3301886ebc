"""A whole crowd on one post, for the stories of pools."""

from andu.engine import Mode, Step
from andu.engine.handlers import NamedPerson, PostHolders
from andu.organisation.models import Appointment, Member, Post
from andu.workflow.models import Matter, Seat
from andu.workflow.tests.conftest import begin, line
from tests.cast import make_account

AGENTS = PostHolders("agent")


def crowd(unit, count: int, first: int = 0) -> list[Member]:
    """So many people on the post "agent" of a unit; those with an account are the first three."""
    post, _ = Post.objects.get_or_create(
        organisation=unit.organisation, code="agent", defaults={"name": "经办员"}
    )
    people = Member.objects.bulk_create(
        Member(organisation=unit.organisation, code=f"a{n}", name=f"经办{n}")
        for n in range(first, first + count)
    )
    Appointment.objects.bulk_create(
        Appointment(member=one, unit=unit, post=post, is_main=True) for one in people
    )
    for one in people[:3] if not first else ():
        one.account = make_account(one.code, one.name)
        one.save()
    return people


def pooled(clerk, *steps: Step, **more) -> Matter:
    """A matter whose first step is for whoever of the crowd takes it."""
    do = Step(key="do", name="经办", mode=Mode.ONE, handlers=(AGENTS,), **more)
    last = Step(key="last", name="复核", handlers=(NamedPerson("finance_head"),))
    return begin(clerk, line(do, *steps, last))


def pool_seat(matter: Matter) -> int:
    """The number of the open seat that stands for many."""
    return Seat.objects.get(run__matter=matter, member=None, state="open").number
