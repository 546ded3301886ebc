"""What goes with an opinion beside its words: papers, handwriting, and whom it mentions."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from andu.files import receiving, storing
from andu.files.models import File
from andu.forms.filling.attachments import file_value
from andu.forms.showing.files import Card, cards, no_link
from andu.kit.request import Request
from andu.kit.verdict import Refused, Verdict, no, require, yes
from andu.workflow.models import Enclosure
from andu.workflow.papers import staged_in
from andu.workflow.picking import Picked, picked
from andu.workflow.saying import Enclosed

PAPERS, HAND, MENTIONED, NEW = "enclosed", "handwritten", "mentioned", "-new"
MOST = 10
PICTURES = {"png", "jpg", "webp"}
LARGEST_HAND = 2 * 1024 * 1024


@dataclass
class Opined:
    """The papers and the handwriting (files this person has staged), who is mentioned, and what is
    wrong with any of it. A refused act brings all of it back."""

    papers: list[File] = field(default_factory=list)
    hands: list[File] = field(default_factory=list)
    mentioned: Picked = field(default_factory=Picked)
    verdict: Verdict = yes

    @property
    def cards(self) -> list[Card]:
        """The papers as lines of the page."""
        return cards([file_value(one) for one in self.papers], no_link)

    @property
    def hand_cards(self) -> list[Card]:
        """The handwriting as a line of the page."""
        return cards([file_value(one) for one in self.hands], no_link)

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """For the record of the act."""
        kinds = [*((one, Enclosure.Kind.PAPER) for one in self.papers),
                 *((one, Enclosure.Kind.HANDWRITING) for one in self.hands)]  # fmt: skip
        return tuple(
            Enclosed(file=one.pk, name=one.name, sm3=one.sm3, kind=str(kind)) for one, kind in kinds
        )

    @property
    def is_open(self) -> bool:
        """Whether there is anything to show again."""
        return bool(self.papers or self.hands or self.mentioned.people or self.mentioned.text)


def opined(request: Request) -> Opined:
    """What a post says; uploads are stored first and stay staged when the act is refused."""
    found = Opined(mentioned=picked(request.POST, MENTIONED, request.actor))
    found.papers, wrong = _files(request, PAPERS, MOST)
    found.hands, spoilt = _files(request, HAND, 1)
    if any(one.kind not in PICTURES for one in found.hands):
        spoilt = no(_("手写意见要用图片（PNG 或 JPG），请重新书写或拍照上传。"), "not-a-picture")
        found.hands = []
    found.verdict = found.mentioned.verdict and (wrong and spoilt)
    return found


def taken(request: Request) -> File:
    """One paper sent by itself, staged."""
    return receiving.taken(request, f"{PAPERS}{NEW}")


def require_sound(said: Opined) -> None:
    """Refused when an upload or a name was wrong."""
    require(said.verdict)


def _files(request: Request, name: str, most: int) -> tuple[list[File], Verdict]:
    """Those staged before and those in this post; the newest win where only one may be."""
    found = staged_in(request.POST, request.actor, name)
    uploads = [one for one in request.FILES.getlist(f"{name}{NEW}") if one.size]
    try:
        found += [_stored(one, name, request) for one in uploads[: most + 1]]
    except Refused as error:
        return found, error.verdict
    if len(found) > most > 1:
        return found, no(_("意见最多附 {most} 份附件，请减少。").format(most=most), "too-many")
    return found[-most:], yes


def _stored(upload: Any, name: str, request: Request) -> File:
    limit = LARGEST_HAND if name == HAND else None
    return storing.store(upload, by=request.actor, limit=limit)
