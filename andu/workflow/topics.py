"""Who may listen to a matter's open page: those who take part in it."""

from andu.kit import plain
from andu.kit.actor import Actor
from andu.realtime.registry import Topic
from andu.workflow.models import Matter


def _may_listen(actor: Actor, key: str) -> bool:
    return Matter.objects.visible_to(actor).filter(pk=plain.number(key)).exists()


MATTER = Topic("matter", _may_listen)
