"""Where each room's part of the API is mounted, beside the pages of its own room."""

from typing import Any

from django.urls import URLPattern, path

from andu.api import urls
from andu.api.site import site
from andu.approvals import api as approvals
from andu.kit.opening import in_background
from andu.portal import api as portal

site.add_router("", portal.router)
site.add_router("", approvals.starting)
site.add_router("", approvals.matters)


def addresses() -> tuple[list[Any], str]:
    """Everything of the room `api`; no request with a token keeps a browser's session alive."""
    patterns, app, namespace = site.urls
    asked = [  # without the front page of the library
        one for one in patterns if isinstance(one, URLPattern) and one.name != "api-root"
    ]
    for one in asked:
        in_background(one.callback)
    return [*urls.urlpatterns, path("api/", (asked, app, namespace))], urls.app_name
