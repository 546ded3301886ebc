"""Does a flow ask its authority matrices what they can answer (WF-13)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from andu.authority.models import Matrix
from andu.authority.queries import Published, rows_of, versions_in_force
from andu.engine import Definition, Step
from andu.engine.conditions import Type
from andu.engine.handlers import FromMatrix, Otherwise, Part
from andu.forms.definition import FormDefinition
from andu.forms.facts import fields_for_conditions
from andu.workflow.matrices import asked_by

VALUED = frozenset({Type.CHOICE, Type.TEXT})
"""Fields a category or attribute may be read from."""


@dataclass(frozen=True)
class _Asked:
    """A matrix in force, as steps ask it."""

    matrix: Matrix
    rows: list[Published]

    @property
    def has_amounts(self) -> bool:
        return any((row.span.low, row.span.high) != (None, None) for row in self.rows)

    def names(self, part: str) -> set[str]:
        """The values the rows name; "" where there is a row for the rest."""
        return {getattr(row.span, part) for row in self.rows}


def misfits_of_matrices(
    definition: Definition, form: FormDefinition, organisation_id: int
) -> list[str]:
    """What stands between the matrices and the form, in words that name step and field and say what
    to do. Without this a matter would only fail when somebody submits it."""
    steps = [(step, rule) for step in definition.steps for rule in asked_by(step.rules)]
    if not steps:
        return []
    known = {key: (label, Type(kind)) for key, label, kind in fields_for_conditions(form)}
    there = _there(organisation_id, {rule.matrix for _step, rule in steps})
    found = [text for step, rule in steps for text in _about(step, rule, there, form, known)]
    return list(dict.fromkeys(found))


def _there(organisation_id: int, keys: set[str]) -> dict[str, _Asked]:
    found = versions_in_force(organisation_id, keys)
    return {
        key: _Asked(version.matrix, rows_of(version.pk))
        for key, version in found.items() if not version.matrix.closed
    }  # fmt: skip


Known = dict[str, tuple[str, Type]]


def _about(
    step: Step, rule: FromMatrix, there: dict[str, _Asked], form: FormDefinition, known: Known
) -> Iterator[str]:
    asked, name = there.get(rule.matrix), step.name or step.key
    if asked is None:
        words = _("环节“{step}”要看核决权限表“{key}”，本单位没有，或还没有生效。请改选，或先发布。")
        yield words.format(step=name, key=rule.matrix[:40])
        return
    yield from _amount(name, rule, asked, known)
    labels = (asked.matrix.category_label, asked.matrix.attribute_label)
    for part, field, label in zip(
        ("category", "attribute"), (rule.category, rule.attribute), labels, strict=True
    ):
        yield from _value(name, asked, (part, field, label), form, known)
    yield from _empty(step, name, rule, asked)


def _amount(step: str, rule: FromMatrix, asked: _Asked, known: Known) -> Iterator[str]:
    is_money = known.get(rule.amount, ("", Type.TEXT))[1] is Type.MONEY
    said = {"step": step, "matrix": asked.matrix.name, "field": rule.amount[:40]}
    if rule.amount and not is_money:
        words = _("环节“{step}”按《{matrix}》看金额字段“{field}”，表单里没有这个金额字段。请改选。")
        yield words.format(**said)
    elif not rule.amount and asked.has_amounts:
        words = _("《{matrix}》按金额区分，环节“{step}”还没有选看哪个金额字段。请选择。")
        yield words.format(**said)


def _value(
    step: str, asked: _Asked, which: tuple[str, str, str], form: FormDefinition, known: Known
) -> Iterator[str]:
    part, key, label = which
    named = asked.names(part)
    said = {"step": step, "matrix": asked.matrix.name, "label": label, "field": key[:40]}
    if not key:
        if named - {""}:
            words = _("《{matrix}》按{label}区分，环节“{step}”还没有选看哪个字段。请选择。")
            yield words.format(**said)
        return
    if known.get(key, ("", Type.MONEY))[1] not in VALUED:
        words = _(
            "环节“{step}”按《{matrix}》看字段“{field}”，表单里没有这个选项或文字字段。请改选。"
        )
        yield words.format(**said)
        return
    field = form.field(key)
    for option in field.options if field and "" not in named else ():
        if option not in named:
            words = _("《{matrix}》没有规定{label}“{option}”，选它的事项不能提交。请补一行。")
            yield words.format(option=option[:40], **said)


def _empty(step: Step, name: str, rule: FromMatrix, asked: _Asked) -> Iterator[str]:
    """Rows without countersigners lead past a step that has nobody else."""
    alone = all(isinstance(each, FromMatrix) for each in step.rules)
    spares = rule.part is Part.COUNTERSIGN and any(not row.countersign for row in asked.rows)
    if alone and spares and step.nobody.otherwise is not Otherwise.PASS:
        words = _("《{matrix}》有的行不需要会签。请把环节“{step}”的“找不到人时”改为自动通过。")
        yield words.format(matrix=asked.matrix.name, step=name)
