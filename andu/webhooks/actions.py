"""The verbs of this room."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from andu.audit.recording import record
from andu.kit.actor import Actor
from andu.kit.events import Event
from andu.kit.locks import lock
from andu.kit.verdict import require
from andu.organisation.models import Organisation
from andu.webhooks import events, known, rules, signing
from andu.webhooks.models import Hook, Sending
from andu.webhooks.occasions import LABELS, NAME_OF, PUSHED, STATE_AFTER, TEST
from andu.workflow.machines import Trouble
from andu.workflow.models import Matter


@transaction.atomic
def add_hook(
    organisation: Organisation, name: str, url: str, kinds: Sequence[str], *, by: Actor
) -> Hook:
    """From now on this address hears of the organisation's matters. Where it leads is looked up
    before anything is locked: a name server may be slow. A form sent twice makes one."""
    require(rules.may_keep(by, organisation))
    require(rules.may_send_to(url))
    organisation = lock(organisation)
    if again := _asked_for(organisation, by):
        require(rules.may_see_again(again, (name, url, ",".join(kinds))))
        return again
    there = Hook.objects.filter(organisation=organisation, stopped_at=None)
    require(rules.may_add(name, url, kinds, list(there.values_list("url", flat=True))))
    hook = Hook.objects.create(
        organisation=organisation, name=name, url=url, kinds=",".join(kinds),
        nonce=secrets.token_hex(16), asked=_form_of(by), made_by=by.name,
    )  # fmt: skip
    known.changed()
    said = "、".join(str(LABELS[kind]) for kind in kinds)
    record(events.HookAdded(url=url[:200], kinds=said), by=by, on=hook)
    return hook


@transaction.atomic
def renew_secret(hook: Hook, *, by: Actor) -> Hook:
    """From now on messages are signed with another secret; the former is worth nothing. A form
    sent twice renews it once."""
    organisation = lock(hook.organisation)
    hook = lock(hook)
    require(rules.may_go_on(by, hook))
    if again := _asked_for(organisation, by):
        require(rules.may_see_again(again, (hook.name, hook.url, hook.kinds)))
        return again
    hook.nonce, hook.asked, hook.asked_at = secrets.token_hex(16), _form_of(by), timezone.now()
    hook.save(update_fields=["nonce", "asked", "asked_at"])
    known.changed()
    record(events.SecretRenewed(), by=by, on=hook)
    return hook


@transaction.atomic
def stop_hook(hook: Hook, *, by: Actor) -> Hook:
    """It hears nothing more; what waits is not sent."""
    hook = lock(hook)
    require(rules.may_go_on(by, hook))
    hook.stopped_at = timezone.now()
    hook.save(update_fields=["stopped_at"])
    known.changed()
    record(events.HookStopped(), by=by, on=hook)
    return hook


@transaction.atomic
def try_hook(hook: Hook, *, by: Actor) -> Sending:
    """Send a test, on the way everything goes."""
    hook = lock(hook)
    require(rules.may_go_on(by, hook))
    made = _sending(hook, TEST, {"organisation": hook.organisation.code})
    made.save()
    record(events.HookTried(), by=by, on=hook)
    return made


@transaction.atomic
def resend(hook: Hook, keys: Sequence[int] = (), *, by: Actor) -> int:
    """Try again what was given up, all of it or the ones named; under the same ids."""
    hook = lock(hook)
    require(rules.may_go_on(by, hook))
    rows = hook.sendings.filter(state=Sending.State.DEAD)
    rows = rows.filter(pk__in=keys) if keys else rows
    count = rows.update(state=Sending.State.WAITING, attempts=0, next_at=timezone.now())
    record(events.Resent(number=count), by=by, on=hook)
    return count


@transaction.atomic
def announce_matter(event: Event, matter: Matter, hooks: Sequence[Hook], *, by: Actor) -> None:
    """Put down what these hooks are to hear of a matter: one statement for all of them."""
    kind, details = NAME_OF[type(event)], event.details()
    state = details.get("outcome") or STATE_AFTER.get(kind) or matter.state
    said = _about(matter, state, details, by)
    Sending.objects.bulk_create(_sending(hook, kind, said, matter.pk) for hook in hooks)


def _about(matter: Matter, state: str, details: dict[str, object], by: Actor) -> dict[str, object]:
    return {
        "matter": {
            "id": matter.pk, "title": matter.title, "serial": matter.serial,
            "label": matter.label, "state": state, "urgency": matter.urgency,
            "address": matter.get_absolute_url(),
        },
        "by": {"name": by.name, "code": by.code, "unit": by.unit},
        "details": details,
    }  # fmt: skip


@transaction.atomic
def push_step(matter: Matter, to: str, step: str, errand: str, *, by: Actor) -> None:
    """Put down what a flow pushes from one of its steps; the flow hears how it ended (0218)."""
    hooks = Hook.objects.filter(organisation=matter.organisation_id, stopped_at=None)
    hook = hooks.filter(pk=int(to) if to.isdecimal() else 0).first()
    if hook is None:
        raise Trouble(_("要推送到的地址没有了或已停用。请在“推送”里重新设置，或改流程。"))
    made = _sending(hook, PUSHED, _about(matter, matter.state, {"step": step}, by), matter.pk)
    made.errand = errand
    made.save()


def _asked_for(organisation: Organisation, by: Actor) -> Hook | None:
    """The hook whose secret this very form has asked for."""
    asked = _form_of(by)
    return Hook.objects.filter(organisation=organisation, asked=asked).first() if asked else None


def _form_of(by: Actor) -> str:
    return f"{by.account_id}:{by.key}" if by.key else ""


def _sending(hook: Hook, kind: str, said: dict[str, object], matter: int = 0) -> Sending:
    made = Sending(hook=hook, kind=kind, matter=matter)
    made.body = signing.body_of(made, said)
    return made
