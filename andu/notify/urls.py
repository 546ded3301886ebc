from django.urls import path

from andu.notify import views

app_name = "notify"
urlpatterns = [
    path("me/notices", views.index, name="index"),
    path("me/notices/bell", views.bell, name="bell"),
    path("me/notices/<int:pk>/open", views.open_, name="open"),
    path("me/notices/settings", views.arrange, name="arrange"),
    path("me/notices/read", views.read_some, name="read_some"),
    path("me/notices/read-all", views.read_all, name="read_all"),
]
