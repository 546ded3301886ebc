import logging
import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.config import env
from andu.kit.jobs import clock, worker


class Command(BaseCommand):
    help = _("执行后台任务和定时任务。Run jobs and what the clock starts.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How to run."""
        parser.add_argument("--once", action="store_true", help=_("做完到期的任务就结束"))
        parser.add_argument("--threads", type=int, default=env.number("ANDU_JOB_THREADS", 2))

    def handle(self, *, once: bool, threads: int, **options: Any) -> None:
        """Work until SIGTERM or SIGINT; what has begun is finished, or handed back in time."""
        if once:
            clock.tick(timezone.now())
            worker.drain()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if not worker.work(stop, threads):
            logging.shutdown()
            os._exit(0)  # its threads are in the midst of jobs that are others' now
