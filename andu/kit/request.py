"""The request as our views see it: Django's, with the person on it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from andu.kit.actor import Actor


class Request(HttpRequest):
    """`account` is who signed in, `member` who that is in the office, `actor` who acts."""

    account: Any
    member: Any
    actor: Actor
    htmx: HtmxDetails
