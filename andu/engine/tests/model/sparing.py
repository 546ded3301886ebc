"""Who need not be asked although the rules name them: the initiator, and who said yes before."""

from andu.engine.configuration import Someone
from andu.engine.handlers import Initiator, Superior
from andu.engine.nodes import Again, Mode, Nature, Own, Step
from andu.engine.tests.model.matter import Matter
from andu.engine.tests.model.state import everything, passed


def counts_for(step: Step) -> bool:
    """Only where something is approved, and not by counting voices."""
    return step.nature is Nature.APPROVE and step.mode is not Mode.VOTE


def stand_ins(matter: Matter, step: Step, person: Someone) -> tuple[Someone, ...]:
    """The superior sits in the initiator's chair, where the step wants that."""
    if step.own is Own.SUPERIOR and is_own(matter, step, person):
        return matter.ask(step.key, Superior(1)) or (person,)
    return (person,)


def is_own(matter: Matter, step: Step, person: Someone) -> bool:
    assert matter.run.initiator is not None
    named_on_purpose = [rule for rule in step.rules if isinstance(rule, Initiator)]
    is_initiator = person.member == matter.run.initiator.member and person.on_behalf_of is None
    return counts_for(step) and is_initiator and not named_on_purpose


def just_before(matter: Matter, led_by: int) -> set[int]:
    """The visit that led here with all inside it; a fork in which nobody sat is no place to be."""
    stands = {stand.visit: stand for _, stand in passed(matter.run.root)}
    while led_by in stands:
        inside = list(everything(stands[led_by]))
        if any(stand.chairs for stand in inside):
            return {stand.visit for stand in inside}
        led_by = stands[led_by].led_by
    return set()


def is_spared(matter: Matter, step: Step, person: Someone, led_by: int) -> bool:
    """Whether this person has said yes where that is enough, or it is their own matter."""
    if not counts_for(step):
        return False
    if step.own is Own.PASS and is_own(matter, step, person):
        return True
    if step.again is Again.EACH:
        return False
    yes = [
        (stand.visit, chair.person)
        for _, stand in passed(matter.run.root) for chair in stand.everyone
        if chair.how == "agreed"
    ]  # fmt: skip
    just_now = just_before(matter, led_by)
    return any(
        (who.member, who.on_behalf_of) == (person.member, person.on_behalf_of)
        and (step.again is Again.ONCE or visit in just_now)
        for visit, who in yes
    )
