"""How to reach a person, said by the person (ID-14)."""

from dataclasses import dataclass

from django.db import transaction

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation import rules
from andu.organisation.events import ProfileFilled
from andu.organisation.models import Member


@dataclass(frozen=True)
class Reach:
    """Ways to reach a person."""

    phone: str = ""
    mobile: str = ""
    email: str = ""


@transaction.atomic
def fill_profile(member: Member, reach: Reach, *, by: Actor) -> Member:
    """Keep how to reach oneself; colleagues read it in the directory (ID-15)."""
    member = lock(member)
    require(rules.may_fill_profile(by, member, reach.email))
    changed = [name for name, said in vars(reach).items() if getattr(member, name) != said]
    if not changed:
        return member
    for name in changed:
        setattr(member, name, getattr(reach, name))
    member.save(update_fields=changed)
    labels = [str(getattr(Member._meta.get_field(name), "verbose_name", "")) for name in changed]
    record(ProfileFilled(what="、".join(labels)), by=by, on=member)
    return member
