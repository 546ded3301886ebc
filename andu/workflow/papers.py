"""Papers that go with a question or an answer: uploads and what this person has staged before."""

from typing import Any

from django.utils.translation import gettext as _

from andu.files import storing
from andu.files.models import File
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no

NAME, NEW, DROPPED = "enclosed", "enclosed-new", "enclosed-drop"  # as beside an opinion
MOST = 10


def staged_in(posted: Any, by: Actor, name: str = NAME) -> list[File]:
    """The files named in a post that wait for this person to use them, without those dropped."""
    dropped = set(posted.getlist(f"{name}-drop"))
    ids = [plain.number(one) for one in posted.getlist(name) if one not in dropped]
    found = File.objects.staged_by(by).in_bulk([one for one in ids if one])
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def papers_from(posted: Any, files: Any, by: Actor) -> tuple[int, ...]:
    """The same with the uploads of the post, by id; Refused where they are too many, one may not
    come in, or one that is named is not there."""
    named = {one for one in posted.getlist(NAME) if one not in set(posted.getlist(DROPPED))}
    found = staged_in(posted, by)
    if len(found) < len(named):
        raise Refused(no(_("有附件已经失效，请重新上传。"), "gone"))
    uploads = [one for one in files.getlist(NEW) if one.size]
    if len(found) + len(uploads) > MOST:
        raise Refused(no(_("最多附 {most} 份附件，请减少。").format(most=MOST), "too-many"))
    return tuple(one.pk for one in [*found, *(storing.store(one, by=by) for one in uploads)])
