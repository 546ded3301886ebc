"""What goes with some opinions of the demo: a paper, a word by hand, a colleague mentioned."""

from dataclasses import dataclass

from andu.approvals.models import Request
from andu.config.demo import handwriting, papers
from andu.config.demo.office import Office
from andu.config.demo.plan import Story
from andu.files.models import File
from andu.kit.actor import Actor
from andu.organisation.models import Member
from andu.workflow.models import Enclosure, Participant
from andu.workflow.saying import Enclosed

PAPER, HAND, MENTION = 0.06, 0.05, 0.07  # shares of the opinions that agree


@dataclass(frozen=True)
class Said:
    """The words of an opinion, what is enclosed, whom it mentions (id to name)."""

    opinion: str
    files: tuple[Enclosed, ...] = ()
    mentions: tuple[tuple[int, str], ...] = ()


def said(office: Office, request: Request, story: Story, seat: int, words: str, by: Actor) -> Said:
    """An opinion that agrees, and with a few of them something more."""
    chance, told = story.chance("said", seat), office.told("desks")
    drawn = chance.random()
    if drawn < PAPER:
        rows = [[words, ""], [by.name, by.unit]]
        file = papers.attach(chance.choice(told["papers"]), request.matter.title, rows, by=by)
        return Said(words, (_enclosed(file, Enclosure.Kind.PAPER),))
    if drawn < PAPER + HAND:
        file = handwriting.agreed(chance, by=by)
        return Said(words, (_enclosed(file, Enclosure.Kind.HANDWRITING),))
    if drawn < PAPER + HAND + MENTION:
        others = _present(request, by)
        if others:
            one = chance.choice(others)
            more = chance.choice(told["mention"]).format(name=one.name)
            return Said(words + more, mentions=((one.pk, one.name),))
    return Said(words)


def _present(request: Request, by: Actor) -> list[Member]:
    """Colleagues who see the matter already."""
    parts = Participant.objects.filter(matter=request.matter_id).exclude(member=by.member_id)
    ids = parts.values_list("member_id", flat=True)
    return list(Member.objects.present().filter(pk__in=ids).order_by("code"))


def _enclosed(file: File, kind: str) -> Enclosed:
    return Enclosed(file=file.pk, name=file.name, sm3=file.sm3, kind=str(kind))
