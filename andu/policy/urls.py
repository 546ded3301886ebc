"""The addresses of this room."""

from django.urls import path

from andu.policy import views

app_name = "policy"
urlpatterns = [
    path("admin/settings", views.settings, name="settings"),
    path("admin/settings/<str:code>", views.setting, name="setting"),
]
