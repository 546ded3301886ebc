"""The addresses of this room."""

from django.urls import path

from andu.stationery import views

app_name = "stationery"
urlpatterns = [
    path("me/signature", views.signature, name="signature"),
    path("me/signature/<int:pk>/drop", views.drop, name="drop"),
    path("me/signature/<int:pk>/picture", views.picture, name="picture"),
    path("me/phrases", views.phrases, name="phrases"),
    path("me/phrases/<int:pk>", views.phrase, name="phrase"),
    path("admin/phrases", views.common_phrases, name="common_phrases"),
    path("admin/phrases/<int:pk>", views.common_phrase, name="common_phrase"),
]
