"""Records nobody can alter unseen: canonical encoding and SM3 chaining (C24, R23)."""

import datetime
import json
from typing import Any, ClassVar

from cryptography.hazmat.primitives import hashes
from django.db import models

GENESIS = ""


def canonical(value: Any) -> bytes:
    """One byte string for one value: JSON with sorted keys, no blanks, UTF-8, UTC times.

    Lone surrogates are escaped, so any text a person can send has an encoding.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain
    )
    return text.encode("ascii")


def _plain(value: Any) -> str:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return str(value)


def sm3(data: bytes) -> str:
    """The SM3 digest (GB/T 32905-2016) as 64 hexadecimal digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def link(previous: str, content: Any) -> str:
    """The hash of a record: its content bound to the record before it."""
    return sm3(previous.encode("ascii") + b"\n" + canonical(content))


class ChainedRecord(models.Model):
    """One link of a chain: who did what, when, in the words of the time. Never updated."""

    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    account_id = models.BigIntegerField(null=True)
    member_id = models.BigIntegerField(null=True)
    actor_code = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_post = models.CharField(max_length=80, blank=True)
    actor_unit = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    operator = models.CharField(max_length=80, blank=True)
    terminal = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True

    SEALED: ClassVar[tuple[str, ...]] = (
        "sequence", "at", "event", "details", "account_id", "member_id", "actor_code",
        "actor_name", "actor_post", "actor_unit", "on_behalf_of", "operator", "terminal",
        "address", "key",
    )  # fmt: skip

    def content(self) -> dict[str, Any]:
        """Everything the hash covers."""
        return {name: getattr(self, name) for name in self.SEALED}

    def seal(self) -> None:
        """Compute the hash from the content and the previous hash."""
        self.hash = link(self.previous_hash, self.content())

    def is_sound(self) -> bool:
        """Whether the stored hash still fits the stored content."""
        return self.hash == link(self.previous_hash, self.content())
