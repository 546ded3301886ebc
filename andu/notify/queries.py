"""The list behind the bell, and its figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.keyset import Page, page
from andu.notify import doors
from andu.notify.channels import POP, all_channels, all_kinds
from andu.notify.models import Notice, Preference, Rhythm
from andu.notify.rhythms import beats_of

ORDER = ("-read_at", "-id")
MOST_COUNTED = 100
MOST_FRESH = 10


@dataclass(frozen=True)
class Group:
    """Notices of one page that lead to the same place: the latest, and those before it."""

    first: Notice
    rest: tuple[Notice, ...] = ()

    @property
    def ids(self) -> str:
        """All of them, for the box that marks them read."""
        return " ".join(str(one.pk) for one in (self.first, *self.rest))


def notices_of(
    actor: Actor, after: str = "", size: int = 30, *, kind: str = "", unread: bool = False
) -> Page:
    """A page of the person's notices: the unread first, then those read last; what they may no
    longer open is marked."""
    rows = Notice.objects.visible_to(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if unread:
        rows = rows.unread()
    found = page(rows, ORDER, after, size)
    doors.marked(actor, found.items)
    return found


def grouped(notices: Iterable[Notice]) -> list[Group]:
    """Those of one matter together, in the place of the first; the unread apart from the read."""
    found: dict[object, list[Notice]] = {}
    for one in notices:
        alone = one.is_withheld or not one.link
        found.setdefault(one.pk if alone else (one.link, one.is_unread), []).append(one)
    return [Group(first, tuple(rest)) for first, *rest in found.values()]


def kinds_of(actor: Actor) -> list[tuple[str, Any]]:
    """The kinds of which the person has notices, in words."""
    held = set(
        Notice.objects.visible_to(actor).order_by().values_list("kind", flat=True).distinct()
    )
    return [(kind.code, kind.label) for kind in all_kinds() if kind.code in held]


def fresh(actor: Actor, since: str) -> list[Notice]:
    """Unread notices that came after a moment (microseconds) and may pop up, the latest first; at
    most ten. Quiet hours, kinds the person does not want to see pop up, and what they may no
    longer open are left out."""
    if not (since.isascii() and since.isdigit() and len(since) <= 16):
        return []
    at = datetime.fromtimestamp(int(since) / 1_000_000, UTC)
    rows = Notice.objects.visible_to(actor).unread().filter(created__gt=at)
    found = list(rows.order_by("-id")[:MOST_FRESH])
    if not found or not actor.member_id or not actor.organisation_id:
        return []
    beat = beats_of({actor.member_id: actor.organisation_id})[actor.member_id]
    now, silent = timezone.now(), _silent(actor)
    found = [one for one in found if one.kind not in silent and not beat.is_quiet(now, one.urgency)]
    return [one for one in doors.marked(actor, found) if not one.is_withheld]


def _silent(actor: Actor) -> set[str]:
    rows = Preference.objects.filter(member_id=actor.member_id or 0, channel=POP, wanted=False)
    return set(rows.values_list("kind", flat=True))


def rhythm_of(actor: Actor) -> Rhythm | None:
    """When the person has chosen to be told; None: as the organisation says."""
    return Rhythm.objects.filter(member_id=actor.member_id or 0).first()


@dataclass(frozen=True)
class Choice:
    """One kind and one way: the name of the box, and whether it is ticked."""

    name: str
    label: Any
    wanted: bool


def ways() -> list[tuple[str, Any, bool]]:
    """Code, label and default of every way people may choose: popping up, and the channels."""
    return [(POP, _("弹出提示"), True), *(
        (way.code, way.label, way.by_default) for way in all_channels()
    )]  # fmt: skip


def choices_of(actor: Actor) -> list[tuple[Any, list[Choice]]]:
    """Every kind with a choice for every way; one statement."""
    rows = Preference.objects.filter(member_id=actor.member_id or 0)
    chosen = {(row.kind, row.channel): row.wanted for row in rows}
    return [
        (kind.label, [
            Choice(f"{kind.code}:{code}", label, chosen.get((kind.code, code), default))
            for code, label, default in ways()
        ])
        for kind in all_kinds()
    ]  # fmt: skip


def unread_count(actor: Actor) -> int:
    """How many notices are unread, counted up to 100; one statement."""
    unread = Notice.objects.visible_to(actor).unread().order_by()
    return unread.values("pk")[:MOST_COUNTED].count() if actor.member_id else 0
