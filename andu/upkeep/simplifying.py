"""What could be simpler about a flow: proposals, each with the figures that led to it. Plain
reckoning over figures, no database (WF-27)."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.nodes import Again, Nature, Step

HOUR = 60
OFTEN_TWICE = 50  # percent of approvals by who has agreed before
OFTEN_BY_TIME = 30  # percent passed by time
OFTEN_LATE = 40  # percent after the limit
OFTEN_BACK = 20  # percent sent back or disagreed with
ROOMY = 3  # times the limit is longer than nine in ten people need

MERGE, DROP, READ, SHORTEN, LOOSEN, CLARIFY = (
    "merge", "drop", "read", "shorten", "loosen", "clarify",
)  # fmt: skip
LABELS = {
    MERGE: gettext_lazy("合并"),
    DROP: gettext_lazy("取消或改为阅知"),
    READ: gettext_lazy("改为阅知"),
    SHORTEN: gettext_lazy("缩短时限"),
    LOOSEN: gettext_lazy("放宽时限或增加办理人"),
    CLARIFY: gettext_lazy("写清要求"),
}


@dataclass
class Figures:
    """What happened at one step in a period. `middle` and `most` are working minutes: the median,
    and what nine in ten needed at most; None without any. `before` are the steps at which whoever
    agreed here had agreed in the same matter, with how often."""

    key: str
    name: str
    step: Step | None = None
    visits: int = 0
    handled: int = 0
    limited: int = 0
    late: int = 0
    agreed: int = 0
    disagreed: int = 0
    returned: int = 0
    by_time: int = 0
    changed: int = 0
    twice: int = 0
    middle: int | None = None
    most: int | None = None
    before: dict[str, int] = field(default_factory=dict)

    @property
    def approves(self) -> bool:
        """Whether people say yes or no here, as it is drawn now."""
        return self.step is not None and self.step.nature is Nature.APPROVE

    @property
    def negative(self) -> int:
        """How often it was disagreed with or sent back."""
        return self.disagreed + self.returned

    @property
    def late_share(self) -> int:
        """Percent of what had a limit."""
        return share(self.late, self.limited)

    @property
    def negative_share(self) -> int:
        """Percent disagreed with or sent back."""
        return share(self.negative, self.handled)

    @property
    def time_share(self) -> int:
        """Percent passed by time."""
        return share(self.by_time, self.handled)

    @property
    def twice_share(self) -> int:
        """Percent of agreements by somebody who had agreed before."""
        return share(self.twice, self.agreed)

    def is_idle(self, least: int) -> bool:
        """Whether the step never changed anything, seen often enough to say so."""
        enough = self.visits >= least
        return self.approves and enough and not self.negative and not self.changed


@dataclass(frozen=True)
class Proposal:
    """What could be done about a step, and why."""

    kind: str
    step: str
    name: str
    grounds: str

    @property
    def code(self) -> str:
        """What names it in a form."""
        return f"{self.kind}:{self.step}"

    @property
    def label(self) -> str:
        """What it proposes."""
        return str(LABELS[self.kind])

    @property
    def words(self) -> str:
        """The proposal as a sentence."""
        said = _("“{step}”：建议{what}。{grounds}")
        return said.format(step=self.name, what=self.label, grounds=self.grounds)


def share(part: int, whole: int) -> int:
    """Percent, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def proposals(steps: Iterable[Figures], least: int) -> list[Proposal]:
    """What could be simpler, step by step, of those seen often enough."""
    return [one for each in steps if each.visits >= least for one in _about(each, least)]


def _about(each: Figures, least: int) -> Iterator[Proposal]:
    if each.is_idle(least):
        yield _of(each, DROP, _idle(each))
        return  # what is to go needs no other limit, and is merged with nothing
    if each.approves and each.twice_share >= OFTEN_TWICE and each.before and _asks_again(each):
        yield _of(each, MERGE, _twice(each))
    if each.approves and each.time_share >= OFTEN_BY_TIME:
        yield _of(each, READ, _by_time(each))
    if each.late_share >= OFTEN_LATE:
        yield _of(each, LOOSEN, _late(each))
    elif _is_roomy(each):
        yield _of(each, SHORTEN, _roomy(each))
    if each.negative_share >= OFTEN_BACK:
        yield _of(each, CLARIFY, _negative(each))


def _of(each: Figures, kind: str, grounds: str) -> Proposal:
    return Proposal(kind, each.key, each.name, grounds)


def _twice(each: Figures) -> str:
    where = max(each.before, key=lambda name: each.before[name])
    words = _(
        "{agreed} 次同意中有 {twice} 次（{share}%）由前面已同意过的人办理，多在“{where}”，"
        "可以与它合并，或设为“前面同意过的不再办”。"
    )
    return words.format(agreed=each.agreed, twice=each.twice, share=each.twice_share, where=where)


def _idle(each: Figures) -> str:
    words = _("办理 {visits} 次，没有一次不同意或退回，也没有改过表单，不影响结果。")
    return words.format(visits=each.visits)


def _by_time(each: Figures) -> str:
    words = _("办理 {handled} 次，其中 {n} 次（{share}%）超时自动通过。")
    return words.format(handled=each.handled, n=each.by_time, share=each.time_share)


def _late(each: Figures) -> str:
    words = _("有时限的 {limited} 次中 {late} 次（{share}%）超期，九成在 {most}内办完。")
    return words.format(
        limited=each.limited, late=each.late, share=each.late_share, most=hours(each.most or 0)
    )


def _roomy(each: Figures) -> str:
    limit = each.step.handle_within if each.step else 0
    words = _("时限 {limit}，九成在 {most}内办完，可以缩短到 {wish}。")
    wish = math.ceil(2 * (each.most or 0) / HOUR) * HOUR
    return words.format(
        limit=hours(limit or 0), most=hours(each.most or 0), wish=hours(max(wish, HOUR))
    )


def _negative(each: Figures) -> str:
    words = _("{all} 次中 {n} 次（{share}%）不同意或退回，宜在表单里写清要求，或把检查提前。")
    return words.format(all=each.handled, n=each.negative, share=each.negative_share)


def _asks_again(each: Figures) -> bool:
    return each.step is not None and each.step.again is Again.EACH


def _is_roomy(each: Figures) -> bool:
    limit = each.step.handle_within if each.step else None
    if not limit or each.most is None or limit <= 2 * HOUR:
        return False
    return each.most * ROOMY <= limit


def hours(minutes: int) -> str:
    """Working minutes as people say them beside limits: 4 小时, 30 分."""
    whole, rest = divmod(minutes, HOUR)
    if whole >= 10 or (whole and not rest):
        return _("{n} 小时").format(n=round(minutes / HOUR))
    if whole:
        return _("{n} 小时 {m} 分").format(n=whole, m=rest)
    return _("{n} 分").format(n=rest)
