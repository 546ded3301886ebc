"""The request a number in an address means, for this person."""

from django.shortcuts import get_object_or_404

from andu.approvals.models import Request as Paper
from andu.kit.request import Request


def found(request: Request, number: int) -> Paper:
    """The request of a matter the person may see, with the matter; 404 for any other number, one
    that no database holds included."""
    return get_object_or_404(
        Paper.objects.visible_to(request.actor).select_related("matter"), matter__pk=number
    )
