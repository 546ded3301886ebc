"""What this room makes to take away: the analysis of a flow as a table (WF-27)."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.downloads.makers import Maker, Progress
from andu.kit.actor import Actor
from andu.kit.sheet import write_xlsx
from andu.kit.verdict import Refused, no
from andu.upkeep.queries.analysing import Wanted, analysed, figures_of, period_of
from andu.upkeep.queries.listing import kept_by


def analysis(actor: Actor, wish: Mapping[str, Any], out: BinaryIO, progress: Progress) -> None:
    """The figures of each step, and what is proposed, for who looks after the flow."""
    template = kept_by(actor).filter(key=wish["flow"]).first()
    if template is None:
        raise Refused(no(_("这个流程不再归你管理。"), "not-kept"))
    period = period_of(Wanted(since=wish["since"], until=wish["until"]))
    found = analysed(template, period)
    progress.expect(len(found.steps))
    said: dict[str, list[str]] = {}
    for one in found.proposals:
        said.setdefault(one.step, []).append(f"{one.label}：{one.grounds}")
    rows = [
        [*line, "\n".join(said.get(each.key, []))]
        for line, each in zip(figures_of(found.steps), found.steps, strict=True)
    ]
    write_xlsx(out, heads(), rows)
    progress.made(len(rows))


def heads() -> list[str]:
    """The first line of the table."""
    return [
        _("环节"), _("到达次数"), _("办理人次"), _("中位用时（工作分钟）"),
        _("九成用时（工作分钟）"), _("超期率（%）"), _("不同意和退回"), _("不同意和退回率（%）"),
        _("超时自动通过"), _("超时自动通过率（%）"), _("改过表单"), _("重复同意"),
        _("重复同意率（%）"), _("建议"),
    ]  # fmt: skip


ANALYSIS = Maker("upkeep.analysis", gettext_lazy("简化分析（Excel）"), "xlsx", "xlsx", analysis)
