"""Fields that choose people and units by typing; without scripts the typed words are looked up."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from andu.kit import plain
from andu.organisation.models import Member, Unit


class Picking(forms.Widget):
    """The picker of `ui`, as the widget of a field."""

    def __init__(self, kind: str, multiple: bool, source: str) -> None:
        super().__init__()
        self.kind, self.multiple, self.source = kind, multiple, source
        self.chosen: list[tuple[int, str]] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box with its chips."""
        url = f"{reverse_lazy(self.source)}?kind={self.kind}"
        said = value.get("text", "") if isinstance(value, dict) else ""
        context = {
            "name": name, "url": url, "id": (attrs or {}).get("id", name), "label": "",
            "multiple": self.multiple, "chosen": self._shown(value), "text": said,
            "attributes": flatatt(attrs or {}),
        }  # fmt: skip
        return render_to_string("ui/_picker.html", context)

    def value_from_datadict(self, data: Any, files: Mapping[str, Any], name: str) -> Any:
        """Ids of the chips, and the words typed."""
        ids = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return {"ids": [each for each in ids if each], "text": data.get(f"{name}_text", "").strip()}

    def _shown(self, value: Any) -> list[tuple[int, str]]:
        ids = (
            value["ids"]
            if isinstance(value, dict)
            else [str(getattr(v, "pk", v)) for v in value or []]
        )
        rows = (Unit if self.kind == "unit" else Member).objects.filter(
            pk__in=[plain.number(each) for each in ids]
        )
        return [(row.pk, row.name) for row in rows]


class PickField(forms.Field):
    """One or several people or units of an organisation (`rows` is set by the form). The options
    come from an administrator's page, or, for `colleagues`, from what every member may look up."""

    def __init__(
        self, kind: str = "member", *, multiple: bool = False, colleagues: bool = False, **more: Any
    ) -> None:
        source = "organisation:pick" if colleagues else "organisation:admin_pick"
        super().__init__(widget=Picking(kind, multiple, source), **more)
        self.kind, self.multiple = kind, multiple
        self.rows: QuerySet[Any] = Member.objects.none()

    def clean(self, value: Any) -> Any:
        """The row, or the list of rows when several may be chosen."""
        found = self._found(value or {"ids": [], "text": ""})
        if self.required and not found:
            raise forms.ValidationError(_("请从列表里选择。可以输入姓名、拼音、部门来找。"))
        if self.multiple:
            return found
        return found[0] if found else None

    def _found(self, value: dict[str, Any]) -> list[Model]:
        ids = [pk for pk in map(plain.number, value["ids"]) if pk]
        found = list(self.rows.filter(pk__in=ids))
        if len(found) < len(ids):
            raise forms.ValidationError(_("所选的已不在本机构，请重新选择。"))
        if found or not value["text"]:
            return found
        text = value["text"]
        named = list(self.rows.filter(name=text)[:2]) or list(self.rows.filter(code=text)[:2])
        if len(named) != 1:
            raise forms.ValidationError(
                _("“{text}”找不到或不止一个，请写工号（代码）。").format(text=text)
            )
        return named


class Within(forms.Form):
    """A form about one organisation: its pick fields look there only."""

    def __init__(self, *args: Any, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        for field in self.fields.values():
            if isinstance(field, PickField):
                field.rows = _rows(field.kind, organisation)
            elif isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(organisation=organisation)


def _rows(kind: str, organisation: Any) -> QuerySet[Any]:
    if kind == "unit":
        return Unit.objects.open().filter(organisation=organisation)
    return Member.objects.present().filter(organisation=organisation)
