"""Deciding several matters with one word: each on its own, by the rules of its room."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import Refused, require
from andu.portal import rules
from andu.portal.models import Batch, BatchItem
from andu.portal.queries import batches
from andu.workflow.actions import keep_vacancy
from andu.workflow.kinds import decide_briefly
from andu.workflow.models import Matter
from andu.workflow.trace import next_holders


@transaction.atomic
def start_batch(
    verb: str, matters: Sequence[int], opinion: str = "", token: str = "",
    late_reason: str | None = None, *, by: Actor,
) -> Batch:  # fmt: skip
    """Put a batch down: which matters (ids; those the person may not see are left out), what to
    say to each, and why some come late (None: nobody asked yet). Nothing is decided yet. The same
    request finds the first one's batch; with another content it is refused."""
    seen = set(Matter.objects.visible_to(by).filter(pk__in=matters).values_list("pk", flat=True))
    chosen = [pk for pk in dict.fromkeys(matters) if pk in seen]
    require(rules.may_batch(by, verb, chosen, opinion))
    late = len(batches.late_among(by, verb, chosen))
    require(rules.may_batch_late(by, late, late_reason))
    said = {"verb": verb, "opinion": opinion, "late_reason": (late_reason or "").strip()}
    batch, is_new = Batch.objects.get_or_create(
        member_id=by.member_id or 0, key=by.key or uuid.uuid4().hex,
        defaults={**said, "token": token},
    )  # fmt: skip
    if is_new:
        BatchItem.objects.bulk_create(BatchItem(batch=batch, matter_id=pk) for pk in chosen)
    else:
        require(rules.may_be_found_again(batch, said, chosen))
    return batch


@transaction.atomic
def decide_item(item: BatchItem, *, by: Actor) -> BatchItem:
    """Decide one matter of a batch; a refusal stays with the item, with its reason. Once decided
    it is not decided again."""
    item = lock(item, "batch", "matter")
    batch = item.batch
    require(rules.may_go_on(by, batch))
    if item.state != BatchItem.State.WAITING:
        return item
    try:
        with transaction.atomic():
            own = by.with_key(f"batch-{batch.pk}-{item.matter_id}")
            matter = decide_briefly(
                item.matter, batch.verb, batch.opinion, batch.late_reason, by=own
            )
            item.state, item.said = BatchItem.State.DONE, next_holders(matter)
    except Refused as refused:
        keep_vacancy(item.matter, refused, by=by)
        item.state, item.said = BatchItem.State.REFUSED, str(refused.verdict.reason)[:500]
    item.save(update_fields=["state", "said"])
    return item


@transaction.atomic
def undo_batch(batch: Batch, *, by: Actor) -> Batch:
    """撤销: take back everything a batch has done, as far as nobody has built on it; a batch of
    its own, once."""
    require(rules.may_go_on(by, batch))
    done = batch.items.filter(state=BatchItem.State.DONE).values_list("matter_id", flat=True)
    own = by.with_key(f"undo-{batch.pk}")
    return start_batch(Batch.Verb.TAKE_BACK, list(done), token=batch.token, by=own)
