"""The transaction of an act."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

Given = ParamSpec("Given")
Made = TypeVar("Made")


def joined(act: Callable[Given, Made]) -> Callable[Given, Made]:
    """Part of the act that calls it, in a transaction of its own when there is none: a refusal
    ends the whole act, so the two statements of a savepoint are saved. Who wants to go on after a
    refusal calls it within a `transaction.atomic()` of its own.
    """

    @wraps(act)
    def within(*args: Given.args, **named: Given.kwargs) -> Made:
        if _is_acting():
            return act(*args, **named)
        with transaction.atomic():
            return act(*args, **named)

    return within


def _is_acting() -> bool:
    """Whether a transaction is open; that which surrounds a whole test is nobody's act."""
    blocks = transaction.get_connection().atomic_blocks
    return bool(blocks) and not getattr(blocks[-1], "_from_testcase", False)
