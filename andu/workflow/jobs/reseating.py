"""Matters with turns that posts, heads, roles or superiors decide, batch by batch."""

from collections.abc import Iterator

from andu.engine.nodes import Step
from andu.workflow.compiled import definition_of
from andu.workflow.models import Matter, Seat
from andu.workflow.reseating import is_ruled
from andu.workflow.turns import LIVE

BATCH = 200


def matters_with_rules(organisation_id: int) -> Iterator[Matter]:
    """Every running matter of an organisation with such a turn, once; read 200 turns at a time."""
    rows = Seat.objects.filter(
        state__in=LIVE, run__outcome="", run__suspended=None,
        run__matter__organisation=organisation_id,
    )  # fmt: skip
    found = rows.order_by("pk").values_list("pk", "run_id", "run__flow_version", "node")
    seen, after = set[int](), 0
    while batch := list(found.filter(pk__gt=after)[:BATCH]):
        for pk, run, version, node in batch:
            step = definition_of(version).nodes.get(node)
            if run not in seen and isinstance(step, Step) and is_ruled(step):
                seen.add(run)
                yield Matter.objects.get(run=run)
            after = pk
