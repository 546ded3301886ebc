"""The door: login, logout, activation, proving once more who one is."""

from typing import Any

from django.contrib import auth, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from andu.identity import actions, devices, forms, passwords, people, sessions
from andu.identity.models import Account
from andu.kit.once import own_key
from andu.kit.opening import open_to_all, open_while_changing
from andu.kit.request import Request
from andu.kit.verdict import Refused, Verdict, yes
from andu.ui import look, toast
from andu.ui.refusal import holding_back

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@open_to_all
@own_key  # a refused try must stay written, so it can't be undone with the request
@sensitive_post_parameters()
@never_cache
@BOTH
def login(request: Request) -> HttpResponse:
    """The login page; a person already inside goes on to where they wanted."""
    if request.account is not None and request.method != "POST":
        return HttpResponseRedirect(_next(request, request.account))
    form, verdict = forms.Login(request.POST or None), yes
    if request.method == "POST" and form.is_valid():
        device = request.COOKIES.get(devices.COOKIE, "")
        try:
            name, password = form.cleaned_data["login_name"], form.cleaned_data["password"]
            account = actions.sign_in(name, password, device=device, by=request.actor)
            return _let_in(request, account)
        except Refused as refused:
            verdict = refused.verdict
            form.add_error(None, str(verdict.reason))
    context = {"form": form, "next": request.GET.get("next", "")}
    return _shown(request, "login", context, verdict)


@open_to_all
@own_key
@sensitive_post_parameters()
@never_cache
@BOTH
def activate(request: Request) -> HttpResponse:
    """A new person sets their own password with the code from their slip."""
    form, verdict = forms.Activate(request.POST or None), yes
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = actions.activate(
                given["login_name"], given["code"], given["new"], by=request.actor,
                despite_advice=given["despite_advice"],
            )  # fmt: skip
            name = look.of(request).title
            messages.success(request, _("账户已经激活，欢迎使用{name}。").format(name=name))
            return _let_in(request, account)
        except Refused as refused:
            verdict = refused.verdict
            form.add_error(None, str(verdict.reason))
            form.advised = verdict.code == "advice"
    context = {"form": form, "demands": passwords.demands(Account())}
    return _shown(request, "activate", context, verdict)


@require_POST
@open_while_changing
def logout(request: Request) -> HttpResponse:
    """Leave; the session is gone on the server too."""
    actions.sign_out(request.account, str(request.session.session_key), by=request.actor)
    auth.logout(request)
    messages.success(request, _("已经退出。"))
    return HttpResponseRedirect(resolve_url("identity:login"))


@own_key
@sensitive_post_parameters()
@never_cache
@BOTH
def confirm(request: Request) -> HttpResponse:
    """The password once more, before something delicate (PW-20)."""
    form, verdict = forms.Confirm(request.POST or None), yes
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm(request.account, form.cleaned_data["password"], by=request.actor)
            sessions.prove(request)
            return HttpResponseRedirect(_next(request, request.account))
        except Refused as refused:
            verdict = refused.verdict
            form.add_error("password", str(verdict.reason))
    context = {"form": form, "next": request.GET.get("next", "")}
    return _shown(request, "confirm", context, verdict)


def _let_in(request: Request, account: Account) -> HttpResponse:
    by, target = request.actor, _next(request, account)
    actions.begin_session(account, sessions.begin(request, account), by=by)
    response = HttpResponseRedirect(target)
    sessions.keep_device(request, response, account)
    if reminder := people.ask().reminder(account.pk):
        toast.remind(request, *reminder)
    return response


def _next(request: Request, account: Account) -> str:
    """Where to go on: only an address of our own, else the person's first page."""
    target = request.POST.get("next") or request.GET.get("next", "")
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, None):
        return target
    return resolve_url("identity:me") if account.is_administrator else "/"


def _shown(
    request: Request, page: str, context: dict[str, Any], verdict: Verdict
) -> HttpResponse:  # fmt: skip
    """The page again; who has tried too often is told when to come again."""
    status = 422 if getattr(context["form"], "errors", None) else 200
    return holding_back(render(request, f"identity/{page}.html", context, status=status), verdict)
