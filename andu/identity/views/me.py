"""The person's own pages: overview, security, display."""

from django.contrib import auth, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from andu.identity import actions, forms, passwords, queries, sessions
from andu.identity.models import Attempt, Preference, SignIn
from andu.kit.once import own_key
from andu.kit.opening import open_while_changing
from andu.kit.request import Request
from andu.kit.verdict import Refused, yes
from andu.ui import look
from andu.ui.menu import ME, entries
from andu.ui.refusal import holding_back

BOTH = require_http_methods(["GET", "HEAD", "POST"])
LINES = 10


@require_safe
def me(request: Request) -> HttpResponse:
    """Who I am here, and whether my password is about to expire; for people of an organisation
    the first of their own pages."""
    if request.actor.member_id:
        return redirect(next(entry.url for entry in entries(request) if entry.group == ME))
    context = {
        "place": queries.places([request.account]).get(request.account.pk, ""),
        "days_left": queries.days_left(request.account),
        "rights": sorted(request.actor.rights),
    }
    return render(request, "identity/me.html", context)


@require_safe
def security(request: Request) -> HttpResponse:
    """My sessions, my last logins, my password."""
    context = {
        "sessions": queries.open_sessions(request.account)[:LINES],
        "current": request.session.session_key,
        "attempts": Attempt.objects.own(request.actor).order_by("-id")[:LINES],
        "expires": queries.password_expires(request.account),
        "days_left": queries.days_left(request.account),
    }
    return render(request, "identity/security.html", context)


@open_while_changing
@own_key
@sensitive_post_parameters()
@BOTH
def password(request: Request) -> HttpResponse:
    """Choose a new password; the present session goes on under a new key."""
    form, verdict = forms.PasswordChange(request.POST or None), yes
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = actions.change_password(
                request.account, given["new"], old=given["old"], by=request.actor,
                despite_advice=given["despite_advice"],
            )  # fmt: skip
            actions.begin_session(account, sessions.begin(request, account), by=request.actor)
            messages.success(request, _("口令已经更换，其他地方的登录已全部结束。"))
            return redirect("identity:security")
        except Refused as refused:
            verdict = refused.verdict
            form.add_error(None, str(verdict.reason))
            form.advised = verdict.code == "advice"
    context = {
        "form": form, "demands": passwords.demands(request.account),
        "forced": queries.must_change(request.account), "account": request.account,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return holding_back(render(request, "identity/password.html", context, status=status), verdict)


@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    """End one of my sessions from here."""
    sign_in = get_object_or_404(SignIn.objects.own(request.actor).open(), pk=pk)
    actions.end_session(sign_in, by=request.actor)
    if sign_in.session_key == request.session.session_key:
        auth.logout(request)
    messages.success(request, _("已经结束那一处的登录。"))
    return redirect("identity:security")


@require_POST
def end_others(request: Request) -> HttpResponse:
    """End all my sessions but this one."""
    key = str(request.session.session_key)
    count = actions.end_others(request.account, key, by=request.actor)
    messages.success(request, _("已经结束其他 {n} 处登录。").format(n=count))
    return redirect("identity:security")


@require_POST
def leak(request: Request) -> HttpResponse:
    """I fear that others know my password (PW-11)."""
    actions.report_leak(request.account, by=request.actor)
    auth.logout(request)
    messages.info(request, _("所有登录已经结束。请用现在的口令登录，并立即更换。"))
    return redirect("identity:login")


@BOTH
def keys(request: Request) -> HttpResponse:
    """Which key does what, and whether single letters do anything (WCAG 2.1.4)."""
    chosen = Preference.objects.own(request.actor).first()
    form = forms.Keys(request.POST if request.method == "POST" else None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        kept = actions.prefer(request.account, by=request.actor, **form.cleaned_data)
        request.session[sessions.DISPLAY] = kept.as_kept()
        messages.success(request, _("已经保存。"))
        return redirect("identity:keys")
    return render(request, "identity/keys.html", {"form": form})


@BOTH
def display(request: Request) -> HttpResponse:
    """Theme, text size, where allowed the main colour: for this account on every device."""
    chosen = Preference.objects.own(request.actor).first()
    form = forms.Display(request.POST or None, instance=chosen, personal=look.of(request).personal)
    if request.method == "POST" and form.is_valid():
        kept = actions.prefer(request.account, by=request.actor, **form.cleaned_data)
        request.session[sessions.DISPLAY] = kept.as_kept()
        messages.success(request, _("已经保存。"))
        response = HttpResponseRedirect(request.path)
        for cookie in ("andu_theme", "andu_size"):
            response.delete_cookie(cookie)
        return response
    status = 422 if form.errors else 200
    return render(request, "identity/display.html", {"form": form}, status=status)
