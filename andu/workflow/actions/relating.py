"""The verbs of related matters: relate, unrelate."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.workflow import rules
from andu.workflow.events import Related, Unrelated
from andu.workflow.models import Matter, Relation


@transaction.atomic
def relate(matter: Matter, others: Iterable[Matter], *, by: Actor) -> int:
    """Link matters the person sees to one of theirs (关联); returns how many links are new."""
    matter, others = lock(matter), list(others)
    require(rules.may_relate(by, matter, others))
    known = Relation.objects.of(matter.pk).values_list("lower_id", "upper_id")
    linked = {pk for pair in known for pk in pair}
    fresh = [other for other in others if other.pk not in linked]
    Relation.objects.bulk_create([_link(matter, other, by) for other in fresh])
    for other in fresh:
        record(Related(other=str(other), other_id=other.pk), by=by, on=matter)
    return len(fresh)


@transaction.atomic
def unrelate(matter: Matter, other: Matter, *, by: Actor) -> None:
    """Take a link away again: by who made it, or by the initiator of the matter."""
    matter = lock(matter)
    pair = sorted((matter.pk, other.pk))
    link = Relation.objects.filter(lower_id=pair[0], upper_id=pair[1]).first()
    require(rules.may_unrelate(by, matter, link))
    if link is not None:
        link.delete()
    record(Unrelated(other=str(other), other_id=other.pk), by=by, on=matter)


def _link(matter: Matter, other: Matter, by: Actor) -> Relation:
    lower, upper = sorted((matter.pk, other.pk))
    return Relation(
        lower_id=lower, upper_id=upper, member_id=by.member_id or 0, member_name=by.name,
        at=timezone.now(),
    )  # fmt: skip
