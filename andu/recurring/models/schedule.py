"""What a schedule is: who starts which requests when, and what stands in them already."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from andu.approvals.models import Template
from andu.kit.actor import Actor
from andu.organisation.models import Member, Post, Role, Unit
from andu.recurring.occurring import Every, Off, On, Rhythm
from andu.upkeep.realm import realm_of
from andu.workflow.models import Matter

WEEK = range(7)
BESIDE = ("template__unit", "template__organisation", "post", "role")  # what is read along with one


class ScheduleQuery(models.QuerySet["Schedule"]):
    """How schedules are found."""

    def visible_to(self, actor: Actor) -> "ScheduleQuery":
        """Those of the flows the actor looks after."""
        realm = realm_of(actor)
        if not realm:
            return self.none()
        mine = self.filter(template__organisation=realm.organisation_id)
        return mine.filter(realm.holds("template__unit__"))

    def active(self) -> "ScheduleQuery":
        """Those that go on."""
        return self.filter(state=Schedule.State.ACTIVE)


class Schedule(models.Model):
    """定时发起 of a template. `counts_from`: occurrences before are nobody's (it was not there, or
    paused); `next_at`: when the clock looks at it next, None when nothing comes any more. `raw`
    holds the form as typed, like a draft's; `today` the keys of date fields that say 今天. A row
    that was ended stays, for what it has started."""

    class State(models.TextChoices):
        ACTIVE = "active", _("启用")
        PAUSED = "paused", _("暂停")
        ENDED = "ended", _("已删除")

    class Who(models.TextChoices):
        PEOPLE = "people", _("指定人员")
        POST = "post", _("担任岗位的人")
        ROLE = "role", _("担任角色的人")
        HEADS = "heads", _("部门负责人")

    class Mode(models.TextChoices):
        DRAFT = "draft", _("存为本人的草稿，通知本人填写")
        SUBMIT = "submit", _("以本人名义直接提交")

    EVERY = [
        (Every.DAY.value, _("每天")), (Every.WEEK.value, _("每周")),
        (Every.MONTH.value, _("每月")), (Every.YEAR.value, _("每年")),
    ]  # fmt: skip
    ON = [
        (On.DAY.value, _("第几日")), (On.LAST_DAY.value, _("最后一日")),
        (On.WORKDAY.value, _("第几个工作日")), (On.LAST_WORKDAY.value, _("最后一个工作日")),
    ]  # fmt: skip
    OFF = [
        (Off.AS_IS.value, _("照常发起")), (Off.NEXT.value, _("顺延到下一个工作日")),
        (Off.BEFORE.value, _("提前到前一个工作日")), (Off.LEFT_OUT.value, _("这一次不发起")),
    ]  # fmt: skip

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="schedules")
    name = models.CharField(_("名称"), max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    who = models.CharField(_("谁发起"), max_length=8, choices=Who.choices)
    members = models.ManyToManyField(Member, blank=True, related_name="+")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, null=True, on_delete=models.PROTECT, related_name="+")
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    every = models.CharField(_("多久一次"), max_length=8, choices=EVERY)
    weekdays = models.PositiveSmallIntegerField(default=0)  # Monday is 1, Sunday 64
    on = models.CharField(_("哪一天"), max_length=16, choices=ON, default=On.DAY.value)
    number = models.PositiveSmallIntegerField(default=1)
    month = models.PositiveSmallIntegerField(default=1)
    time = models.TimeField(_("时刻"))
    off = models.CharField(_("遇非工作日"), max_length=8, choices=OFF, default=Off.NEXT.value)
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"), null=True)
    mode = models.CharField(_("怎样发起"), max_length=8, choices=Mode.choices)
    title = models.CharField(_("标题"), max_length=200, blank=True)
    urgency = models.PositiveSmallIntegerField(
        choices=Matter.Urgency.choices, default=Matter.Urgency.NORMAL
    )
    raw = models.JSONField(default=dict)
    today = models.JSONField(default=list)
    counts_from = models.DateTimeField()
    next_at = models.DateTimeField(null=True, db_index=True)
    made = models.DateTimeField(auto_now_add=True)
    maker_member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    maker = models.CharField(max_length=80)

    objects = ScheduleQuery.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="schedule_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(every="week") | Q(weekdays__gte=1, weekdays__lte=127),
                name="schedule_on_weekdays",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=31, month__gte=1, month__lte=12),
                name="schedule_on_a_day",
            ),
            models.CheckConstraint(
                condition=(~Q(who="post") | Q(post__isnull=False))
                & (~Q(who="role") | Q(role__isnull=False)),
                name="schedule_names_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page among those of the template."""
        return reverse("recurring:schedule", args=[self.template.key, self.pk])

    @property
    def rhythm(self) -> Rhythm:
        """When it recurs."""
        return Rhythm(
            every=Every(self.every), since=self.since, until=self.until, on=On(self.on),
            number=self.number, month=self.month, off=Off(self.off),
            weekdays=frozenset(day for day in WEEK if self.weekdays >> day & 1),
        )  # fmt: skip

    @property
    def is_submitting(self) -> bool:
        """Whether it submits in people's names."""
        return self.mode == self.Mode.SUBMIT
