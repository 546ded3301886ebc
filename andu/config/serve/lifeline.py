"""No child outlives the supervisor, not even when that is killed with -9. Standard library only."""

import ctypes
import os
import signal
import sys
import threading
import time

VARIABLE = "ANDU_SUPERVISOR"
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_held: list[threading.Thread] = []


def hold(name: str = "", *, watched: bool = True) -> None:
    """Die with the parent and with the supervisor. Does nothing when there is no supervisor.

    Linux kills us the moment the parent dies; a watch, once a second, covers other systems and
    grandchildren. `name` is what `ps` shows.
    """
    supervisor = int(os.environ.get(VARIABLE, "0"))
    if not supervisor or (_held and _held[0].is_alive()):
        return
    parent = os.getppid()
    if _is_linux():
        control = ctypes.CDLL(None, use_errno=True).prctl
        control(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if name:
            control(_PR_SET_NAME, name.encode(), 0, 0, 0)
    if os.getppid() != parent or not _is_alive(supervisor):
        os._exit(1)
    if watched or not _is_linux():
        watch = threading.Thread(target=_watch, args=(parent, supervisor), daemon=True)
        _held[:] = [watch]
        watch.start()


def _is_linux() -> bool:
    return sys.platform == "linux"


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
