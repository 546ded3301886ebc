"""What can happen here."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from andu.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class Created(Event):
    """There is a new form, without a version yet."""

    form_code: str
    sentence = _("{by} 新建了表单“{on}”（{form_code}）")


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    """A version of a form is open for filling in."""

    number: int
    hash: str
    sentence = _("{by} 发布了表单“{on}”第 {number} 版")


@dataclass(frozen=True, kw_only=True)
class Saved(Event):
    """A record has a new version; `changed` names fields, never their content."""

    number: int
    hash: str
    changed: tuple[str, ...]
    sentence = _("{by} 保存了“{on}”第 {number} 版")


@dataclass(frozen=True, kw_only=True)
class DictionaryCreated(Event):
    """There is a new dictionary, without entries yet."""

    dictionary_code: str
    sentence = _("{by} 新建了字典“{on}”（{dictionary_code}）")


@dataclass(frozen=True, kw_only=True)
class DictionaryRevised(Event):
    """A dictionary has another name or keeper."""

    sentence = _("{by} 修改了字典“{on}”的名称或维护部门")


@dataclass(frozen=True, kw_only=True)
class EntriesSaved(Event):
    """Entries of a dictionary were changed or added."""

    names: str
    sentence = _("{by} 修改了字典“{on}”：{names}")
