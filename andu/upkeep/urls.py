"""The addresses of this room."""

from django.urls import path

from andu.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("upkeep", views.flows, name="flows"),
    path("upkeep/starters", views.starters, name="starters"),
    path("upkeep/flows/<slug:key>", views.flow, name="flow"),
    path("upkeep/flows/<slug:key>/analysis", views.analysis, name="analysis"),
    *[
        path(f"upkeep/flows/<slug:key>/analysis/{verb}", view, name=f"analysis_{verb}")
        for verb, view in (
            ("propose", views.analysis_propose), ("export", views.analysis_export),
        )
    ],
    path("upkeep/flows/<slug:key>/rule", views.rule, name="rule"),
    path("upkeep/flows/<slug:key>/rules/<int:number>/file", views.rule_file, name="rule_file"),
    path("upkeep/flows/<slug:key>/versions/<int:number>/basis", views.basis, name="basis"),
    path("upkeep/flows/<slug:key>/fix", views.fix, name="fix"),
    path("upkeep/flows/<slug:key>/lift", views.lift, name="lift"),
    path("upkeep/running", views.running, name="running"),
    path("upkeep/running/<int:pk>", views.matter, name="matter"),
    path("upkeep/online", views.register, name="online"),
    path("upkeep/online/ask", views.waiver_new, name="waiver_new"),
    path("upkeep/online/<int:pk>/decide", views.waiver_decide, name="waiver_decide"),
    path("me/reports", views.reports, {"mine": True}, name="mine"),
    path("upkeep/reports", views.reports, name="reports"),
    path("upkeep/reports/new", views.report_new, name="report_new"),
    path("upkeep/reports/<int:pk>", views.report, name="report"),
    *[
        path(f"upkeep/reports/<int:pk>/{verb}", views.report_say, {"verb": verb},
             name=f"report_{verb}")
        for verb in ("answer", "add", "close")
    ],
]  # fmt: skip
