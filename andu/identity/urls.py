"""The addresses of this room."""

from django.urls import path

from andu.identity import views

app_name = "identity"
urlpatterns = [
    path("login", views.login, name="login"),
    path("logout", views.logout, name="logout"),
    path("activate", views.activate, name="activate"),
    path("me", views.me, name="me"),
    path("me/confirm", views.confirm, name="confirm"),
    path("me/display", views.display, name="display"),
    path("me/keys", views.keys, name="keys"),
    path("me/password", views.password, name="password"),
    path("me/security", views.security, name="security"),
    path("me/security/others/end", views.end_others, name="end_others"),
    path("me/security/leak", views.leak, name="leak"),
    path("me/security/<int:pk>/end", views.end_session, name="end_session"),
    path("admin/users", views.accounts, name="accounts"),
    path("admin/users/new", views.new_account, name="new_account"),
    path("admin/users/<int:pk>", views.account, name="account"),
    path("admin/users/<int:pk>/<slug:verb>", views.change, name="change"),
    path("admin/logins", views.logins, name="logins"),
    path("admin/logins.csv", views.export_logins, name="export_logins"),
]
