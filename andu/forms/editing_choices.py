"""What the boxes of the table of fields offer: dictionaries, subjects of conditions, defaults."""

from typing import Any

from django.utils.translation import gettext as _

from andu.engine.conditions import OPERATORS, Type
from andu.forms.definition import FormDefinition, Unique
from andu.forms.definition.fields import FORMULA, ME, MY_PHONE, MY_POST, MY_UNIT, TODAY
from andu.forms.facts import fields_for_conditions
from andu.forms.models import Dictionary, DictionaryEntry
from andu.forms.wording import OPERATOR_WORDS
from andu.kit.actor import Actor

MOST_ENTRIES = 500  # offered as values of a condition


def choices_for(definition: FormDefinition, actor: Actor | None) -> dict[str, Any]:
    """Lists for the boxes; two statements at most."""
    found = Dictionary.objects.visible_to(actor) if actor else Dictionary.objects.none()
    dictionaries = list(found.values_list("code", "name"))
    subjects = fields_for_conditions(definition)
    return {
        "dictionaries": dictionaries, "subjects": subjects, "operators": _operators(),
        "values": _values(definition, actor), "origins": _origins(), "uniques": _uniques(),
    }  # fmt: skip


def _operators() -> list[tuple[str, Any, str]]:
    """Operator, its words, and the types it fits."""
    return [
        (each.value, words, " ".join(kind.value for kind in Type if each in OPERATORS[kind]))
        for each, words in OPERATOR_WORDS.items()
    ]


def _values(definition: FormDefinition, actor: Actor | None) -> list[tuple[str, Any]]:
    """Field key → the values it can have, for those that come from a list."""
    found: list[tuple[str, Any]] = [
        (field.key, [(option, "") for option in field.options])
        for field in definition if field.options
    ]  # fmt: skip
    used = {field.dictionary: field.key for field in definition if field.dictionary}
    if used and actor:
        lists: dict[str, list[tuple[str, str]]] = {key: [] for key in used.values()}
        entries = DictionaryEntry.objects.filter(
            dictionary__organisation_id=actor.organisation_id or 0, dictionary__code__in=used
        )
        for code, entry, name in entries.values_list("dictionary__code", "code", "name")[
            :MOST_ENTRIES
        ]:
            lists[used[code]].append((entry, name))
        found += lists.items()
    return found


def _origins() -> list[tuple[str, str, str]]:
    """Where a default may come from: value, words, the types it suits."""
    return [
        (TODAY, _("填写当天"), "date"),
        (ME, _("填写人本人"), "person"),
        (MY_UNIT, _("填写人的部门"), "unit"),
        (MY_POST, _("填写人的岗位"), "text"),
        (MY_PHONE, _("填写人的电话"), "text phone"),
        (FORMULA, _("按公式（写在右边）"), "number money"),
    ]


def _uniques() -> list[tuple[str, str]]:
    return [
        (Unique.NOT.value, _("可以重复")),
        (Unique.FORM.value, _("本模板内不能重复")),
        (Unique.ORGANISATION.value, _("全单位不能重复（同名字段）")),
    ]
