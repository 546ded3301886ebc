"""抢办 with many candidates (decision 0220): when a step for whoever acts first names more people
than the parameter says, the engine is answered that a pool sits there, and who they are is kept
beside it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from andu.engine.configuration import POOL, Someone
from andu.engine.events import Need
from andu.engine.handlers import Initiator
from andu.engine.nodes import Mode, Own, Step
from andu.organisation import known
from andu.policy.reading import value
from andu.workflow.compiled import definition_of
from andu.workflow.directory import Asking
from andu.workflow.models import Seat
from andu.workflow.policy_pools import POOL_FROM, POOL_LEAST

People = tuple[Someone, ...]
Turn = tuple[int, int | None]


def gather(named: Mapping[Need, People], people: dict[Need, People], asking: Asking) -> None:
    """Put a pool into the answers (`people`) of each step for which these newly named make too
    many; `asking.pools` keeps who they are."""
    for need, found in named.items():
        asking.named.setdefault(need.step, {})[need] = found
    for step in {need.step for need in named}:
        everybody = sum(map(len, asking.named[step].values()))
        if everybody > POOL_LEAST and _is_pool(step, asking):
            answer = (Someone(POOL), *_known_in(step, asking))
            people.update((need, answer) for need in asking.named[step] if people.get(need))


def crowd(step: Step, asking: Asking) -> dict[Turn, Someone]:
    """Everybody the rules of a step have named, each once; with the initiator where it means them,
    without where their superior is asked instead."""
    rules = {*step.rules, step.nobody.rule}
    found: dict[Turn, Someone] = {}
    for need, people in asking.named.get(step.key, {}).items():
        if need.rule in rules:
            found = {**{(who.member, who.on_behalf_of): who for who in people}, **found}
    me: Turn = (asking.initiator.pk, None)
    if Initiator() in step.handlers:
        place = asking.place or known.main_places([me[0]]).get(me[0])
        found.setdefault(me, Someone(me[0], place))
    elif step.own is Own.SUPERIOR and Initiator() not in step.rules:
        found.pop(me, None)
    return found


def in_words(count: int) -> str:
    """How a pool is called wherever the name of a holder stands."""
    return _("{n} 人待领取").format(n=count)


def _is_pool(key: str, asking: Asking) -> bool:
    if asking.version_id is None:
        return False
    step = definition_of(asking.version_id).step(key)
    if step.mode is not Mode.ONE:
        return False
    found = crowd(step, asking)
    if len(found) <= value(POOL_FROM, organisation=asking.organisation_id):
        return False
    asking.pools[key] = tuple(found.values())
    return True


def _known_in(step: str, asking: Asking) -> People:
    """Those of a pool whom the run knows: the engine has to tell whether they need be asked."""
    rows = Seat.objects.filter(run=asking.run_id or 0, member__isnull=False)
    sat = {*rows.values_list("member_id", flat=True), asking.initiator.pk}
    return tuple(each for each in asking.pools[step] if each.member in sat)
