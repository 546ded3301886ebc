"""The files of one request: all of them on a page, one looked at, downloaded, packed, replaced."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from andu.approvals import actions
from andu.approvals.attachments import Paper, Papers
from andu.approvals.handling import opened
from andu.approvals.shelving import Shelf, Wanted
from andu.files.jobs import paper_soon
from andu.files.models import File
from andu.files.previewing import preview_of
from andu.files.responding import respond, respond_shown, respond_thumb
from andu.files.zipping import respond_zip
from andu.kit.request import Request
from andu.ui import toast
from andu.ui.security import allow
from andu.workflow.models import Matter


@require_GET
def files(request: Request, matter: Matter) -> HttpResponse:
    """Every file of the request this person may have, with sizes, who, when, at which step; many
    of them on pages, narrowed by words and place."""
    papers = Papers(opened(matter, request.actor))
    shelf = Shelf(papers.all, Wanted.read(request.GET))
    context = {"papers": papers, "matter": matter, **shelf.context}
    return render(request, "approvals/files.html", context)


@require_GET
def zip_(request: Request, matter: Matter) -> HttpResponseBase:
    """All files as an archive, those narrowed to (`found`), or (`chosen`) those named by `f`;
    `versions` adds the older ones."""
    papers = Papers(opened(matter, request.actor)).all
    if request.GET.get("chosen"):
        chosen = set(request.GET.getlist("f"))
        papers = [paper for paper in papers if str(paper.file.pk) in chosen]
    elif request.GET.get("found"):
        papers = Wanted.read(request.GET).among(papers)
    older = bool(request.GET.get("versions"))
    entries = [
        (paper.place, file)
        for paper in papers
        for file in (paper.versions if older else [paper.file])
    ]
    name = f"{matter.serial} {matter.title}".strip()
    return respond_zip(entries, name, request.actor.organisation_id)


@allow("worker-src", "'self'")
@require_GET
def view(request: Request, matter: Matter, number: int) -> HttpResponse:
    """One file in the page, with the one before and after it and its versions."""
    papers, paper, found = _found(request, matter, number)
    preview = preview_of(found)
    if preview.way == "making":
        paper_soon(found)
    previous, following, at = papers.beside(paper)
    context = {
        "papers": papers, "paper": paper, "file": found, "preview": preview, "matter": matter,
        "before": previous, "after": following, "place": f"{at} / {len(papers.all)}",
        "back": matter.get_absolute_url(), "verdict": _may_replace(papers, paper, found),
        "here": papers.address(found), "shown": papers.address(found, "shown"),
        "download": papers.address(found, "file"),
    }  # fmt: skip
    whole = not request.htmx or request.htmx.target != "preview"
    return render(request, "approvals/view.html" if whole else "files/_preview.html", context)


@require_GET
def file(request: Request, matter: Matter, number: int) -> HttpResponseBase:
    """An attachment of the request, to be saved, unless its field is hidden from this person."""
    return respond(_found(request, matter, number)[2], request=request)


@require_GET
def shown_file(request: Request, matter: Matter, number: int) -> HttpResponseBase:
    """What the page shows of a file: the picture drawn anew, the PDF."""
    return respond_shown(_found(request, matter, number)[2], request)


@require_GET
def thumb(request: Request, matter: Matter, number: int) -> HttpResponseBase:
    """A small picture of the file."""
    return respond_thumb(_found(request, matter, number)[2], request)


@require_POST
def replace(request: Request, matter: Matter, number: int) -> HttpResponse:
    """A newer version of an attachment."""
    papers, _paper, found = _found(request, matter, number)
    upload = request.FILES.get("file")
    if upload is None:
        toast.warn(request, _("请先选择新版本的文件。"))
        return redirect(papers.address(found))
    newer = actions.replace_attachment(papers.handling.request, found, upload, by=request.actor)
    toast.tell(request, _("已换成第 {number} 版，旧版保留。").format(number=newer.version))
    return redirect(papers.address(newer))


def _found(request: Request, matter: Matter, number: int) -> tuple[Papers, Paper, File]:
    papers = Papers(opened(matter, request.actor))
    found = papers.find(number)
    if found is None:
        raise Http404
    return papers, *found


def _may_replace(papers: Papers, paper: Paper, file: File) -> Any:
    return papers.may_replace(paper if paper.file == file else None)
