"""The addresses of this room; a request's own are the portal's /w/<id>."""

from django.urls import path

from andu.approvals import views
from andu.approvals.views import editing, editing_flow

app_name = "approvals"

urlpatterns = [
    path("start", views.start, name="start"),
    path("start/<slug:key>", views.begin, name="begin"),
    path("start/<slug:key>/draft", views.keep, name="keep"),
    path("start/<slug:key>/choosable", views.choosable, name="choosable"),
    path("matters/pick", views.pick_matters, name="pick_matters"),
    path("drafts", views.drafts, name="drafts"),
    path("drafts/<int:pk>/drop", views.drop, name="drop"),
    path("prints", views.prints, name="prints"),
    path("verify", views.verify, name="verify"),
    path("verify/<str:code>", views.verify, name="verify_code"),
    path("admin/processes", editing.processes, name="processes"),
    path("admin/processes/new", editing.process_new, name="process_new"),
    path("admin/processes/<slug:key>", editing.process, name="process"),
    path("admin/processes/<slug:key>/flow.bpmn", editing_flow.flow_file, name="process_flow"),
    path(
        "admin/processes/<slug:key>/versions",
        editing_flow.process_versions,
        name="process_versions",
    ),
    path(
        "admin/processes/<slug:key>/versions/<int:number>",
        editing_flow.process_versions,
        name="process_version",
    ),
    path("admin/processes/<slug:key>/upload", editing_flow.upload, name="process_upload"),
    path("admin/processes/<slug:key>/adopt", editing_flow.adopt, name="process_adopt"),
    path("admin/processes/<slug:key>/redraw", editing_flow.redraw, name="process_redraw"),
    path("admin/processes/<slug:key>/publish", editing_flow.publish, name="process_publish"),
    path("admin/processes/<slug:key>/discard", editing_flow.discard, name="process_discard"),
    path("admin/processes/<slug:key>/close", editing_flow.close, name="process_close"),
    path("admin/processes/<slug:key>/reopen", editing_flow.reopen, name="process_reopen"),
    path("admin/processes/<slug:key>/<slug:page>", editing.process, name="process_page"),
    path("admin/processes/<slug:key>/<slug:page>/preview", editing.preview, name="process_preview"),
]
