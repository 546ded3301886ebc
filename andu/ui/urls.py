from django.urls import path

from andu.ui import views

app_name = "ui"
urlpatterns = [
    path("display", views.switch, name="display"),
    path("keys", views.keys, name="keys"),
    path("look/<int:version>/<slug:colour>.css", views.colours, name="colours"),
]
