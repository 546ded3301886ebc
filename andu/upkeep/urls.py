"""The addresses of this room."""

from django.urls import path

from andu.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("flows", views.flows, name="flows"),
    path("flows/<slug:key>", views.flow, name="flow"),
    path("flows/<slug:key>/rule", views.rule, name="rule"),
    path("flows/<slug:key>/rules/<int:number>/file", views.rule_file, name="rule_file"),
    path("flows/<slug:key>/versions/<int:number>/basis", views.basis, name="basis"),
]
