"""No child outlives the supervisor, not even when that is killed with -9. Standard library only."""

import ctypes
import os
import signal
import sys
import threading
import time

VARIABLE = "ANDU_SUPERVISOR"
_PR_SET_PDEATHSIG = 1
_held: list[threading.Thread] = []


def hold() -> None:
    """Die with the parent and with the supervisor. Does nothing when there is no supervisor.

    Linux kills us the moment the parent dies; a watch, once a second, covers other systems and
    grandchildren.
    """
    supervisor = int(os.environ.get(VARIABLE, "0"))
    if not supervisor or (_held and _held[0].is_alive()):
        return
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent or not _is_alive(supervisor):
        os._exit(1)
    watch = threading.Thread(target=_watch, args=(parent, supervisor), daemon=True)
    _held[:] = [watch]
    watch.start()


def _watch(parent: int, supervisor: int) -> None:
    while os.getppid() == parent and _is_alive(supervisor):
        time.sleep(1)
    os._exit(1)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
