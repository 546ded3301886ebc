"""What the matter behind an address is called."""

import re

from andu.kit.actor import Actor
from andu.workflow.models import Matter

ADDRESS = re.compile(r"/w/(\d{1,18})(?:[?#]|$)", re.ASCII)


def title_at(link: str, actor: Actor) -> str:
    """Its title, if the actor may see it; "" for anything else."""
    found = ADDRESS.match(link)
    rows = Matter.objects.visible_to(actor).filter(pk=int(found[1]) if found else 0)
    return rows.values_list("title", flat=True).first() or "" if found else ""
