"""Files on their way in, for machines: in one piece or several; then named by their id in a field,
an opinion, a newer version."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status, UploadedFile
from ninja import File as Posted

from andu.files import arriving, queries, storing
from andu.files.models import File, Upload
from andu.files.responding import respond
from andu.kit.request import Request

router = Router(tags=[_("文件")])
PIECE = 2 * 1024 * 1024  # a body of any other request is no larger
BYTES = {"type": "string", "format": "binary"}
GIVES_BYTES = {
    "responses": {
        "200": {"description": _("文件的内容"),
                "content": {"application/octet-stream": {"schema": BYTES}}},
        "206": {"description": _("Range 请求头要的那一段"),
                "content": {"application/octet-stream": {"schema": BYTES}}},
        "416": {"$ref": "#/components/responses/r416"},
    }
}  # fmt: skip
AS_BYTES = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": BYTES}}}
}


class FileOut(Schema):
    """A file that waits for its place."""

    id: int = Field(description=_("填进附件字段、意见附件的编号"))
    name: str
    size: int
    kind: str
    sm3: str


class Announced(Schema):
    """A file that will come piece by piece."""

    name: str
    size: int = Field(ge=0, lt=2**53, description=_("字节数"))
    likeness: str = Field("", description=_("同一文件的记号，断线后凭它接着传"))


class Standing(Schema):
    """How far an upload is."""

    token: str
    received: int
    size: int
    piece: int = Field(description=_("每次最多发送的字节数"))


class Finished(Schema):
    """What the whole should be."""

    sha256: str = Field("", description=_("全文的 SHA-256，不符时拒绝"))


@router.post("/files", response=FileOut, summary=_("上传一个文件，留待填进表单或意见"))
def upload_file(request: Request, file: Posted[UploadedFile]) -> Any:
    """As multipart/form-data. Checked as on the page: kind, size, quota, viruses."""
    return storing.store(file, by=request.actor)


@router.get("/files/{number}", response=FileOut, summary=_("我上传、还没有用掉的一个文件"))
def staged_file(request: Request, number: int) -> Any:
    """Its name, size and digest; 404 once it belongs to something."""
    return _staged(request, number)


@router.get(
    "/files/{number}/content", summary=_("下载我上传、还没有用掉的文件"), openapi_extra=GIVES_BYTES
)
def staged_content(request: Request, number: int) -> HttpResponseBase:
    """The bytes."""
    return respond(_staged(request, number), request=request)


@router.post("/uploads", response=Standing, summary=_("开始分段上传"))
def begin_upload(request: Request, said: Announced) -> Any:
    """Type, size and quota are asked before the first byte travels."""
    return _stand(arriving.begin(said.name, said.size, said.likeness, by=request.actor))


@router.get("/uploads/{token}", response=Standing, summary=_("分段上传到了哪里"))
def upload_standing(request: Request, token: str) -> Any:
    """After a broken connection: go on from `received`."""
    return _stand(_upload(request, token))


@router.put(
    "/uploads/{token}", response=Standing, summary=_("发送一段，从 offset 开始"),
    openapi_extra=AS_BYTES,
)  # fmt: skip
def add_piece(request: Request, token: str, offset: int) -> Any:
    """The body is the piece; it stands on the disk when this answers."""
    if not 0 <= offset < 2**53 or len(request.body) > PIECE:
        raise BadRequest("a piece is at most 2 MiB")
    return _stand(arriving.add(_upload(request, token), offset, request.body, by=request.actor))


@router.post("/uploads/{token}/finish", response=FileOut, summary=_("分段上传完毕，成为一个文件"))
def finish_upload(request: Request, token: str, said: Finished) -> Any:
    """Checked like any other upload; asked twice it is the same file."""
    return arriving.finish(_upload(request, token), said.sha256, by=request.actor)


@router.delete("/uploads/{token}", response={204: None}, summary=_("放弃分段上传"))
def drop_upload(request: Request, token: str) -> Any:
    """Nothing of it is kept."""
    arriving.drop(_upload(request, token), by=request.actor)
    return Status(204, None)


def _staged(request: Request, number: int) -> File:
    return get_object_or_404(queries.staged(request.actor), pk=number)


def _upload(request: Request, token: str) -> Upload:
    return get_object_or_404(Upload.objects.visible_to(request.actor), token=token)


def _stand(upload: Upload) -> dict[str, Any]:
    return {
        "token": upload.token, "received": arriving.received(upload), "size": upload.size,
        "piece": PIECE,
    }  # fmt: skip
