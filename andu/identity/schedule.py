"""What the clock starts here."""

from django.utils.translation import gettext as _

from andu.identity import actions
from andu.kit.actor import Actor
from andu.kit.jobs import every


def tidy_sessions() -> None:
    """End what nobody came back to, so that lists of open sessions tell the truth."""
    actions.tidy(by=Actor(code="system", name=_("系统"), terminal="system"))


every("identity.tidy_sessions", tidy_sessions, seconds=1800)
