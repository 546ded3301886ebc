"""The job that looks at all matters of an organisation after posts have changed."""

import logging
from collections import Counter
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.jobs import Rank, later
from andu.notify.telling import Note, tell_note
from andu.workflow.actions.reseating import reseat
from andu.workflow.jobs.reseating import matters_with_rules
from andu.workflow.models import Displacement, Matter
from andu.workflow.notify import DISPLACED
from andu.workflow.owning import administrators_of_matter
from andu.workflow.succession import the_system

log = logging.getLogger(__name__)


@transaction.atomic
def look_at_posts(organisation_id: int, *, by: Actor) -> int:
    """Let the job look whether turns follow who is in a post now, once for all changes of the same
    minute; returns the organisation."""
    after = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    key = f"workflow.reseat:{organisation_id}:{after:%Y%m%d%H%M}"
    later(_reseat_turns, organisation_id, key=key, run_after=after, rank=Rank.BULK)
    return organisation_id


def _reseat_turns(organisation_id: int) -> int:
    """The job: matter by matter, each in its own transaction; called again after a kill, or twice,
    it finds done what was done. Returns how many turns are newly listed."""
    by = the_system(organisation_id)
    listed: list[Displacement] = []
    try:
        for matter in matters_with_rules(organisation_id):
            listed += _looked_at(matter, by)
    finally:  # what is listed is not newly listed when the worker comes back to it
        _tell(listed)
    return len(listed)


def _looked_at(matter: Matter, by: Actor) -> list[Displacement]:
    try:
        return reseat(matter, by=by)
    except (OperationalError, InterfaceError):
        raise  # the database is away or busy: the worker comes back to it
    except Exception:  # a fault with one keeps no other waiting
        log.exception("the turns of matter %s could not be looked at", matter.pk)
        return []


def _tell(listed: list[Displacement]) -> None:
    """One notice for each administrator, however many turns there are."""
    one_each = {row.run.matter.unit_id: row.run.matter for row in listed}
    keepers = {unit: set(administrators_of_matter(one)) for unit, one in one_each.items()}
    counts = Counter(who.pk for row in listed for who in keepers[row.run.matter.unit_id])
    for keeper, count in counts.items():
        title = _("岗位变动后，{n} 件待办的办理人要核对").format(n=count)
        note = Note(title=title, link=reverse("portal:desk"), kind=DISPLACED.code)
        tell_note([keeper], note, by=the_system(listed[0].run.matter.organisation_id))
