"""Random flows, random acts: the rows, the lines on desks and the history always tell the same."""

from contextlib import suppress
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from andu.audit.verifying import breaks
from andu.engine import ReturnWay, open_seats, positions_in, targets
from andu.engine.tests.drawing import FLAGS, PEOPLE, definitions
from andu.kit.verdict import Refused
from andu.todo.models import Todo
from andu.workflow import actions, compiled, store, store_orm
from andu.workflow.actions.deciding import Back
from andu.workflow.actions.starting import Subject
from andu.workflow.landing import landings
from andu.workflow.loading import replayed
from andu.workflow.models import History, Matter, Run
from andu.workflow.rights import ADMINISTER
from andu.workflow.saying import Deed
from andu.workflow.tests.conftest import alone, begin, countersign, seat_of, version_of
from tests.cast import actor_of, give_right, make_member

STEPS = 8
FEW = settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture,
    ],
)  # fmt: skip


@pytest.fixture
def actors(bureau, clerk):
    """Who the drawn flows name, and the clerk who starts them, by id."""
    unit = bureau.units["finance"]
    made = [make_member(unit, code, code) for code in PEOPLE]
    give_right(clerk, ADMINISTER.code)
    alone(clerk)
    return {member.pk: actor_of(member) for member in (*made, clerk)}


WHOLE = (
    actions.withdraw, actions.terminate, actions.suspend, actions.resume, actions.void,
)  # fmt: skip


def acts(loaded, clerk, people):
    """Verbs worth trying here, wrong ones among them: (verb, member, seat, back)."""
    places = [one.key for one in landings(loaded, clerk.pk)]
    leap = actions.jump if loaded.configuration.is_running else actions.revive
    found = [(leap, clerk.pk, key, None) for key in places]
    if not loaded.configuration.is_running:
        return found
    found += [(verb, clerk.pk, 0, None) for verb in WHOLE]
    if loaded.configuration.suspended:
        found += [(actions.resume, clerk.pk, 0, None)] * 12
    for seat in open_seats(loaded.configuration):
        who = seat.who.member
        found += [(actions.agree, who, seat.id, None)] * 8
        found += [(actions.agree, clerk.pk, seat.id, None)]
        found += [
            (verb, who, seat.id, None)
            for verb in (actions.disagree, actions.mark_read, actions.resubmit)
        ]
        for target in targets(loaded.definition, loaded.configuration, seat.id):
            found += [(actions.return_, who, seat.id, Back(target, way)) for way in ReturnWay]
        found += [(actions.transfer, who, seat.id, other) for other in people]
    for row in loaded.seats.values():
        if row.state in ("open", "waiting"):
            found += [(actions.reassign, clerk.pk, row.number, other) for other in people[:2]]
        if row.state == "closed":
            found += [(actions.take_back, row.member_id, row.number, None)] * 4
    return found


def nesting(configuration):
    """In which fork every visit lies: no part of what makes configurations equal."""
    places = (*positions_in(configuration.position), *configuration.past)
    return {each.visit: each.inside for each in places}


def assert_all_tell_the_same(matter):
    loaded = store.load(matter.pk)
    assert loaded.configuration == replayed(loaded.run)
    assert nesting(loaded.configuration) == nesting(replayed(loaded.run))
    assert loaded.configuration == store_orm.load(matter.pk).configuration
    open_now = {seat.id: seat.who.member for seat in open_seats(loaded.configuration)}
    lines = Todo.objects.filter(matter_id=matter.pk).values_list("seat_id", "assignee_id")
    due = {} if loaded.configuration.suspended else open_now
    assert sorted(lines) == sorted((loaded.seats[n].pk, who) for n, who in due.items())
    rows = {n: row.member_id for n, row in loaded.seats.items() if row.state == "open"}
    assert rows == open_now
    assert loaded.matter.is_open == loaded.configuration.is_running == bool(open_now)
    assert loaded.matter.is_running == bool(due)
    links = list(History.objects.filter(run=loaded.run).order_by("sequence"))
    assert all(link.is_sound() for link in links)
    assert all(b.previous_hash == a.hash for a, b in pairwise(links))
    assert (loaded.run.sequence, loaded.run.head) == (len(links), links[-1].hash)


def wander(data, clerk, actors):
    compiled.definition_of.cache_clear()  # numbers of rolled-back versions come again
    flags = st.fixed_dictionaries({flag: st.booleans() for flag in FLAGS})
    version = version_of(clerk.organisation, data.draw(definitions()))
    subject = Subject(kind="test", title="请示")
    matter = actions.start(version, subject, Deed(facts=data.draw(flags)), by=actors[clerk.pk])
    for _step in range(STEPS):
        assert_all_tell_the_same(matter)
        found = acts(store.load(matter.pk), clerk, list(actors))
        if not found:  # declared void
            break
        verb, who, seat, back = data.draw(st.sampled_from(found))
        deed = Deed(opinion="理由", facts=data.draw(flags))
        more = [seat] if verb not in WHOLE else []
        more += [back] if back else []
        with suppress(Refused):
            verb(matter, *more, deed, by=actors[who])
    assert_all_tell_the_same(matter)


@FEW
@given(data=st.data())
def test_rows_lines_and_history_always_tell_the_same(data, clerk, actors):
    with transaction.atomic():
        with suppress(Refused):  # nobody found for a step: refused at the start
            wander(data, clerk, actors)
        assert not list(breaks())
        transaction.set_rollback(True)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_both_ways_of_loading_read_the_same(clerk, office_head, finance_head):
    matter = begin(clerk, countersign("finance_head", "registrar"))
    actions.agree(matter, seat_of(matter, office_head), by=actor_of(office_head))
    back = Back(way=ReturnWay.STRAIGHT)
    seat, deed = seat_of(matter, finance_head), Deed(opinion="请补充 𠮷 🙂")
    actions.return_(matter, seat, back, deed, by=actor_of(finance_head))
    actions.resubmit(matter, seat_of(matter, clerk), by=actor_of(clerk))
    one, other = store.load(matter.pk), store_orm.load(matter.pk)
    assert one.run.by_history
    assert one.configuration == other.configuration
    assert columns(one.run) == columns(other.run)
    assert columns(one.matter) == columns(other.matter)
    for mine, theirs in ((one.seats, other.seats), (one.visits, other.visits)):
        assert {n: columns(r) for n, r in mine.items()} == {
            n: columns(r) for n, r in theirs.items()
        }


def test_what_has_no_run_is_not_loaded(db):
    with pytest.raises(Run.DoesNotExist):
        store.load(987654)
    assert not Matter.objects.exists()
