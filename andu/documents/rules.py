"""Who may set up names and series, and what may become of a number (OD-05, LAW-GW-05)."""

import re

from django.utils.translation import gettext as _

from andu.documents.models import Issuer, Number, Series
from andu.documents.rights import MANAGE, REGISTER
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit

MOST_RESERVED = 50
_WORD = re.compile(r"[^\W_]+(?:[（(][^\W_]+[）)])?[^\W_]*")  # noqa: chinese


def may_manage(by: Actor, unit: Unit) -> Verdict:
    """Those with the right, for units within their scope."""
    if by.organisation_id != unit.organisation_id or not by.holds(MANAGE.code, within=unit.path):
        words = _("你没有设置“{unit}”发文名义和字号的权限，请联系安全管理员授权。")
        return no(words.format(unit=unit), "no-right")
    return yes


def may_be_named(name: str, signature: str, printer: str) -> Verdict:
    """All three names are said; the suffix 文件 stands on the red head, not in the name."""
    if not (name and signature and printer):
        return no(_("请填写发文机关标志、署名和印发机关。"), "no-name")
    if name.endswith(_("文件")):
        return no(_("名称里不要写“文件”二字，套红时按格式自动加上。"), "with-suffix")
    return yes


def may_be_only(issuer: Issuer) -> Verdict:
    """No other name of the organisation is the same."""
    rows = Issuer.objects.filter(organisation=issuer.organisation, name=issuer.name)
    if rows.exclude(pk=issuer.pk).exists():
        words = _("发文名义“{name}”已经有了，请直接修改它。")
        return no(words.format(name=issuer.name), "taken")
    return yes


def may_be_series(series: Series) -> Verdict:
    """A code word without brackets or year, once for a name; counting begins at 1 or later."""
    if not _WORD.fullmatch(series.word):
        words = _("机关代字只写代字本身，例如“云政办发”，不带年份、括号〔〕和“号”。")
        return no(words, "no-word")
    if not 1 <= series.first <= 99999:
        return no(_("起始号填 1 到 99999 之间的整数。"), "no-first")
    same = Series.objects.filter(issuer=series.issuer, word=series.word).exclude(pk=series.pk)
    if same.exists():
        words = _("“{issuer}”已经有代字“{word}”，请直接修改它。")
        return no(words.format(issuer=series.issuer, word=series.word), "taken")
    return yes


def may_recount(series: Series, wanted: Series, year: int) -> Verdict:
    """Word and beginning are settled with the first number: numbers follow each other."""
    if series.word != wanted.word and series.numbers.exists():
        words = _("“{series}”已经取过号，代字不能再改。换代字请停用它，另建一个系列。")
        return no(words.format(series=series), "counted")
    if series.first_of(year) == wanted.first or not Number.objects.of(series, year).exists():
        return yes
    words = _("“{series}”今年已经取过号，起始号不能再改；需要空开的号请预留或作废。")
    return no(words.format(series=series), "counted")


def may_register(by: Actor, series: Series) -> Verdict:
    """The registrar of the name's unit."""
    unit = series.issuer.unit
    if by.organisation_id != unit.organisation_id or not by.holds(REGISTER.code, within=unit.path):
        words = _("你没有登记“{issuer}”发文字号的权限，请联系安全管理员授权。")
        return no(words.format(issuer=series.issuer), "no-right")
    return yes


def may_take(by: Actor, series: Series, year: int, today_year: int) -> Verdict:
    """From a series in use, for this year or, in the days after New Year, for the last."""
    allowed = may_register(by, series)
    if not allowed:
        return allowed
    if series.closed or series.issuer.closed:
        words = _("字号系列“{series}”或它的发文名义已停用，请先启用。")
        return no(words.format(series=series), "closed")
    if year not in (today_year, today_year - 1):
        words = _("只能取 {this} 年的字号，跨年补登可取 {last} 年的。")
        return no(words.format(this=today_year, last=today_year - 1), "foreign-year")
    return yes


def may_be_titled(title: str, *, on_paper: bool) -> Verdict:
    """A document has its title; one that stays on paper may keep it to itself (OD-09)."""
    if not title.strip() and not on_paper:
        return no(_("请填写文件标题。涉密等只留纸质的，勾选“纸质文件”后可以不填。"), "no-title")
    return yes


def may_reserve(count: int, reason: str) -> Verdict:
    """A few, with a reason."""
    if not 1 <= count <= MOST_RESERVED:
        return no(_("一次预留 1 到 {most} 个。").format(most=MOST_RESERVED), "count")
    if not reason.strip():
        return no(_("请写明为什么预留，例如“联合发文，对方先印”。"), "no-reason")
    return yes


def may_use(by: Actor, number: Number) -> Verdict:
    """One that was reserved or given back."""
    allowed = may_register(by, number.series)
    if not allowed:
        return allowed
    if number.state not in (Number.State.RESERVED, Number.State.BACK):
        return _settled(number)
    return yes


def may_give_back(by: Actor, number: Number, reason: str | None = None) -> Verdict:
    """One in use that has not gone out, or a reserved one, with a reason. `reason` None: whether
    at all."""
    allowed = may_register(by, number.series)
    if not allowed:
        return allowed
    if number.state not in (Number.State.USED, Number.State.RESERVED):
        return _settled(number)
    if reason is not None and not reason.strip():
        return no(_("请写明为什么退回，例如“文件未印发，重新签发”。"), "no-reason")
    return yes


def may_void(by: Actor, number: Number, reason: str | None = None) -> Verdict:
    """Any that isn't void, with a reason. `reason` None: whether at all."""
    allowed = may_register(by, number.series)
    if not allowed:
        return allowed
    if number.state == Number.State.VOID:
        return _settled(number)
    if reason is not None and not reason.strip():
        return no(_("请写明为什么作废，号码作废后不再使用。"), "no-reason")
    return yes


def _settled(number: Number) -> Verdict:
    words = _("{number} 现在是“{state}”，由{who}登记，请刷新后再看。")
    said = words.format(number=number, state=number.get_state_display(), who=number.registrar)
    return no(said, "settled")
