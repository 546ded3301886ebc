"""Who may do what with phrases and signatures."""

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value
from andu.stationery.models import Phrase, Signature
from andu.stationery.policy import PHRASE_LENGTH, PHRASE_MOST
from andu.stationery.rights import PHRASES


def may_sign(by: Actor) -> Verdict:
    """Members of an organisation have a signature of their own."""
    if by.member_id is None:
        return no(_("管理员账户不办理事项，没有签名。"), "no-member")
    return yes


def may_drop(by: Actor, signature: Signature) -> Verdict:
    """One's own, while it is used."""
    if signature.member_id != by.member_id:
        return no(_("签名只能由本人停用。"), "not-yours")
    if signature.until is not None:
        return no(_("这个签名已经停用。"), "ended")
    return yes


def may_add(by: Actor, text: str, held: list[str], *, common: bool) -> Verdict:
    """A new phrase of one's own, or of the organisation, beside those `held`."""
    most = value(PHRASE_MOST, organisation=by.organisation_id)
    if len(held) >= most:
        return no(_("最多保存 {n} 条常用语，请先移除不用的。").format(n=most), "too-many")
    return may_write(by, text, held, common=common)


def may_write(by: Actor, text: str, others: list[str], *, common: bool) -> Verdict:
    """What a phrase may say: something, not too long, not said by another."""
    longest = value(PHRASE_LENGTH, organisation=by.organisation_id)
    if not text:
        return no(_("请写下常用语。"), "invalid")
    if len(text) > longest:
        words = _("常用语最多 {most} 字，这条有 {n} 字，请缩短。")
        return no(words.format(most=longest, n=len(text)), "invalid")
    if text in others:
        return no(_("已经有一条同样的常用语。"), "invalid")
    return may_keep(by, None, common=common)


def may_keep(by: Actor, phrase: Phrase | None, *, common: bool) -> Verdict:
    """One's own phrases are kept by oneself, the organisation's by those with the right."""
    if by.member_id is None:
        return no(_("管理员账户没有常用语。请用单位人员的账户登录。"), "no-member")
    if common and not by.holds(PHRASES.code):
        return no(_("全单位的常用语由有“维护全单位的常用语”权限的人修改。"), "no-right")
    if phrase is None:
        return yes
    mine = phrase.organisation_id == by.organisation_id if common else (
        phrase.member_id == by.member_id
    )  # fmt: skip
    return yes if mine else no(_("这条常用语不是你的。"), "not-yours")
