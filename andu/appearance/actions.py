"""The verbs of this room."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from andu.appearance import rules
from andu.appearance.events import StyleChanged
from andu.appearance.models import Picture, Style
from andu.appearance.places import Place
from andu.appearance.reading import PICTURES, WORDS, forget
from andu.audit.recording import record
from andu.kit import plain
from andu.kit.actor import Actor
from andu.kit.locks import lock
from andu.kit.verdict import require

Drawn = tuple[str, str, bytes]  # digest, kind, bytes, as `drawing.drawn` gives them


@dataclass(frozen=True)
class Wanted:
    """What a place shall look like. Empty words: as the place above. `pictures` are new ones;
    those named in `without` are taken away; the others stay."""

    name: str = ""
    greeting: str = ""
    colour: str = ""
    personal: str = ""
    pictures: dict[str, Drawn] = field(default_factory=dict)
    without: tuple[str, ...] = ()


@transaction.atomic
def restyle(place: Place, wanted: Wanted, *, by: Actor) -> Style:
    """Decide how a place looks (UI-02); seen at once, elsewhere within seconds."""
    style = _locked(place)
    require(rules.may_restyle(by, place))
    if wanted.colour != style.colour:
        require(rules.may_colour(wanted.colour))
    before = {name: getattr(style, name) for name in WORDS}
    for name in WORDS:
        setattr(style, name, plain.line(getattr(wanted, name)))
    for name, made in wanted.pictures.items():
        setattr(style, name, _kept(made))
    for name in set(wanted.without) - set(wanted.pictures):
        setattr(style, name, None)
    style.save()
    transaction.on_commit(forget)
    record(StyleChanged(what=_what(style, before, wanted)), by=by, on=style)
    return style


def _locked(place: Place) -> Style:
    """The place's row, made when it is the first time, and locked."""
    style, _made = Style.objects.get_or_create(
        place=place.key,
        defaults={"organisation_id": place.organisation_id, "unit_id": place.unit_id},
    )
    return lock(style)


def _kept(made: Drawn) -> Picture:
    digest, kind, content = made
    found, _made = Picture.objects.get_or_create(
        digest=digest, defaults={"kind": kind, "content": content}
    )
    return found


def _what(style: Style, before: dict[str, str], wanted: Wanted) -> str:
    """The change in words, for the record."""
    labels = {
        "name": _("名称"), "greeting": _("登录页问候"), "colour": _("主色"),
        "personal": _("个人选色"), "logo": _("徽标"), "favicon": _("浏览器图标"),
        "scene": _("登录页图片"),
    }  # fmt: skip
    said = [
        f"{labels[name]} “{before[name]}” → “{getattr(style, name)}”"
        for name in WORDS if before[name] != getattr(style, name)
    ]  # fmt: skip
    for name in PICTURES:
        if name in wanted.pictures:
            said.append(_("{what}已更换").format(what=labels[name]))
        elif name in wanted.without:
            said.append(_("{what}已移除").format(what=labels[name]))
    return "；".join(said) or _("没有变化")
