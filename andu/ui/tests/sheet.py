"""A house of glass for the tests: a few pages made of every component, with invented people."""

import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from andu.kit.verdict import no, require
from andu.ui import toast

app_name = ""


class Leave(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="标题", help_text="写明事由，40 字以内。")
    days = forms.IntegerField(label="天数")
    kind = forms.ChoiceField(label="种类", choices=[("a", "年休假"), ("b", "事假")])
    since = forms.DateField(label="开始", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="事由", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    half = forms.ChoiceField(
        label="时段", choices=[("am", "上午"), ("pm", "下午")], widget=forms.RadioSelect
    )
    told = forms.BooleanField(label="已告知交接人", required=False)


def rows() -> list[dict[str, object]]:
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    titles = [
        ("关于做好寒潮天气城市运行保障工作的通知", 1, "陈砚秋", "发文会签", 2 * hour),
        ("2026 年第四季度老旧小区改造专项资金拨付申请", 2, "方亦舒", "资金支付审批", 3 * hour),
        ("关于云澜大道综合管廊二期工程初步设计的批复", 0, "许昭宁", "发文审核", 30 * hour),
        ("锦绣苑小区二次供水问题办理情况回复", 3, "唐书瑶", "信访件审核", -4 * hour),
        ("年休假 5 天，12 月 1 日至 12 月 7 日", 0, "韩雨桐", "请假申请", 72 * hour),
    ]
    keys = ("title", "urgency", "who", "kind", "due")
    return [dict(zip(keys, (*t[:4], now + t[4]), strict=True)) for t in titles]


def todo(request: HttpRequest) -> HttpResponse:
    context = {"rows": rows(), "now": timezone.now()}
    if request.GET.get("toast"):
        toast.tell(request, "已同意，送沈知远签批。", undo="/undo")
        toast.warn(request, "返回日期早于出发日期，请改为 11 月 25 日之后。")
    return render(request, "sheet/todo.html", context)


def handle(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    day = datetime.timedelta(days=1)
    track = [
        {"state": "ok", "who": "方亦舒", "step": "发起", "at": now - 3 * day},
        {"state": "back", "who": "罗曼青", "step": "科长退回", "at": now - 2 * day,
         "opinion": "请补充造价咨询单位的审核报告。"},
        {"state": "void", "who": "周牧野", "step": "会签", "at": now - 2 * day},
        {"state": "ok", "who": "宋明远", "step": "审计室会签", "at": now,
         "opinion": "进度与合同一致，同意。"},
        {"state": "now", "who": "你", "step": "分管领导审批", "elapsed": "已停 52 分"},
        {"state": "next", "who": "沈知远", "step": "局长签批", "elapsed": "约 3 小时",
         "note": "金额超过 100 万元，需局长签批"},
    ]  # fmt: skip
    return render(request, "sheet/handle.html", {"track": track, "now": now, "due": now + day / 8})


def form(request: HttpRequest) -> HttpResponse:
    bound = Leave(request.POST or ({"title": "", "days": "x"} if "bad" in request.GET else None))
    return render(request, "sheet/form.html", {"form": bound})


def admin(request: HttpRequest) -> HttpResponse:
    people = ["林晚舟", "周牧野", "许昭宁", "宋明远"]
    return render(request, "sheet/admin.html", {"people": people})


def login(request: HttpRequest) -> HttpResponse:
    return render(request, "sheet/login.html")


def options(request: HttpRequest) -> HttpResponse:
    people = [(3, "顾清和", "局领导，副局长"), (4, "林晚舟", "办公室，主任")]
    found = [{"value": v, "label": n, "said": s} for v, n, s in people]
    return render(request, "ui/_options.html", {"options": found})


def refuse(request: HttpRequest) -> HttpResponse:
    require(no("这件事已由许昭宁办理，请刷新待办。"))
    return HttpResponse()


def fragment(request: HttpRequest) -> HttpResponse:
    toast.tell(request, "已保存。")
    return HttpResponse("<p>好</p>")


def news(request: HttpRequest) -> HttpResponse:
    said = {"id": 7, "title": "差旅费报销 被退回", "link": "/handle", "action": "/form"}
    return render(request, "ui/_news.html", said | {"more": 0})


def settings(request: HttpRequest) -> HttpResponse:
    return render(request, "sheet/settings.html")


urlpatterns = [
    path("", include("andu.ui.urls")),
    path("todo", todo, name="todo"),
    path("handle", handle, name="handle"),
    path("form", form, name="form"),
    path("admin/users", admin, name="admin"),
    path("login", login, name="login"),
    path("options", options, name="options"),
    path("refuse", refuse, name="refuse"),
    path("api/refuse", refuse, name="api"),
    path("fragment", fragment, name="fragment"),
    path("news", news, name="news"),
    path("settings", settings, name="settings"),
]
handler404 = "andu.ui.views.not_found"
