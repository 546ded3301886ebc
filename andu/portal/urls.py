"""The addresses of this room."""

from django.urls import path

from andu.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("todo", views.todo, name="todo"),
    path("todo/unread", views.reading, name="reading"),
    path("todo/done", views.done, name="done"),
    path("todo/mine", views.mine, name="mine"),
    path("w/<int:pk>", views.matter, name="matter"),
    path("w/<int:pk>/<slug:part>", views.part, name="part"),
    path("w/<int:pk>/<slug:part>/<int:number>", views.part, name="numbered"),
]
