"""The addresses of this room."""

from django.urls import path

from andu.forms import views

app_name = "forms"
urlpatterns = [
    path("forms/upload", views.upload, name="upload"),
    path("forms/pick", views.pick, name="pick"),
    path("admin/dict", views.dictionaries, name="dictionaries"),
    path("admin/dict/<int:pk>", views.dictionary, name="dictionary"),
    path("admin/dict/<int:pk>/entries", views.entries, name="entries"),
]
