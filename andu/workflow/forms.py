"""Forms about being away and leaving."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.kit import plain
from andu.organisation.forms.picking import PickField, Within
from andu.workflow.models import Flow
from andu.workflow.rules_absence import Absence

DAY = {"type": "date"}
ALL, SOME = "all", "some"


class FlowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Flows by their ids; a number no database holds is no flow."""

    def clean(self, value: Any) -> Any:
        """The flows. ValidationError when one of them is not to be chosen."""
        return super().clean([plain.number(each) for each in value or []])


class DelegationForm(Within):
    """Who stands in, which days, for which flows."""

    delegate = PickField(
        label=_("受托人"), colleagues=True, help_text=_("输入姓名、拼音或部门来找。")
    )
    since = forms.DateField(label=_("开始日期"), widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(
        label=_("结束日期"), required=False, widget=forms.DateInput(attrs=DAY),
        help_text=_("当天仍有效。不填则一直有效，直到收回。"),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("流程范围"), widget=forms.RadioSelect, initial=ALL,
        choices=((ALL, _("全部流程")), (SOME, _("只委托下面选中的流程"))),
    )  # fmt: skip
    flows = FlowsField(
        Flow.objects.none(), label=_("选中的流程"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    takes_open = forms.BooleanField(
        label=_("把已有待办一并交给他"), required=False,
        help_text=_("不勾选时，现有待办仍由本人办理，只有生效后新到的交给受托人。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("事由"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flows"].queryset = (  # type: ignore[attr-defined]
            Flow.objects.filter(organisation=self.organisation, versions__state="published")
            .distinct()
            .order_by("name", "id")
        )
        self.fields["since"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """Some flows are named when only some are meant."""
        said = super().clean() or {}
        if said.get("scope") == SOME and not said.get("flows"):
            self.add_error("flows", _("请选中至少一个流程，或改选“全部流程”。"))
        return said

    def absence(self, absent: Any) -> Absence:
        """What is asked for."""
        said = self.cleaned_data
        flows = tuple(said["flows"]) if said["scope"] == SOME else ()
        return Absence(
            absent=absent, delegate=said["delegate"], since=said["since"], until=said["until"],
            flows=flows, reason=said["reason"], takes_open=said["takes_open"],
        )  # fmt: skip


class DelegationForOthersForm(DelegationForm):
    """The same for somebody who cannot do it: ill, out of reach."""

    absent = PickField(label=_("委托人（不在岗的人）"), colleagues=True)
    basis = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("如请假单号、领导批示。写入审计日志。")
    )

    field_order = ("absent", "delegate")


class HandoverForm(Within):
    """Whose turns go to whom, and why."""

    giver = PickField(label=_("交出人"), colleagues=True)
    taker = PickField(label=_("接手人"), colleagues=True)
    reason = forms.CharField(label=_("交接理由"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        giver = self.fields["giver"]
        giver.rows = self.organisation.members.all()  # type: ignore[attr-defined]
