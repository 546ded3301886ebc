"""The other way round: which lines of audiences name a person."""

from django.db.models import Q

from andu.organisation.models import Appointment, AudienceLine

Kind = AudienceLine.Kind


def lines_naming(member_id: int) -> Q:
    """A condition on AudienceLine: those that name this person, by whatever they are or hold now.

    A list of things with audiences asks once for all of them; two statements.
    """
    places = Appointment.objects.current().filter(member_id=member_id)
    held = list(places.values_list("unit_id", "unit__path", "post_id"))
    above = {int(part) for _unit, path, _post in held for part in path.split("/") if part}
    return (
        Q(kind=Kind.EVERYBODY)
        | Q(kind=Kind.MEMBER, member=member_id)
        | Q(kind=Kind.GROUP, group__members=member_id)
        | Q(kind=Kind.POST, post__in={post for _unit, _path, post in held if post})
        | Q(kind=Kind.UNIT, unit__in={unit for unit, _path, _post in held})
        | Q(kind=Kind.SUBTREE, unit__in=above)
    )
