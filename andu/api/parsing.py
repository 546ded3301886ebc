"""What programs send, read so that every database, page and hash can hold it."""

import json
import math
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

LARGEST = 2**63 - 1


class Plain(Parser):
    """JSON without half surrogates, NULs, numbers no database holds, or bottomless nesting; what
    is raised here is answered as a body that can't be read."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The body. ValueError when something in it can't be kept."""
        try:
            said: DictStrAny = json.loads(request.body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        require_plain(said)
        return said


def require_plain(said: Any) -> None:
    """ValueError when a text, key or number in it can't be kept; any depth."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif not _is_plain(one):
            raise ValueError("can't be kept")


def _is_plain(one: Any) -> bool:
    if isinstance(one, str):
        return "\x00" not in one and not any("\ud800" <= char <= "\udfff" for char in one)
    if isinstance(one, float):
        return math.isfinite(one)
    return not isinstance(one, int) or abs(one) <= LARGEST
