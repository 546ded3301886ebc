"""What a receiver checks: that a message is ours and new."""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from django.conf import settings

from andu.webhooks.models import Hook, Sending

MARK = "andu_hook_"


def secret_of(hook: Hook) -> str:
    """The hook's secret: worked out, never kept, so a copy of the database alone forges nothing.
    Another installation key makes other secrets."""
    made = hmac.new(settings.SECRET_KEY.encode(), f"webhook.{hook.nonce}".encode(), hashlib.sha256)
    return MARK + made.hexdigest()


def headers(hook: Hook, sending: Sending, at: datetime) -> dict[str, str]:
    """The signature covers the time and the body, as they go over the wire."""
    stamp = str(int(at.timestamp()))
    signed = f"{stamp}.{sending.body}".encode()
    made = hmac.new(secret_of(hook).encode(), signed, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "Andu-Webhook/1",
        "X-Andu-Id": str(sending.key), "X-Andu-Event": sending.kind,
        "X-Andu-Timestamp": stamp, "X-Andu-Signature": f"v1={made}",
    }  # fmt: skip


def body_of(sending: Sending, said: dict[str, Any]) -> str:
    """The message: which, of what, when, and what is said of it."""
    whole = {
        "id": str(sending.key), "event": sending.kind, "time": sending.made_at.isoformat(), **said,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
