"""Who may save filters, export a list and decide several matters at once. Whether one matter may be
decided is the rule of its own room."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Organisation
from andu.policy.reading import value
from andu.policy.types import ADVISE, OFF
from andu.portal.models import Batch, SavedFilter
from andu.portal.placing import MOVES, Placed, beside
from andu.portal.policy import EXPORT_MOST, MOST_AT_ONCE, MOST_SAVED
from andu.portal.rights import ARRANGE
from andu.ui.blocks import ROLES
from andu.workflow.lateness import asks_in, may_explain
from andu.workflow.rules import WITHOUT_MEMBER

LONGEST_NAME, LONGEST_QUERY, LONGEST_OPINION = 20, 2000, 2000


def may_export(by: Actor, count: int) -> Verdict:
    """One's own lists, up to what the administrator allows at a time (UI-08). An empty one gives
    the headings alone; `count` need not go on counting beyond the limit."""
    most = most_exported(by)
    if count > most:
        said = _("超过 {most} 行，不能一次导出。请按时间或类别筛选后分几次导出。")
        return no(said.format(most=most), "too-many")
    return yes


def most_exported(by: Actor) -> int:
    """How many rows the organisation lets be exported at a time."""
    return int(value(EXPORT_MOST, organisation=by.organisation_id))


def may_save_filter(by: Actor, listing: str, name: str, query: str) -> Verdict:
    """People, a few for each list, under a short name of its own."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if not query or len(query) > LONGEST_QUERY:
        return no(_("请先选择筛选条件，再保存。"), "no-filter")
    allowed = may_name_filter(by, listing, name)
    most = value(MOST_SAVED, organisation=by.organisation_id)
    if allowed and SavedFilter.objects.visible_to(by).filter(listing=listing).count() >= most:
        words = _("每个列表最多保存 {most} 个筛选，请先删除不用的。")
        return no(words.format(most=most), "too-many")
    return allowed


def may_name_filter(by: Actor, listing: str, name: str, saved: int = 0) -> Verdict:
    """A name one sees at a glance, once in a list; `saved` is the one that is being renamed."""
    if not name or len(name) > LONGEST_NAME:
        return no(_("请给筛选起个名称，{most} 字以内。").format(most=LONGEST_NAME), "no-name")
    mine = SavedFilter.objects.visible_to(by).filter(listing=listing, name=name)
    if mine.exclude(pk=saved).exists():
        return no(_("“{name}”已经有了，请换个名称。").format(name=name), "taken")
    return yes


def may_keep_filter(by: Actor, saved: SavedFilter) -> Verdict:
    """One's own."""
    if by.member_id is None or saved.member_id != by.member_id:
        return no(_("这不是你保存的筛选。"), "foreign")
    return yes


def may_batch(by: Actor, verb: str, matters: Collection[int], opinion: str) -> Verdict:
    """People, some matters at once but not too many, with a verb that needs no more than words."""
    if by.member_id is None:
        return WITHOUT_MEMBER
    if verb not in Batch.Verb.values:
        return no(_("请选择“同意”或“已阅”。"), "no-verb")
    if not matters:
        return no(_("请先选中要办理的事项。"), "nothing-chosen")
    most = value(MOST_AT_ONCE, organisation=by.organisation_id)
    if len(matters) > most and verb != Batch.Verb.TAKE_BACK:
        words = _("一次最多办理 {most} 件，现在选了 {count} 件，请分几次。")
        return no(words.format(most=most, count=len(matters)), "too-many")
    if len(opinion) > LONGEST_OPINION:
        words = _("意见最多 {most} 字，现在有 {count} 字，请精简。")
        return no(words.format(most=LONGEST_OPINION, count=len(opinion)), "too-long")
    return yes


def may_batch_late(by: Actor, late: int, reason: str | None) -> Verdict:
    """Of what a batch decides, `late` are past their limit. Why is asked once for all of them, as
    strictly as for each alone; `reason` None means that nobody has asked yet (WF-19)."""
    asked = asks_in(by.organisation_id or 0) if late else OFF
    if asked == OFF or reason or (asked == ADVISE and reason is not None):
        return may_explain(reason or "")
    words = _("其中 {late} 件已经超过办理时限，请填写“超期说明”，或去掉这几件再办。")
    return no(words.format(late=late), "late")


def may_be_found_again(
    batch: Batch, said: Mapping[str, str], matters: Collection[int]
) -> Verdict:  # fmt: skip
    """The same click, not another choice on a page that was gone back to: nobody must be told that
    it is done when it is not."""
    known = set(batch.items.values_list("matter_id", flat=True))
    if known >= set(matters) and all(getattr(batch, name) == word for name, word in said.items()):
        return yes
    words = _("这一页已经提交过一批，后来的改动没有办理。请核对后再提交一次。")
    return no(words, "key-used")


def may_go_on(by: Actor, batch: Batch) -> Verdict:
    """Whoever began it."""
    if by.member_id is None or batch.member_id != by.member_id:
        return no(_("这不是你的批量办理。"), "foreign")
    return yes


def may_arrange_own(by: Actor, places: Sequence[Placed], code: str, move: str) -> Verdict:
    """One's own desk, as far as the block can go."""
    return may_reset_own(by) and _may_move(places, code, move)


def may_reset_own(by: Actor) -> Verdict:
    """People have a desk; administrators of the installation have none."""
    return yes if by.member_id is not None else WITHOUT_MEMBER


def may_arrange_role(
    by: Actor, organisation: Organisation, role: str, places: Sequence[Placed], code: str, move: str
) -> Verdict:
    """Those with the right, in their own organisation (the system administrator: in every one)."""
    return may_reset_role(by, organisation, role) and _may_move(places, code, move)


def may_reset_role(by: Actor, organisation: Organisation, role: str) -> Verdict:
    """As for arranging it."""
    if role not in ROLES:
        return no(_("没有这一类人员，请从列表里选择。"), "no-role")
    if not by.holds(ARRANGE.code):
        return no(_("你没有安排工作台的权限，请联系安全管理员授权。"), "no-right")
    if by.organisation_id not in {None, organisation.pk}:
        return no(_("这不是你所在的机构，请联系系统管理员。"), "no-right")
    return yes


def _may_move(places: Sequence[Placed], code: str, move: str) -> Verdict:
    place = next((place for place in places if place.block.code == code), None)
    if place is None or move not in MOVES:
        return no(_("工作台上没有这一块，请刷新页面再试。"), "no-block")
    if place.block.fixed:
        words = _("“{block}”总在最前面，不能移动或隐藏。")
        return no(words.format(block=place.block.label), "fixed")
    if move in ("up", "down") and beside(places, code, move) is None:
        words = _("“{block}”已经到头了。")
        return no(words.format(block=place.block.label), "at-the-end")
    return yes
