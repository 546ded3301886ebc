"""Where this room appears."""

from django.utils.translation import gettext_lazy as _

from andu.documents.rights import MANAGE, REGISTER
from andu.ui.menu import ADMIN, HANDLE, Entry, register

register(
    Entry(
        _("公文"), "documents:numbers", "file-text", HANDLE, 50,
        only_if=lambda request: bool(
            request.actor.scopes(REGISTER.code) or request.actor.scopes(MANAGE.code)  # type: ignore[attr-defined]
        ),
    ),
    Entry(
        _("发文名义与字号"), "documents:issuers", "signature", ADMIN, 30, right=MANAGE.code,
        section=_("业务"),
    ),
)  # fmt: skip
