"""The addresses of this room."""

from django.urls import path

from andu.authority import views

app_name = "authority"
urlpatterns = [
    path("admin/authority", views.matrices, name="matrices"),
    path("admin/authority/<slug:key>", views.matrix, name="matrix"),
    path("admin/authority/<slug:key>/settings", views.settings, name="settings"),
    path("admin/authority/<slug:key>/discard", views.discard, name="discard"),
    path("admin/authority/<slug:key>/close", views.close, name="close"),
    path("admin/authority/<slug:key>/reopen", views.reopen, name="reopen"),
    path("admin/authority/<slug:key>/import", views.import_, name="import"),
    path("admin/authority/<slug:key>/adopt", views.adopt, name="adopt"),
    path("admin/authority/<slug:key>/export", views.export, name="export"),
    path("admin/authority/<slug:key>/try", views.try_, name="try"),
    path("admin/authority/<slug:key>/versions", views.versions, name="versions"),
    path("admin/authority/<slug:key>/versions/<int:number>", views.versions, name="version"),
]
