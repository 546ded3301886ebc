"""What a program says of a request, in the shape of a post: one way in for both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from andu.files.models import File
from andu.forms.definition import FormDefinition, Kind
from andu.forms.filling.plainly import as_post, strangers
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes


@dataclass(frozen=True)
class Told:
    """As much of a request as writing looks at."""

    actor: Actor
    POST: QueryDict
    FILES: MultiValueDict[str, Any] = field(default_factory=MultiValueDict)


def told(definition: FormDefinition, fields: Mapping[str, Any], by: Actor, **words: Any) -> Told:
    """The form's fields and further words (a list stands for several) as one post."""
    posted = QueryDict(mutable=True)
    for name, texts in as_post(definition, fields).items():
        posted.setlist(name, texts)
    for name, said in words.items():
        posted.setlist(name, [str(one) for one in said] if isinstance(said, list) else [str(said)])
    return Told(by, posted)


def may_be_told(
    definition: FormDefinition, fields: Mapping[str, Any], by: Actor,
    held: Mapping[str, Any] | None = None,
) -> Verdict:  # fmt: skip
    """Only fields the form has, and files this person has uploaded or the field `held` before: a
    slip of the pen must not be dropped in silence."""
    unknown = strangers(definition, fields)
    if unknown:
        words = _("表单里没有这些字段：{names}。请按模板的字段代码填写。")
        return no(words.format(names="、".join(unknown[:10])), "invalid")
    for one in definition:
        if one.kind is Kind.ATTACHMENT and one.key in fields:
            before = [file["id"] for file in (held or {}).get(one.key) or []]
            if not (found := may_be_attached(fields[one.key], by, before)):
                return found
    return yes


def may_be_attached(ids: Any, by: Actor, before: Iterable[int] = ()) -> Verdict:
    """Whether every one of these is a file that waits for this person to use it."""
    wanted = ids if isinstance(ids, list) else [] if ids is None else [ids]
    numbers = {one for one in wanted if type(one) is int and 0 < one < 2**63}
    staged = File.objects.staged_by(by).filter(pk__in=numbers).values_list("pk", flat=True)
    known = {*before, *staged} if numbers else set()
    strange = [str(one)[:20] for one in wanted if type(one) is not int or one not in known]
    if strange:
        words = _(
            "没有可用的文件：{ids}。请先上传到 /api/files，再填它的编号；每个文件只能用一次。"
        )
        return no(words.format(ids="、".join(strange[:10])), "invalid")
    return yes
