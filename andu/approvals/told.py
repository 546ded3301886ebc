"""What a program says of a request, in the shape of a post: one way in for both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from andu.forms.definition import FormDefinition
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


def may_be_told(definition: FormDefinition, fields: Mapping[str, Any]) -> Verdict:
    """Only fields the form has: a slip of the pen must not be dropped in silence."""
    unknown = strangers(definition, fields)
    if unknown:
        words = _("表单里没有这些字段：{names}。请按模板的字段代码填写。")
        return no(words.format(names="、".join(unknown[:10])), "invalid")
    return yes
