"""Reads for the pages."""

from django.db.models import Count, Q

from andu.kit.keyset import Page, page
from andu.organisation.models import Organisation
from andu.webhooks.models import Hook, HookQuery, Sending

SHOWN = 30


def hooks_of(organisation: Organisation) -> HookQuery:
    """The hooks of an organisation, the latest first, with what was not delivered (`dead`)."""
    dead = Count("sendings", filter=Q(sendings__state=Sending.State.DEAD))
    rows = Hook.objects.filter(organisation=organisation).annotate(dead=dead)
    return rows.order_by("-id")


def log_of(hook: Hook, after: str, *, dead: bool) -> Page:
    """What was sent, the latest first; only what was given up if asked so."""
    rows = Sending.objects.filter(hook=hook)
    rows = rows.filter(state=Sending.State.DEAD) if dead else rows
    return page(rows, ("-id",), after, SHOWN)
