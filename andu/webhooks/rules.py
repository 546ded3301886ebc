"""Who may have matters told to other systems, and where to."""

import datetime
from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from andu.kit import outgoing
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Organisation
from andu.organisation.queries import administered
from andu.policy.reading import value
from andu.webhooks.models import Hook
from andu.webhooks.occasions import KINDS
from andu.webhooks.policy import HOSTS
from andu.webhooks.rights import KEEP

LONGEST_NAME, LONGEST_URL, MOST = 60, 500, 20
AGAIN = datetime.timedelta(hours=1)  # a form sent again shows its secret for so long


def hosts() -> frozenset[str]:
    """The inner hosts an administrator has named."""
    said = str(value(HOSTS)).replace("，", ",").replace("、", ",")  # noqa: chinese
    return frozenset(one.strip().lower() for one in said.split(",") if one.strip())


def may_keep(by: Actor, organisation: Organisation) -> Verdict:
    """Whoever holds the right in the organisation."""
    if by.scopes(KEEP.code) and administered(by).filter(pk=organisation.pk).exists():
        return yes
    return no(_("设置推送要有“设置对外推送”权限，请联系系统管理员。"), "no-right")


def may_add(name: str, url: str, kinds: Sequence[str], there: Collection[str]) -> Verdict:
    """A few, each for something; whether the address may be sent to is asked apart."""
    if not name or len(name) > LONGEST_NAME:
        return no(_("请写明推送给谁用，{most} 字以内。").format(most=LONGEST_NAME), "no-name")
    if not kinds or not set(kinds) <= set(KINDS):
        return no(_("请选择推送什么。"), "no-kind")
    if url in there:
        return no(_("这个地址已经有推送；要改推送什么，请先停用原来的。"), "twice")
    if len(there) >= MOST:
        return no(_("最多 {most} 个推送，请先停用不用的。").format(most=MOST), "too-many")
    return yes


def may_send_to(url: str) -> Verdict:
    """http or https, and a public address or a host an administrator has named. Asks a name
    server."""
    if len(url) > LONGEST_URL:
        return no(_("地址太长，最多 {most} 个字符。").format(most=LONGEST_URL), "address")
    try:
        outgoing.checked(url, hosts())
    except outgoing.Unreachable as error:
        return no(str(error), "address")
    return yes


def may_see_again(hook: Hook, said: tuple[str, str, str]) -> Verdict:
    """The form that asked for the secret, sent again as it was while the secret is new: its answer
    was lost on the way, or somebody clicked twice."""
    as_it_was = said == (hook.name, hook.url, hook.kinds)
    if hook.stopped_at is None and as_it_was and timezone.now() - hook.asked_at < AGAIN:
        return yes
    words = _(
        "这张表单已经提交过，请重新打开页面。没有记下密钥的，在“{name}”的页面上重新生成密钥。"
    )
    return no(words.format(name=hook.name), "key-used")


def may_go_on(by: Actor, hook: Hook) -> Verdict:
    """Whoever keeps it, while it is open."""
    if not (kept := may_keep(by, hook.organisation)):
        return kept
    return yes if hook.stopped_at is None else no(_("这个推送已经停用。"), "stopped")
