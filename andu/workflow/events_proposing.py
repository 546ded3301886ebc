"""What happens between a proposal and its second person; what is done then is in the history."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Proposed(Event):
    """Somebody with power over a matter wants something done to it."""

    what: str
    reason: str
    sentence = _("{by} 提请对 {on}：{what}")


@dataclass(frozen=True, kw_only=True)
class ProposalConfirmed(Event):
    """A second person agreed, and it was done."""

    what: str
    proposer: str
    answer: str
    sentence = _("{by} 确认{proposer}对 {on} 的提请：{what}")


@dataclass(frozen=True, kw_only=True)
class ProposalDeclined(Event):
    """A second person did not agree."""

    what: str
    proposer: str
    answer: str
    sentence = _("{by} 没有同意{proposer}对 {on} 的提请：{what}")


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    """Whoever proposed it thinks otherwise."""

    what: str
    sentence = _("{by} 撤回对 {on} 的提请：{what}")


@dataclass(frozen=True, kw_only=True)
class ProposalLapsed(Event):
    """The matter has moved before anybody confirmed."""

    what: str
    why: str
    sentence = _("对 {on} 的提请已失效：{what}")
