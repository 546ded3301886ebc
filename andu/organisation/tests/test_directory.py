from andu.organisation import directory
from andu.organisation.models import Appointment, Member
from tests.cast import actor_of, give_right


def test_a_clerks_superiors_run_up_the_line(clerk, office_head, director):
    assert directory.nth_superior(clerk, 1) == office_head
    assert directory.nth_superior(clerk, 2) == director
    assert directory.nth_superior(clerk, 3) is None


def test_a_recorded_superior_counts_before_the_head(clerk, finance_head):
    Appointment.objects.filter(member=clerk).update(superior=finance_head)
    assert directory.superior(clerk) == finance_head


def test_a_circle_of_superiors_ends(clerk, office_head):
    Appointment.objects.filter(member=clerk).update(superior=office_head)
    Appointment.objects.filter(member=office_head).update(superior=clerk)
    assert directory.nth_superior(clerk, 5) is None


def test_the_head_of_a_unit_without_one_is_found_above(bureau, director):
    office = bureau.units["office"]
    Appointment.objects.filter(unit=office, duty="head").update(duty="member")
    assert directory.nearest_heads(office) == [director]


def test_rights_reach_as_far_as_their_grant(bureau, clerk):
    give_right(clerk, "x.y.z", scope=bureau.units["office"])
    actor = actor_of(clerk)
    assert actor.holds("x.y.z", within=bureau.units["office"].path)
    assert not actor.holds("x.y.z", within=bureau.units["finance"].path)
    assert not actor.holds("x.y.z")


def test_people_of_other_organisations_are_invisible(clerk, outsider):
    seen = Member.objects.visible_to(actor_of(clerk))
    assert clerk in seen
    assert outsider not in seen
