"""The addresses of this room."""

app_name = "authority"
urlpatterns: list[object] = []
