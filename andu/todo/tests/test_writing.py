from andu.todo.models import FAR_FUTURE, Todo
from andu.todo.writing import close_for, close_for_one, note_opening, open_rows
from tests.cast import actor_of


def line(member, seat=1, **more):
    values = {"matter_id": 7, "title": "差旅费报销", "link": "/w/7", **more}
    return Todo(assignee=member, organisation=member.organisation, seat_id=seat, **values)


def test_a_line_opens_once_with_the_defaults_of_the_database(clerk):
    open_rows([line(clerk)])
    open_rows([line(clerk)])
    todo = Todo.objects.get()
    assert todo.due == FAR_FUTURE
    assert not todo.has_due
    assert (todo.kind, todo.step, todo.opened) == ("todo", "", None)
    assert todo.arrived


def test_one_seat_may_wait_for_two_people(clerk, director):
    open_rows([line(clerk), line(director)])
    assert Todo.objects.count() == 2
    assert close_for([1]) == 2
    assert not Todo.objects.exists()


def test_reading_takes_only_ones_own_line_away(clerk, director):
    open_rows([line(clerk, None, kind="read"), line(director, None, kind="read"), line(clerk)])
    assert close_for_one(clerk.pk, 7, "read") == 1
    assert Todo.objects.filter(assignee=clerk).get().kind == "todo"
    assert Todo.objects.count() == 2


def test_statements_do_not_grow_with_the_lines(clerk, django_assert_num_queries):
    with django_assert_num_queries(1):
        open_rows([line(clerk, seat) for seat in range(50)])
    with django_assert_num_queries(1):
        close_for(range(50))


def test_the_first_opening_is_noted_and_stays(clerk, director):
    open_rows([line(clerk), line(director)])
    note_opening(7, by=actor_of(clerk))
    first = Todo.objects.get(assignee=clerk).opened
    note_opening(7, by=actor_of(clerk))
    assert Todo.objects.get(assignee=clerk).opened == first
    assert Todo.objects.get(assignee=director).opened is None


def test_nobody_reads_another_inbox(clerk, director, system_administrator):
    open_rows([line(clerk)])
    assert not Todo.objects.visible_to(actor_of(director)).exists()
    assert Todo.objects.visible_to(actor_of(clerk)).exists()
