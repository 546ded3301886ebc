"""What a production installation may not look like (C39): the server refuses to start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from andu.config import env

SHORTEST_SECRET = 40
SHORTEST_TOKEN = 16


def faults() -> list[str]:
    """Every reason not to start, each saying what to do; empty outside production."""
    if not env.PRODUCTION:
        return []
    secret = env.text("ANDU_SECRET_KEY")
    found = []
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        found.append(_("生产环境须设置 ANDU_SECRET_KEY（随机字符，至少 40 位）。"))
    if settings.DEBUG:
        found.append(_("生产环境不能开启 ANDU_DEBUG，请去掉这一变量。"))
    hosts = env.words("ANDU_HOSTS")
    if not hosts or any("*" in host or host.startswith(".") for host in hosts):
        found.append(_("生产环境须在 ANDU_HOSTS 中写明域名，不能使用通配。"))
    token = env.text("ANDU_METRICS_TOKEN")
    if token and len(token) < SHORTEST_TOKEN:
        found.append(_("ANDU_METRICS_TOKEN 太短，请用至少 16 位的随机字符，或去掉这一变量。"))
    return found


def check_production(**kwargs: Any) -> list[CheckMessage]:
    """The same as Django system checks, for `andu check`."""
    return [Error(fault, id=f"andu.P{n:03}") for n, fault in enumerate(faults(), 1)]
