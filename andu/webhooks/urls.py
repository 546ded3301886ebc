"""The addresses of this room."""

from django.urls import path

from andu.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("admin/webhooks", views.hooks, name="hooks"),
    path("admin/webhooks/<int:pk>", views.hook, name="hook"),
    path("admin/webhooks/<int:pk>/stop", views.stop, name="stop"),
    path("admin/webhooks/<int:pk>/secret", views.secret, name="secret"),
    path("admin/webhooks/<int:pk>/try", views.try_, name="try"),
    path("admin/webhooks/<int:pk>/resend", views.resend, name="resend"),
]
