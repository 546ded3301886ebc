"""Multi-instance tasks of other makers: how many people, one after another or together, and how
many of them are enough."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from lxml import etree

from andu.engine.handlers import FromField, NamedPerson
from andu.engine.nodes import Mode, Threshold
from andu.workflow.bpmn.foreign.gaps import Gap, short
from andu.workflow.bpmn.foreign.makers import Said, attribute, extensions, part
from andu.workflow.bpmn.foreign.people import People, named_in
from andu.workflow.bpmn.foreign.tokens import variable_in, wrapped
from andu.workflow.bpmn.names import local, model

DONE = r"(?:nrOf|numberOf)CompletedInstances"
ALL = r"(?:nrOf|numberOf)Instances"
SHARE = re.compile(rf"\(?{DONE}\)?/\(?{ALL}\)?(>=|==|=|>)(\d+(?:\.\d+)?)\Z")
COUNT = re.compile(rf"{DONE}(>=|==|=|>)(\d{{1,4}})\Z")
EVERYBODY = re.compile(
    rf"{DONE}(?:>=|==|=){ALL}\Z|(?:nrOf|numberOf)ActiveInstances(?:<=|==|=)0\Z|false\Z"
)
WHOLE = 100


@dataclass(frozen=True)
class Loop:
    """What a multi-instance marker says, as written."""

    in_order: bool = False
    times: str = ""
    enough: str = ""
    collection: str = ""
    each: str = ""


@dataclass(frozen=True)
class Joint:
    """How the people of a step decide together, what its note says, and what is left open."""

    mode: Mode
    threshold: Threshold | None = None
    note: str = ""
    gaps: tuple[Gap, ...] = ()


def loop_of(task: etree._Element) -> Loop | None:
    """The marker of a task; None when it has none."""
    marker = task.find(model("multiInstanceLoopCharacteristics"))
    if marker is None:
        return None
    element = marker.find(model("inputDataItem"))
    return Loop(
        in_order=marker.get("isSequential") == "true",
        times=_text(marker, "loopCardinality"),
        enough=_text(marker, "completionCondition")
        or part(marker, "loopCharacteristics", "completionCondition"),
        collection=attribute(marker, "collection")
        or part(marker, "loopCharacteristics", "inputCollection") or _written_out(marker)
        or _text(marker, "loopDataInputRef"),
        each=attribute(marker, "elementVariable")
        or part(marker, "loopCharacteristics", "inputElement")
        or ("" if element is None else element.get("name", "")),
    )  # fmt: skip


def joint_of(loop: Loop) -> Joint:
    """The mode a marker means; where that is not certain, everybody agreeing, and a gap."""
    enough = "".join(wrapped(loop.enough)[0].split())
    joint = _in_order(loop, enough) if loop.in_order else _together(loop, enough)
    if loop.times == "1" and not loop.collection:
        return Joint(Mode.ONE)
    if loop.collection or not loop.times:
        return joint
    reason = _("份数写的是“{text}”，没有写是哪些人。").format(text=short(loop.times))
    gap = Gap(reason, _("请选由哪些人办理、怎样办。"), "joint")
    return replace(joint, gaps=(*joint.gaps, gap))


def voices_of(loop: Loop, said: Said, people: People) -> People:
    """Whom a collection names, where each of its entries is the assignee of one instance."""
    if not loop.collection:
        return people
    found = People()
    names, variable = named_in(loop.collection), _variable(loop.collection)
    by_element = loop.each and loop.each in {variable_in(said.assignee), variable_in(said.users)}
    if by_element and names:
        for each in names:
            found.add(NamedPerson(each))
    elif by_element and variable:
        found.add(FromField(variable))
    else:
        reason = _("按集合“{text}”分给各人，看不出是哪些人。").format(text=short(loop.collection))
        found.gaps.append(Gap(reason, _("请在这一环节选由谁办理。"), "people"))
    return found


def _variable(collection: str) -> str:
    """The variable a collection is in: by its bare name, or as an expression."""
    bare = wrapped(collection)
    return variable_in(collection) or ("" if bare[1] else variable_in(f"${{{collection}}}"))


def _text(marker: etree._Element, name: str) -> str:
    return (marker.findtext(model(name)) or "").strip()


def _written_out(marker: etree._Element) -> str:
    """A collection written as an extension element with its expression inside."""
    for each in extensions(marker):
        if local(each) == "collection":
            return "".join(each.itertext()).strip()
    return ""


def _in_order(loop: Loop, enough: str) -> Joint:
    if not enough or EVERYBODY.match(enough):
        return Joint(Mode.IN_ORDER, note=_("图上标为“依次多人”，按“依次办理”处理。"))
    return Joint(Mode.IN_ORDER, gaps=(_unclear(loop),))


def _together(loop: Loop, enough: str) -> Joint:
    all_agree = Joint(Mode.ALL, note=_("图上标为“同时多人”，按“会签（全部同意）”处理。"))
    if not enough or EVERYBODY.match(enough):
        return all_agree
    share, count = SHARE.match(enough), COUNT.match(enough)
    needed = int(count[2]) + (count[1] == ">") if count else 0
    if needed:
        return _by_count(needed)
    percent = _percent(share) if share else 0
    if percent == WHOLE:
        return all_agree
    if 0 < percent < WHOLE:
        note = _("图上办完 {n}% 即可，按“同意达到 {n}%”表决。").format(n=percent)
        return Joint(Mode.VOTE, Threshold(percent=percent), note)
    return Joint(Mode.ALL, gaps=(_unclear(loop),))


def _by_count(count: int) -> Joint:
    if count <= 1:
        return Joint(Mode.ONE, note=_("图上有一人办完即可，按“一人办理，谁先办谁定”处理。"))
    note = _("图上办完 {n} 人即可，按“{n} 人以上同意”表决。").format(n=count)
    return Joint(Mode.VOTE, Threshold(count=count), note)


def _percent(share: re.Match[str]) -> int:
    """The share in whole percent; 0 when it is none, as a vote counts whole percents only."""
    percent = Decimal(share[2][:12]) * WHOLE
    if percent != int(percent) or percent > WHOLE:
        return 0
    return int(percent) + 1 if share[1] == ">" and percent < WHOLE else int(percent)


def _unclear(loop: Loop) -> Gap:
    reason = _("办到什么程度算完写的是“{text}”，本系统没有同样的办法。")
    return Gap(
        reason.format(text=short(loop.enough)),
        _("请在“怎样办”里选会签、或签、依次办理或表决，并填比例。"),
        "joint",
    )
