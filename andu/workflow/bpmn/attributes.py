"""Reading elements of ours strictly: what we do not know is refused with its place."""

from enum import StrEnum
from typing import TypeVar

from django.utils.translation import gettext as _
from lxml import etree

from andu.workflow.bpmn.findings import unreadable
from andu.workflow.bpmn.names import OURS, local, space

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 400


class Attributes:
    """The attributes of one element, taken one by one; `done` refuses whatever is left."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.left = {str(name): str(value) for name, value in element.attrib.items()}

    def maybe(self, name: str) -> str | None:
        """A text, or None."""
        value = self.left.pop(name, None)
        if value is not None and len(value) > LONGEST:
            raise self.wrong(name)
        return value

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        value = self.maybe(name)
        return default if value is None else value

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no."""
        value = self.maybe(name)
        if value not in {None, "true", "false"}:
            raise self.wrong(name)
        return default if value is None else value == "true"

    def number(self, name: str, default: int | None, least: int = 0) -> int | None:
        """A whole number, not below `least`."""
        value = self.maybe(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value) >= least):
            raise self.wrong(name)
        return int(value)

    def choice(self, name: str, among: type[Choice], default: Choice) -> Choice:
        """One of the given words."""
        value = self.maybe(name)
        if value is None:
            return default
        try:
            return among(value)
        except ValueError:
            raise self.wrong(name) from None

    def done(self) -> None:
        """Refuse what nobody asked for, text between elements included."""
        if self.left:
            name = next(iter(self.left))
            text = _("{tag} 的属性 {name} 不认识。请删去，或升级本系统。")
            raise unreadable(text.format(tag=local(self.element), name=name), self._line)

    def wrong(self, name: str) -> Exception:
        """The refusal of a value."""
        value = str(self.element.get(name))[:60]
        text = _("{tag} 的属性 {name} 的值“{value}”不认识。")
        return unreadable(text.format(tag=local(self.element), name=name, value=value), self._line)

    @property
    def _line(self) -> int:
        return self.element.sourceline or 0


def children(element: etree._Element) -> list[etree._Element]:
    """The elements inside an element of ours, all of them ours."""
    found = [each for each in element if isinstance(each.tag, str)]
    for each in found:
        if space(each) != OURS:
            text = _("{tag} 里有不属于本系统的 {name}。")
            said = text.format(tag=local(element), name=local(each))
            raise unreadable(said, each.sourceline)
    return found


def only(element: etree._Element) -> etree._Element:
    """The one element inside."""
    found = children(element)
    if len(found) != 1:
        text = _("{tag} 里应当正好有一项，现在有 {count} 项。")
        said = text.format(tag=local(element), count=len(found))
        raise unreadable(said, element.sourceline)
    return found[0]


def unknown(element: etree._Element) -> Exception:
    """The refusal of an element of ours that we do not know here."""
    text = _("这里不认识 andu:{name}。请删去，或升级本系统。")
    return unreadable(text.format(name=local(element)), element.sourceline)
