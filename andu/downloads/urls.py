"""The addresses of this room."""

from django.urls import path

from andu.downloads import views

app_name = "downloads"

urlpatterns = [
    path("downloads", views.index, name="index"),
    path("downloads/<int:pk>", views.take, name="take"),
    path("downloads/<int:pk>/drop", views.drop, name="drop"),
]
