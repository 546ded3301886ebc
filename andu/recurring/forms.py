"""What administrators of flows send in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from andu.approvals import rules as approvals
from andu.approvals.models import TemplateVersion
from andu.forms.filling import Raw
from andu.kit import plain
from andu.kit.actor import Actor
from andu.organisation.forms.picking import PickField, Within
from andu.organisation.models import Post, Role
from andu.recurring.filling import dates_of
from andu.recurring.models import Schedule
from andu.recurring.models.schedule import WEEK
from andu.recurring.occurring import Every, Off, On, Rhythm
from andu.recurring.planning import Plan
from andu.recurring.words import weekday_names

DAY = forms.DateInput(attrs={"type": "date"})
CLOCK = forms.TimeInput(attrs={"type": "time"})


class ScheduleForm(Within):
    """Who, when and how. What suits the choices made is shown; the rest is not read."""

    name = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("例如 月度安全检查。办理过程里会写明。")
    )
    who = forms.ChoiceField(label=_("谁发起"), choices=Schedule.Who.choices)
    members = PickField("member", multiple=True, colleagues=True, label=_("人员"), required=False)
    post = forms.ModelChoiceField(
        Post.objects.all(), label=_("岗位"), empty_label=_("请选择"), required=False
    )
    role = forms.ModelChoiceField(
        Role.objects.all(), label=_("角色"), empty_label=_("请选择"), required=False
    )
    units = PickField(
        "unit", multiple=True, colleagues=True, label=_("哪些部门（含下级）"), required=False,
        help_text=_("不填为全单位。每人各发起一件。"),
    )  # fmt: skip
    every = forms.ChoiceField(label=_("多久一次"), choices=Schedule.EVERY, initial="month")
    month = forms.TypedChoiceField(
        label=_("月份"), coerce=int, required=False,
        choices=[(each, f"{each} 月") for each in range(1, 13)],  # noqa: chinese
    )  # fmt: skip
    on = forms.ChoiceField(label=_("哪一天"), choices=Schedule.ON, required=False)
    number = forms.IntegerField(
        label=_("第几"), min_value=1, max_value=31, required=False, initial=1,
        help_text=_("当月没有这么多的，取最后一日（最后一个工作日）。"),
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("周几"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    time = forms.TimeField(label=_("时刻"), widget=CLOCK, initial="09:00")
    off = forms.ChoiceField(
        label=_("遇非工作日"), choices=Schedule.OFF, initial=Off.NEXT.value,
        help_text=_("按归口部门的工作日历。"),
    )  # fmt: skip
    since = forms.DateField(label=_("开始日期"), widget=DAY)
    until = forms.DateField(
        label=_("结束日期"), widget=DAY, required=False, help_text=_("不填为一直有效。")
    )
    mode = forms.ChoiceField(
        label=_("怎样发起"), choices=Schedule.Mode.choices, widget=forms.RadioSelect,
        initial=Schedule.Mode.DRAFT,
    )  # fmt: skip
    title = forms.CharField(
        label=_("标题"), max_length=120, required=False,
        help_text=_(
            "可以写 {year}、{month}、{day}、{name}、{unit}，"
            "到时换成年、月、日、姓名、部门；不填用常用标题。"
        ),
    )  # fmt: skip
    urgency = forms.TypedChoiceField(label=_("紧急程度"), coerce=int, required=False)
    today = forms.MultipleChoiceField(
        label=_("填发起当天日期的字段"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, version: TemplateVersion, actor: Actor, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, organisation=version.template.organisation, **kwargs)
        fields: Any = self.fields
        fields["since"].initial = timezone.localdate()
        fields["weekdays"].choices = list(enumerate(weekday_names()))
        fields["urgency"].choices = list(approvals.urgencies(actor).items())
        dates = [(each.key, each.label) for each in dates_of(version)]
        fields["today"].choices = dates
        if not dates:
            del self.fields["today"]

    def plan(self, raw: Raw) -> Plan:
        """What is asked for, with the form as filled in."""
        said = self.cleaned_data
        return Plan(
            name=plain.line(said["name"]), who=said["who"], members=tuple(said["members"]),
            post=said["post"], role=said["role"], units=tuple(said["units"]),
            rhythm=self._rhythm(said), time=said["time"], mode=said["mode"],
            title=plain.line(said["title"]), urgency=said["urgency"] or 0, raw=raw,
            today=tuple(said.get("today", ())),
        )  # fmt: skip

    def _rhythm(self, said: dict[str, Any]) -> Rhythm:
        return Rhythm(
            every=Every(said["every"]), since=said["since"], until=said["until"],
            weekdays=frozenset(day for day in said["weekdays"] if day in WEEK),
            on=On(said["on"] or On.DAY), number=said["number"] or 1, month=said["month"] or 1,
            off=Off(said["off"]),
        )  # fmt: skip


def initial_of(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    rhythm = plan.rhythm
    return {
        "name": plan.name, "who": plan.who, "members": plan.members, "post": plan.post,
        "role": plan.role, "units": plan.units, "every": rhythm.every.value,
        "month": rhythm.month, "on": rhythm.on.value, "number": rhythm.number,
        "weekdays": sorted(rhythm.weekdays), "time": plan.time, "off": rhythm.off.value,
        "since": rhythm.since, "until": rhythm.until, "mode": plan.mode, "title": plan.title,
        "urgency": plan.urgency, "today": plan.today,
    }  # fmt: skip
