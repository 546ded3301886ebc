"""Who may listen to a matter's open page: those who take part in it."""

from andu.kit.actor import Actor
from andu.realtime.registry import Topic
from andu.workflow.models import Matter


def _may_listen(actor: Actor, key: str) -> bool:
    return key.isdecimal() and Matter.objects.visible_to(actor).filter(pk=int(key)).exists()


MATTER = Topic("matter", _may_listen)
