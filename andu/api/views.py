"""/me/tokens, one's own tokens; /api/openapi.json and /me/tokens/api, what there is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.api import actions
from andu.api.forms import TokenForm
from andu.api.models import Token
from andu.api.policy import AFTER_CHANGE, LONGEST, MOST
from andu.api.reading import chapters
from andu.api.site import document
from andu.kit.once import own_key
from andu.kit.opening import confirm_first, open_to_all
from andu.kit.request import Request
from andu.kit.verdict import Refused
from andu.policy.reading import value
from andu.ui import toast

SHOWN = 50


@confirm_first
@own_key
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: Request) -> HttpResponse:
    """One's own tokens, and a new one, whose words stand on the answer and nowhere else. Its own
    key: the kept answer of a form would hold them."""
    if request.actor.member_id is None:
        raise PermissionDenied
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, words = actions.make_token(
                said["name"], said["scope"], said["days"], by=request.actor
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.verdict.reason))
        else:
            return _shown(request, TokenForm(), {"made": made, "once": words})
    return _shown(request, form, {}, 422 if request.method == "POST" else 200)


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    """Away with it."""
    token = get_object_or_404(Token.objects.visible_to(request.actor), pk=pk)
    actions.revoke_token(token, by=request.actor)
    toast.tell(request, _("令牌“{name}”已停用。").format(name=token.name))
    return redirect("api:tokens")


@require_safe
def guide(request: Request) -> HttpResponse:
    """What the API offers, made from the same document."""
    return render(request, "api/guide.html", {"chapters": chapters(document())})


@open_to_all
@own_key  # open to strangers, who leave no rows
@require_safe
def openapi(_request: Request) -> HttpResponse:
    """The OpenAPI document; it names addresses and fields, no data."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def _shown(
    request: Request, form: TokenForm, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    organisation, now = request.actor.organisation_id, timezone.now()
    mine = Token.objects.visible_to(request.actor)
    context = more | {
        "form": form, "rows": mine[:SHOWN], "now": now, "live": mine.live(now).count(),
        "ends": value(AFTER_CHANGE, organisation=organisation),
        "most": value(MOST, organisation=organisation),
        "longest": value(LONGEST, organisation=organisation),
    }  # fmt: skip
    answer = render(request, "api/tokens.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
