"""What is missing in a person's own profile (ID-14)."""

from django.utils.translation import gettext as _

from andu.organisation.models import Member
from andu.organisation.policy import EMAIL_DOMAINS, PROFILE_REMINDER
from andu.policy.reading import value

ADDRESS = "/me/profile"


def domains_of(organisation_id: int) -> list[str]:
    """The domains a mailbox of the organisation may have; none: any."""
    return str(value(EMAIL_DOMAINS, organisation=organisation_id)).split()


def missing(member: Member) -> list[str]:
    """What is not filled in, in words; a mailbox elsewhere counts as none."""
    found = [] if member.phone else [_("办公电话")]
    if not member.mobile:
        found.append(_("手机"))
    allowed = domains_of(member.organisation_id)
    if not member.email or (allowed and member.email.rpartition("@")[2].lower() not in allowed):
        found.append(_("公司邮箱"))
    return found


def reminder(member: Member | None) -> tuple[str, str] | None:
    """What to say at a login and where to go on; None when there is nothing to remind of."""
    if member is None or not value(PROFILE_REMINDER, organisation=member.organisation_id):
        return None
    lacks = missing(member)
    if not lacks:
        return None
    words = _("个人信息还缺{what}，补全后同事才能在通讯录里找到你。")
    return words.format(what="、".join(lacks)), ADDRESS
