"""Where each room's part of the API is mounted, beside the pages of its own room."""

from typing import Any

from django.urls import URLPattern, path

from andu.api import urls
from andu.api.site import site
from andu.approvals import api as approvals
from andu.authority import api as authority
from andu.documents import api as documents
from andu.files import api as files
from andu.forms import api as forms
from andu.kit.once import alone
from andu.kit.opening import in_background
from andu.notify import api as notify
from andu.organisation import api as organisation
from andu.portal import api as portal
from andu.recurring import api as recurring
from andu.search import api as search
from andu.stationery import api as stationery
from andu.upkeep import api as upkeep
from andu.workflow import api as workflow

for router in (
    portal.router, approvals.starting, approvals.drafts, approvals.matters, approvals.papers,
    authority.router, documents.router, upkeep.router, recurring.router, forms.router, files.router,
    workflow.router, stationery.router, notify.router, search.router, organisation.router,
):  # fmt: skip
    site.add_router("", router)


# They store a file, which is checked and written before any transaction.
STORING = {"upload_file", "finish_upload", "replace_attachment"}


def addresses() -> tuple[list[Any], str]:
    """Everything of the room `api`; no request with a token keeps a browser's session alive."""
    patterns, app, namespace = site.urls
    asked = [  # without the front page of the library
        one for one in patterns if isinstance(one, URLPattern) and one.name != "api-root"
    ]
    for one in asked:
        in_background(one.callback)
        if one.name in STORING:
            alone(one.callback)
    return [*urls.urlpatterns, path("api/", (asked, app, namespace))], urls.app_name
