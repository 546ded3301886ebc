"""The addresses of this room."""

from django.urls import path

from andu.portal import views
from andu.portal.tabs import TABS

app_name = "portal"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("unit", views.unit, name="unit"),
    path("me/desk", views.arrange, name="arrange"),
    path("admin/desk", views.arrange_role, name="arrange_role"),
    path("palette", views.palette, name="palette"),
    path("todo/filter", views.filtering, name="filter"),
    path("todo/export", views.export, name="export"),
    path("todo/filters", views.save_filter, name="filter_save"),
    path("todo/filters/<int:pk>/<slug:verb>", views.change_filter, name="filter_change"),
    path("todo/batch", views.start_batch, name="batch_start"),
    path("todo/batch/<int:pk>", views.batch, name="batch"),
    path("todo/batch/<int:pk>/undo", views.undo_batch, name="batch_undo"),
    *[
        path(f"todo/{tab.path}".rstrip("/"), views.listing, {"code": tab.code}, name=tab.code)
        for tab in TABS
    ],
    path("w/<int:pk>", views.matter, name="matter"),
    path("w/<int:pk>/<slug:part>", views.part, name="part"),
    path("w/<int:pk>/<slug:part>/<int:number>", views.part, name="numbered"),
]
