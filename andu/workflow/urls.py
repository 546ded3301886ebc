"""The addresses of this room; those of a matter stand under /w/<id> (kinds.py)."""

from django.urls import path

from andu.workflow.views import absence, late, leaving, pools, responsibilities, urging

app_name = "workflow"
urlpatterns = [
    path("me/delegate", absence.delegations, name="delegations"),
    path("me/delegate/<int:pk>/revoke", absence.revoke, name="revoke_delegation"),
    path("admin/delegations", absence.administration, name="delegations_of_all"),
    path("admin/handover", leaving.handovers, name="handovers"),
    path("admin/handover/new", leaving.hand_over, name="hand_over"),
    path("admin/handover/<int:pk>", leaving.handover, name="handover"),
    path("admin/handover/<int:pk>/progress", leaving.progress, name="handover_progress"),
    path("me/responsibility", responsibilities.responsibilities, name="responsibilities"),
    path(
        "me/responsibility/export",
        responsibilities.export_responsibilities,
        name="export_responsibilities",
    ),
    path("stats/late", late.late, name="late"),
    path("urge/<int:pk>", urging.urge_seat, name="urge_seat"),
    path("take/<int:pk>", pools.take, name="take"),
]
