"""The addresses of this room; those of the API itself join them in config/api.py."""

from django.urls import path

from andu.api import views

app_name = "api"
urlpatterns = [
    path("me/tokens", views.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revoke", views.revoke, name="revoke"),
    path("me/tokens/guide", views.guide, name="guide"),
    path("api/openapi.json", views.openapi, name="openapi"),
]
