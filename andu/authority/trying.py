"""试算: who would sign, for an initiator, a category, an attribute and an amount."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from andu.authority.cells import text_of
from andu.authority.coverage import Span
from andu.authority.deciding import row_for
from andu.authority.names import Names
from andu.authority.queries import Published
from andu.authority.reading import Sheet, group_words, range_words
from andu.engine.handlers import HandlerRule, NamedPerson
from andu.organisation.known import main_places
from andu.organisation.models import Member
from andu.workflow.directory import Asking, people


@dataclass(frozen=True)
class Wish:
    """What is asked."""

    initiator: Member
    category: str
    attribute: str
    amount: int | None


@dataclass(frozen=True)
class Signer:
    """A rule, and whom it names today."""

    rule: str
    people: str


@dataclass(frozen=True)
class Outcome:
    """The row that fits and who would sign; `obstacle` says why nobody would."""

    row: int = 0
    about: str = ""
    countersign: tuple[Signer, ...] = ()
    final: tuple[Signer, ...] = ()
    obstacle: str = ""


def rows_in(sheet: Sheet) -> list[Published]:
    """The rows of a draft as if they were published."""
    return [Published(read.span, read.countersign, read.final) for read in sheet.rows]


def outcome(rows: list[Published], wish: Wish) -> Outcome:
    """Who would sign."""
    found = row_for(rows, wish.category, wish.attribute, wish.amount)
    if found is None:
        words = _("没有一行规定“{what}”由谁审批，这样的事项不能提交。")
        return Outcome(obstacle=words.format(what=group_words(wish.category, wish.attribute)))
    named = [r for r in (*found.countersign, *found.final) if isinstance(r, NamedPerson)]
    names = Names(wish.initiator.organisation_id, [rule.code for rule in named])
    place = main_places([wish.initiator.pk]).get(wish.initiator.pk)
    asking = Asking(wish.initiator, None, place=place)

    def signers(rules: tuple[HandlerRule, ...]) -> tuple[Signer, ...]:
        return tuple(Signer(text_of([rule], names), _people(rule, asking)) for rule in rules)

    return Outcome(
        found.span.row, _about(found.span), signers(found.countersign), signers(found.final)
    )


def _about(span: Span) -> str:
    return f"{group_words(span.category, span.attribute)} {range_words(span.low, span.high)}"


def _people(rule: HandlerRule, asking: Asking) -> str:
    found = [each for each in people(rule, asking) if each.state != Member.State.LEFT]
    return "、".join(dict.fromkeys(each.name for each in found)) or _("现在没有人")
