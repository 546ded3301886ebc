"""What the clock starts here."""

from django.utils.translation import gettext as _

from andu.audit import actions
from andu.audit.rights import READ
from andu.kit.actor import Actor
from andu.kit.jobs import every


def verify_nightly() -> None:
    """Check all chains; a break shows on the page of checks."""
    actions.verify(by=Actor(code="system", name=_("系统"), rights={READ.code: ("",)}))


every("audit.verify", verify_nightly, daily="03:40")
