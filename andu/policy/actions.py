"""The verbs of this room."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, no, require
from andu.policy import rules, showing
from andu.policy.declaring import Setting
from andu.policy.events import Decided
from andu.policy.models import Decision
from andu.policy.places import Place
from andu.policy.reading import decisions, forget, value


@transaction.atomic
def decide(
    setting: Setting,
    new: Any,
    *,
    by: Actor,
    at: Place | None = None,
    basis: str = "",
    locked: bool = False,
) -> Decision:
    """Give a setting a new value from now on; the old one stays in the record (RO-18).

    `locked` keeps the places below from deciding otherwise.
    """
    place = at or Place()
    require(rules.may_decide(by, setting, place.level))
    before = showing.shown(setting.type, _before(setting, place))
    decision = Decision(
        code=setting.code, level=place.level, place=place.id, text=_written(setting, new),
        since=timezone.now(), basis=basis, locked=locked, by_account=by.account_id, by_name=by.name,
    )  # fmt: skip
    decision.save()
    transaction.on_commit(forget)
    event = Decided(
        label=str(setting.label),
        before=before,
        after=showing.shown(setting.type, setting.type.read(decision.text)),
        place=place.name or _("全系统"),
    )
    record(event, by=by, on=decision, basis=basis)
    return decision


def _before(setting: Setting, place: Place) -> Any:
    decided = decisions().get((setting.code, place.level, place.id))
    return setting.type.read(decided[0]) if decided else value(setting)


def _written(setting: Setting, new: Any) -> str:
    try:
        return str(setting.type.write(new))
    except (ValueError, TypeError):
        reason = _("“{label}”的值不在允许的范围内，请改正后再保存。").format(label=setting.label)
        raise Refused(no(reason, "bad-value")) from None
