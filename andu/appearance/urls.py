"""The addresses of this room."""

from django.urls import path

from andu.appearance import views

app_name = "appearance"
urlpatterns = [
    path("admin/look", views.style, name="style"),
    path("look/<slug:digest>.<slug:kind>", views.picture, name="picture"),
]
