"""Whom grants of roles reach: in person, by a post held now, by a group."""

from django.db.models import Q, QuerySet

from andu.organisation.models import Appointment, Grant, Group, Member


def holders(grants: QuerySet[Grant]) -> QuerySet[Member]:
    """Everybody present whom one of these grants reaches, each once. Three look-ups: joined, they
    multiply each other, and a database that knows no figures yet walks the whole product."""
    posts = Appointment.objects.current().filter(post__in=grants.values("post"))
    groups = Group.members.through.objects.filter(group__in=grants.values("group"))
    found = (
        Q(pk__in=grants.values("member"))
        | Q(pk__in=posts.values("member"))
        | Q(pk__in=groups.values("member"))
    )
    return Member.objects.present().filter(found)
