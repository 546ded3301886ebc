"""The addresses of this room."""

from django.urls import path

from andu.portal import views
from andu.portal.tabs import TABS

app_name = "portal"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("palette", views.palette, name="palette"),
    path("todo/filter", views.filtering, name="filter"),
    path("todo/export", views.export, name="export"),
    *[
        path(f"todo/{tab.path}".rstrip("/"), views.listing, {"code": tab.code}, name=tab.code)
        for tab in TABS
    ],
    path("w/<int:pk>", views.matter, name="matter"),
    path("w/<int:pk>/<slug:part>", views.part, name="part"),
    path("w/<int:pk>/<slug:part>/<int:number>", views.part, name="numbered"),
]
