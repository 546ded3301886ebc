"""The addresses of this room: files on their way in. What is here is served by the rooms above."""

from django.urls import path

from andu.files import views

app_name = "files"

urlpatterns = [
    path("files/uploads", views.begin, name="begin"),
    path("files/uploads/<slug:token>", views.upload, name="upload"),
]
