import http.client
import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.translation import gettext as _

from andu.config import env
from andu.config.serve import lifeline, refusals, supervisor


class Command(BaseCommand):
    help = _("启动服务：网页、即时消息和后台任务。Start the server: pages, websockets and jobs.")

    requires_system_checks = ()  # its own refusals are one line each

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default=env.text("ANDU_HOST", "127.0.0.1"))
        parser.add_argument("--port", type=_port, default=settings.PORT)

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        """Refuse what can't work, then run until stopped. Under `make run`, dies with make."""
        lifeline.hold(watched=False)
        if port != settings.PORT:
            _start_again(port)
        refusals.refuse_unsafe_production()
        refusals.refuse_plain_http(host)
        refusals.refuse_bad_folder(env.DATA)
        with refusals.refuse_second_server(env.DATA):
            refusals.refuse_taken_port(host, port)
            if warning := refusals.refuse_old_database():
                self.stderr.write(f"andu: {warning}")
            connections.close_all()
            os.environ["ANDU_HOST"] = host
            import_module(settings.ROOT_URLCONF)  # once, for all who are forked from here
            supervisor.watch(supervisor.standard_children(), self._announcer(host, port))

    def _announcer(self, host: str, port: int) -> Any:
        """Says once that the server answers."""
        ready = False

        def announce() -> None:
            nonlocal ready
            if not ready and _answers(host, port):
                ready = True
                name = f"[{host}]" if ":" in host else host
                line = _("案牍已就绪：http://{host}:{port}/ （按 Ctrl+C 停止）")
                self.stdout.write(line.format(host=name, port=port))
                self.stdout.flush()

        return announce


def _start_again(port: int) -> None:
    """The settings know the port, so they are read anew with it."""
    os.environ["ANDU_PORT"] = str(port)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def _port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65534:
        raise ValueError(text)
    return number


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection(host, port, timeout=1)
    try:
        asked.request("GET", "/healthz", headers={"Host": "localhost"})
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
