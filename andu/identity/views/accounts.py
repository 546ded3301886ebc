"""The administrator's pages of accounts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.identity import actions, forms, people, queries, rules
from andu.identity.models import Account, Attempt
from andu.identity.rights import GUARD, MANAGE
from andu.kit.keyset import page
from andu.kit.once import own_key
from andu.kit.opening import confirm_first, needs
from andu.kit.request import Request
from andu.kit.verdict import Refused

SIZE, LINES = 50, 10
VERBS = {"suspend": actions.suspend, "restore": actions.restore, "close": actions.close}


@confirm_first
@needs(MANAGE.code, GUARD.code)
@require_safe
def accounts(request: Request) -> HttpResponse:
    """The list of accounts."""
    form = forms.AccountFilter(request.GET, people.ask().units())
    given = form.cleaned_data if form.is_valid() else {}
    search = queries.Search(**{name: given.get(name, "") for name in ("text", "state", "unit")})
    found = page(queries.accounts(request.actor, search), ("id",), request.GET.get("after", ""))
    places = queries.places(found.items)
    rows = [(account, places.get(account.pk, "")) for account in found.items]
    context = {"form": form, "rows": rows, "next": _query(request, found.next)}
    return render(request, "identity/accounts.html", context)


@confirm_first
@needs(MANAGE.code, GUARD.code)
@own_key  # the answer holds a code that is kept nowhere
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: Request) -> HttpResponse:
    """One account by hand; most come by the import."""
    form = forms.NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given, by = form.cleaned_data, request.actor
            basis = given["basis"]
            made = actions.open_account(given["login_name"], given["name"], by=by, basis=basis)
            code = actions.issue_activation(made, by=by, basis=basis)
            return render(request, "identity/code.html", {"account": made, "code": code})
        except Refused as refused:
            form.add_error(None, str(refused.verdict.reason))
    status = 422 if form.errors else 200
    return render(request, "identity/new_account.html", {"form": form}, status=status)


@confirm_first
@needs(MANAGE.code, GUARD.code)
@require_safe
def account(request: Request, pk: int) -> HttpResponse:
    """One account: its facts, its last logins, what may be done with it."""
    return _shown(request, _found(request, pk), forms.Basis())


@confirm_first
@needs(MANAGE.code, GUARD.code)
@own_key
@never_cache
@require_POST
def change(request: Request, pk: int, verb: str) -> HttpResponse:
    """Suspend, restore, close, or give a new code; each on a named basis."""
    found, form = _found(request, pk), forms.Basis(request.POST)
    if verb not in VERBS and verb != "reset":
        raise Http404
    if not form.is_valid():
        return _shown(request, found, form, verb)
    try:
        basis = form.cleaned_data["basis"]
        if verb == "reset":
            code = actions.issue_activation(found, by=request.actor, basis=basis)
            return render(request, "identity/code.html", {"account": found, "code": code})
        VERBS[verb](found, by=request.actor, basis=basis)
    except Refused as refused:
        form.add_error(None, str(refused.verdict.reason))
        return _shown(request, found, form, verb)
    messages.success(request, _("已经办理。"))
    return redirect("identity:account", pk=found.pk)


def _found(request: Request, pk: int) -> Account:
    found: Account = get_object_or_404(Account.objects.visible_to(request.actor), pk=pk)
    return found


def _shown(request: Request, found: Account, form: forms.Basis, verb: str = "") -> HttpResponse:
    by = request.actor
    verdicts = {
        "reset": rules.may_issue(by, found, "-"), "suspend": rules.may_suspend(by, found, "-"),
        "restore": rules.may_restore(by, found, "-"), "close": rules.may_close(by, found, "-"),
    }  # fmt: skip
    context = {
        "account": found, "form": form, "verb": verb, "verdicts": verdicts,
        "place": queries.places([found]).get(found.pk, ""),
        "attempts": Attempt.objects.visible_to(by).filter(account=found).order_by("-id")[:LINES],
        "sessions": queries.open_sessions(found).count(),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "identity/account.html", context, status=status)


def _query(request: Request, token: str) -> str:
    if not token:
        return ""
    query = request.GET.copy()
    query["after"] = token
    return query.urlencode()
