"""加签, 减签, 委派: who else signs in one's place, or does the work of one's turn."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.engine.nodes import Mode, Where
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.verdict import Refused, Verdict, no, require, yes
from andu.workflow import actions
from andu.workflow.actions.adding import Placing
from andu.workflow.desk import Desk
from andu.workflow.models import Seat
from andu.workflow.operating import Asked, Done, Operation, add_operation
from andu.workflow.operations.handing_on import OPEN, leap_of, may_leap_at, number, one_named
from andu.workflow.picking import picked
from andu.workflow.saying import Deed
from andu.workflow.trace import next_holders
from andu.workflow.transferring import WORDS, add_range_of

PLACES = (
    (Where.BEFORE, gettext_lazy("前加签"), gettext_lazy("他们先办，办完回到我这里")),
    (Where.BESIDE, gettext_lazy("并加签"), gettext_lazy("和我一起办")),
    (Where.AFTER, gettext_lazy("后加签"), gettext_lazy("我同意以后由他们接着办")),
)
MODES = (
    (Mode.ALL, gettext_lazy("会签"), gettext_lazy("都要同意")),
    (Mode.ANY, gettext_lazy("或签"), gettext_lazy("有一人同意即可")),
    (Mode.IN_ORDER, gettext_lazy("依次"), gettext_lazy("按选择的先后，一个接一个")),
)


def _may_add(desk: Desk, _by: Actor) -> Verdict | None:
    return desk.verdicts["add"] if _is_handled(desk) else None


def _may_consign(desk: Desk, _by: Actor) -> Verdict | None:
    return desk.verdicts["consign"] if _is_handled(desk) else None


def _is_handled(desk: Desk) -> bool:
    return desk.is_mine and not desk.is_draft and not desk.is_reading


def _may_remove(desk: Desk, by: Actor) -> Verdict | None:
    return yes if desk.loaded.matter.is_running and any(_added(desk, by)) else None


def _about(asked: Asked) -> Mapping[str, Any]:
    loaded = asked.desk.loaded
    return {
        "within": WORDS[add_range_of(loaded)], "picked": picked(asked.posted, "to", asked.by),
        "places": PLACES, "modes": MODES,
        "where": asked.posted.get("where") or Where.BEFORE.value,
        "mode": asked.posted.get("mode") or Mode.ALL.value,
        "may_leap": may_leap_at(asked.desk),
    }  # fmt: skip


def _about_removing(asked: Asked) -> Mapping[str, Any]:
    chosen = number(asked.posted.get("who", ""))
    return {"added": list(_added(asked.desk, asked.by)), "chosen": chosen}


def _added(desk: Desk, by: Actor) -> Iterator[Seat]:
    """Whom this person has added, and who has not acted yet."""
    for seat in desk.loaded.seats.values():
        mine = seat.added_by_id and seat.added_by_id == by.member_id
        if mine and seat.state in OPEN and seat.added != Seat.Added.LEAP:
            yield seat


def _add(asked: Asked) -> Done:
    named = picked(asked.posted, "to", asked.by)
    require(named.verdict)
    placing = Placing(
        _one_of(Where, asked.posted.get("where", "")), _one_of(Mode, asked.posted.get("mode", ""))
    )
    seat = number(asked.posted.get("seat", ""))
    matter = actions.add_signers(asked.matter, seat, named.ids, placing, _deed(asked), by=asked.by)
    holders = next_holders(matter)
    return Done(text=_("已加签，{holders}。").format(holders=holders) if holders else _("已加签。"))


def _one_of(kind: Any, said: str) -> Any:
    try:
        return kind(said)
    except ValueError:
        raise Refused(no(_("请选择加签的位置和办理方式。"), "invalid")) from None


def _consign(asked: Asked) -> Done:
    seat, who = number(asked.posted.get("seat", "")), one_named(asked)
    actions.consign(asked.matter, seat, who, _deed(asked), by=asked.by)
    name = picked(asked.posted, "to", asked.by).people[0].name
    words = _("已委派{name}，对方办毕后回到你这里。")
    return Done(text=words.format(name=name), is_onward=True)


def _remove(asked: Asked) -> Done:
    wanted = number(asked.posted.get("who", ""))
    row = next((seat for seat in _added(asked.desk, asked.by) if seat.number == wanted), None)
    if row is None and not wanted:
        raise Refused(no(_("请选择要减去的人。"), "no-seat"))
    actions.remove_signer(asked.matter, wanted, _deed(asked), by=asked.by)
    return Done(text=_("已减签：{name}。").format(name=row.who if row else ""))


def _deed(asked: Asked) -> Deed:
    return Deed(opinion=plain.words(asked.posted.get("reason", "")), leap=leap_of(asked))


add_operation(Operation(
    code="add", label=gettext_lazy("加签"), icon="user-plus", verdict=_may_add, act=_add,
    template="workflow/_add.html", about=_about, order=12, key="p",
    hint=gettext_lazy("请别人在你这一席上一起签。对方办理前，可以减签。"),
))  # fmt: skip
add_operation(Operation(
    code="consign", label=gettext_lazy("委派"), icon="user-question", verdict=_may_consign,
    act=_consign, template="workflow/_consign.html", about=_about, order=14,
    hint=gettext_lazy("请对方代你做这件事，做完交回，由你决定。"),
))  # fmt: skip
add_operation(Operation(
    code="remove", label=gettext_lazy("减签"), icon="user-minus", verdict=_may_remove, act=_remove,
    template="workflow/_remove.html", about=_about_removing, order=16,
    hint=gettext_lazy("减去你加签、还没有办理的人；他再加签的人一并减去。"),
))  # fmt: skip
