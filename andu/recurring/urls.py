"""The addresses of this room: beside those of a template."""

from django.urls import path

from andu.recurring import views

app_name = "recurring"
_AT = "admin/processes/<slug:key>/schedules"
urlpatterns = [
    path(_AT, views.schedules, name="schedules"),
    path(f"{_AT}/new", views.schedule_new, name="schedule_new"),
    path(f"{_AT}/<int:pk>", views.schedule, name="schedule"),
    path(f"{_AT}/<int:pk>/edit", views.schedule_edit, name="schedule_edit"),
    path(f"{_AT}/<int:pk>/occasions/<int:number>", views.occasion, name="occasion"),
    *[
        path(f"{_AT}/<int:pk>/{verb}", views.schedule_act, {"verb": verb}, name=f"schedule_{verb}")
        for verb in ("pause", "resume", "end")
    ],
]
