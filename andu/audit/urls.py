"""The addresses of this room."""

from django.urls import path

from andu.audit import views

app_name = "audit"
urlpatterns = [
    path("admin/audit", views.entries, name="entries"),
    path("admin/audit.csv", views.export, name="export"),
    path("admin/audit/verify", views.verify, name="verify"),
    path("admin/audit/<str:kind>/<str:subject>", views.trace, name="trace"),
]
