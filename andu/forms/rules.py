"""Who may make forms and fill them in. Who may see or change a record at a step is the rule of the
room that holds the record; which fields, its access."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from andu.forms.definition import Field, FormDefinition, problems
from andu.forms.dictionaries import codes_in
from andu.forms.filling.cleaning import Cleaned
from andu.forms.holding import Holder
from andu.forms.keeping import Line, New
from andu.forms.models import Dictionary, Form, FormVersion, Record
from andu.forms.rights import DICTIONARIES, MANAGE
from andu.kit.actor import Actor
from andu.kit.editions import remembered
from andu.kit.verdict import Verdict, no, yes
from andu.organisation.models import Unit

DICTIONARY_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def may_manage(by: Actor, organisation_id: int) -> Verdict:
    """Forms are made by those with the right, for their own organisation."""
    if by.organisation_id != organisation_id or not by.holds(MANAGE.code):
        return no(_("你没有设计表单的权限，请联系安全管理员授权。"), "no-right")
    return yes


def may_publish(by: Actor, form: Form, definition: FormDefinition) -> Verdict:
    """Only a sound definition is published; the reason lists what to change."""
    allowed = may_manage(by, form.organisation_id)
    if not allowed:
        return allowed
    found = problems(definition) or _unknown_dictionaries(form.organisation_id, definition)
    return no("\n".join(found), "unsound") if found else yes


def _unknown_dictionaries(organisation_id: int, definition: FormDefinition) -> list[str]:
    """Dictionaries a form names that the organisation doesn't have."""
    used = codes_in(definition)
    known = Dictionary.objects.filter(organisation_id=organisation_id, code__in=used)
    gone = sorted(used - set(known.values_list("code", flat=True))) if used else []
    words = _("没有代码为“{code}”的字典，请先在“管理 › 字典”中新建，或改选别的字典。")
    return [words.format(code=code) for code in gone]


def form_of(version: FormVersion) -> Form:
    """The form of a version; its name may change, and is read anew then."""
    return remembered(("forms.form", version.form_id), lambda: version.form)


def may_fill(by: Actor, version: FormVersion, cleaned: Cleaned) -> Verdict:
    """Filled in by people of the form's organisation, once every field is right."""
    if by.organisation_id != form_of(version).organisation_id:
        return no(_("这张表单属于别的单位，不能填写。"), "foreign")
    return _is_sound(cleaned)


def may_save(by: Actor, record: Record, cleaned: Cleaned) -> Verdict:
    """Saved by people of the record's organisation, once every field is right."""
    if by.organisation_id != record.organisation_id:
        return no(_("这份表单属于别的单位，不能修改。"), "foreign")
    return _is_sound(cleaned)


def may_overwrite(record: Record, latest: dict[str, object], cleaned: Cleaned) -> Verdict:
    """Nobody overwrites unseen what somebody else changed in the same field meanwhile."""
    met = [
        key for key, new in cleaned.changes.items()
        if latest.get(key) != cleaned.previous.get(key) and latest.get(key) != new
    ]  # fmt: skip
    if not met:
        return yes
    fields = (record.definition.field(key) for key in met)
    labels = "、".join(field.label for field in fields if field)
    reason = _("“{labels}”刚刚被别人改过，你的改动还没有保存。请重新打开看过，再填写。")
    return no(reason.format(labels=labels), "overtaken")


def may_repeat(field: Field, holder: Holder) -> Verdict:
    """A value that may stand only once doesn't stand in a matter that counts; the refusal names it
    only for one who may see it."""
    if not holder.counts:
        return yes
    if holder.name:
        words = _("“{label}”在 {name} 中已经填过，不能重复，请核对后改填。")
        return no(words.format(label=field.label, name=holder.name), "not-unique")
    words = _("“{label}”在别的事项中已经填过，不能重复，请核对后改填。")
    return no(words.format(label=field.label), "not-unique")


def _is_sound(cleaned: Cleaned) -> Verdict:
    if cleaned.is_sound:
        return yes
    return no(
        _("还有 {count} 处要改，请按提示改好再提交。").format(count=len(cleaned.errors)), "errors"
    )


def may_be_called(organisation_id: int, code: str, name: str) -> Verdict:
    """A form has a name, and a code no other form of the organisation has."""
    if not name.strip() or len(name) > 120:
        return no(_("请填写表单名称，120 字以内。"), "no-name")
    if not code.strip() or len(code) > 64:
        return no(_("请填写表单代码，64 字以内。"), "no-code")
    if Form.objects.filter(organisation_id=organisation_id, code=code.strip()).exists():
        return no(_("表单代码“{code}”已经有了，请换一个。").format(code=code.strip()), "taken")
    return yes


def may_keep_dictionaries(by: Actor, unit: Unit) -> Verdict:
    """Dictionaries are kept by those with the right, for units within their scope."""
    if by.organisation_id != unit.organisation_id or not by.holds(
        DICTIONARIES.code, within=unit.path
    ):
        words = _("你没有维护“{unit}”字典的权限，请联系安全管理员授权。")
        return no(words.format(unit=unit), "no-right")
    return yes


def may_be_dictionary(organisation_id: int, code: str, name: str, but: int = 0) -> Verdict:
    """A name, and a code that fields name it by and no other dictionary has."""
    if not name.strip() or len(name) > 80:
        return no(_("请填写字典名称，80 字以内。"), "no-name")
    if not DICTIONARY_CODE.fullmatch(code):
        return no(_("字典代码用小写字母、数字和下划线，例如 contract_type。"), "no-code")
    taken = Dictionary.objects.filter(organisation_id=organisation_id, code=code)
    if taken.exclude(pk=but).exists():
        return no(_("字典代码“{code}”已经有了，请换一个。").format(code=code), "taken")
    return yes


def may_save_entries(
    dictionary: Dictionary, lines: Iterable[Line], added: Iterable[New]
) -> Verdict:
    """Lines without faults, of this dictionary, and no name or code twice in one place."""
    kept = {entry.pk: entry for entry in dictionary.entries.all()}
    for line in lines:
        if line.error or line.id not in kept:
            return no(line.error or _("有一项已经不在，请刷新后再改。"), "line")
        kept[line.id].name = line.name
    names = [(kept[e.parent_id].name if e.parent_id else "", e.name) for e in kept.values()]
    codes = {entry.code for entry in kept.values()}
    headings = {name for under, name in names if not under} | {
        new.name for new in added if not new.under
    }
    for new in added:
        if new.code and new.code in codes:
            return no(_("代码“{code}”已经有了，请换一个。").format(code=new.code), "taken")
        if new.under and new.under not in headings:
            return no(_("没有“{name}”这一项，请检查缩进。").format(name=new.under), "heading")
        codes.add(new.code)
        names.append((new.under, new.name))
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice:
        return no(_("“{name}”有两项，请改成不同的名称。").format(name=twice[1]), "twice")
    return yes
