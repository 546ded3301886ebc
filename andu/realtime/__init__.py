"""Live pages: a nudge says what changed, the page fetches the truth through its ordinary view.

A room declares in topics.py who may listen; an action calls `nudge("member:3")`; the one websocket
process tells the listening pages. Nothing but the topic's name goes over the socket.
"""

from andu.realtime.nudging import nudge, recheck
from andu.realtime.registry import Topic

__all__ = ["Topic", "nudge", "recheck"]
