"""The addresses of this room."""

from django.urls import path

from andu.documents import views

app_name = "documents"
urlpatterns = [
    path("gongwen/numbers", views.numbers, name="numbers"),
    path("gongwen/numbers/<int:pk>", views.series, name="series"),
    path("gongwen/numbers/<int:pk>/take", views.take, name="take"),
    path("gongwen/numbers/<int:pk>/reserve", views.reserve, name="reserve"),
    path("gongwen/numbers/of/<int:pk>/use", views.use, name="use"),
    path("gongwen/numbers/of/<int:pk>/back", views.give_back, name="give_back"),
    path("gongwen/numbers/of/<int:pk>/void", views.void, name="void"),
    path("admin/issuers", views.issuers, name="issuers"),
    path("admin/issuers/new", views.issuer, name="issuer_new"),
    path("admin/issuers/<int:pk>", views.issuer, name="issuer"),
    path("admin/issuers/<int:pk>/turn", views.issuer_turn, name="issuer_turn"),
    path("admin/issuers/<int:pk>/series", views.series_new, name="series_new"),
    path("admin/issuers/series/<int:pk>", views.series_edit, name="series_edit"),
    path("admin/issuers/series/<int:pk>/turn", views.series_turn, name="series_turn"),
]
