"""A signature is adopted, and dropped."""

from django.db import transaction
from django.utils import timezone

from andu.audit.recording import record
from andu.files import storing
from andu.files.models import File
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Member
from andu.stationery import rules
from andu.stationery.events import SignatureAdopted, SignatureDropped
from andu.stationery.models import Signature


@transaction.atomic
def adopt_signature(picture: File, *, by: Actor) -> Signature:
    """Use a picture (as `drawing.staged` gives it) from now on; the former one ends here."""
    require(rules.may_sign(by))
    member = lock(Member.objects.get(pk=by.member_id or 0))
    (kept,) = storing.keep([picture.pk], by=by)
    now = timezone.now()
    member.signatures.in_force().update(until=now)
    made = Signature.objects.create(member=member, file=kept, since=now)
    record(SignatureAdopted(sm3=kept.sm3), by=by, on=made)
    return made


@transaction.atomic
def drop_signature(signature: Signature, *, by: Actor) -> Signature:
    """Sign with the name alone from now on; what was signed keeps its picture."""
    signature = lock(signature)
    require(rules.may_drop(by, signature))
    signature.until = timezone.now()
    signature.save(update_fields=["until"])
    record(SignatureDropped(), by=by, on=signature)
    return signature
