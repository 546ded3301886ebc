"""Every address of the house; each room lists its own."""

from django.urls import include, path

from andu.config.api import addresses
from andu.config.health import healthz
from andu.config.metrics.views import metrics

_OWN = [path("healthz", healthz, name="healthz"), path("metrics", metrics, name="metrics")]

urlpatterns: list[object] = [
    path("", include((_OWN, "config"))),
    path("", include(addresses())),
    path("", include("andu.ui.urls")),
    path("", include("andu.audit.urls")),
    path("", include("andu.portal.urls")),
    path("", include("andu.recurring.urls")),  # before: its pages stand beside a template's
    path("", include("andu.approvals.urls")),
    path("", include("andu.authority.urls")),
    path("", include("andu.upkeep.urls")),
    path("", include("andu.documents.urls")),
    path("", include("andu.workflow.urls")),
    path("", include("andu.policy.urls")),
    path("", include("andu.identity.urls")),
    path("", include("andu.files.urls")),
    path("", include("andu.forms.urls")),
    path("", include("andu.organisation.urls")),
    path("", include("andu.notify.urls")),
    path("", include("andu.downloads.urls")),
    path("", include("andu.stationery.urls")),
    path("", include("andu.search.urls")),
    path("", include("andu.appearance.urls")),
    path("", include("andu.webhooks.urls")),
]

handler400 = "andu.ui.views.bad_request"
handler403 = "andu.ui.views.forbidden"
handler404 = "andu.ui.views.not_found"
handler500 = "andu.ui.views.broken"
