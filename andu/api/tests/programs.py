"""Programs that work for somebody of the cast."""

import uuid
from typing import Any

from django.test import Client

from andu.api import actions
from andu.organisation.models import Member
from tests.cast import actor_of


class Program(Client):
    """A client with a token; bodies go as JSON, answers come as what they say."""

    def ask(self, path: str, **query: str) -> Any:
        """GET; the answer's JSON."""
        return self.get(f"/api/{path}", query).json()

    def send(self, path: str, key: str = "", **said: Any) -> Any:
        """POST, with a new key unless one is given; the answer itself."""
        more = {"HTTP_IDEMPOTENCY_KEY": key or uuid.uuid4().hex}
        return self.post(f"/api/{path}", said, content_type="application/json", **more)


def program(member: Member, scope: str = "act", days: int = 90) -> Program:
    """A program with a fresh token of this member."""
    _token, words = actions.make_token("测试程序", scope, days, by=actor_of(member))
    return Program(HTTP_AUTHORIZATION=f"Bearer {words}")
