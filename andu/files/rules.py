"""Who may do what to a file. Who may see one is the rule of the room that holds it."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from andu.files import checking
from andu.files.models import File, Upload
from andu.files.models.upload import UploadQuery
from andu.files.policy import MAX_SIZE, POST_SIZE, STAGED_MOST, UNFINISHED_SIZE
from andu.kit.actor import Actor
from andu.kit.verdict import Verdict, no, yes
from andu.policy.reading import value


def may_store(by: Actor) -> Verdict:
    """Everybody signed in may upload, within the number of files they have left lying about."""
    if by.account_id is None:
        return no(_("请先登录，再上传附件。"), "nobody")
    lying = File.objects.staged_by(by).count()
    if lying >= value(STAGED_MOST, organisation=by.organisation_id):
        return no(_("还没有附上的文件太多。请先提交或移除已上传的附件。"), "too-many")
    return yes


def may_replace(by: Actor, file: File) -> Verdict:
    """A file in the bin gets no newer version; the room has asked who may."""
    if file.state == File.State.REMOVED:
        return no(_("附件已移除，请先恢复，再换新版本。"), "removed")
    return may_store(by)


def may_remove(by: Actor, file: File) -> Verdict:
    """Once is enough."""
    if file.state == File.State.REMOVED:
        return no(_("附件已经移除。"), "removed")
    return yes


def may_restore(by: Actor, file: File) -> Verdict:
    """Only what lies in the bin can come back."""
    if file.state != File.State.REMOVED:
        return no(_("附件没有被移除，不用恢复。"), "not-removed")
    return yes


# Refusals of a finished upload that pass: it may be finished later, its bytes stay.
PASSING = {"nobody", "too-many", "full", "gone", "unscanned"}
SPARE = 256 * checking.MB  # never filled by uploads
WRAPPING = checking.MB  # the other fields of a form


def may_begin(by: Actor, name: str, size: int, free: int) -> Verdict:
    """Everything that can be told before the first byte: who, type, size, room on the disk."""
    place = by.organisation_id
    verdict = may_store(by)
    verdict = verdict and checking.may_be_named(name, place)
    limit = value(MAX_SIZE, organisation=place) * checking.MB
    verdict = verdict and checking.may_measure(size, limit, name)
    return verdict and may_fit(size, free)


def may_post(by: Actor, length: int, free: int, *, is_form: bool) -> Verdict:
    """Whether a large body is read at all, by its announced length; of other bodies than forms
    with files Django refuses what is too much for memory."""
    if by.account_id is None:
        return no(_("请先登录，再提交。"), "nobody")
    if not is_form:
        return yes
    limit = max(value(one, organisation=by.organisation_id) for one in (MAX_SIZE, POST_SIZE))
    if length > limit * checking.MB + WRAPPING:
        words = _("一次提交的附件合计不能超过 {limit} MB，没有保存。请分几次上传，或压缩后再传。")
        return no(words.format(limit=limit), "size")
    return may_fit(length, free)


def may_fit(size: int, free: int) -> Verdict:
    """Uploads never fill the disk."""
    if size + SPARE > free:
        return no(_("服务器存储空间不足，附件没有上传。请联系系统管理员。"), "full")
    return yes


def may_add_up(by: Actor, unfinished: UploadQuery, size: int) -> Verdict:
    """What somebody has begun and not finished stays within the quota."""
    there = unfinished.aggregate(total=Sum("size"))["total"] or 0
    if there + size > value(UNFINISHED_SIZE, organisation=by.organisation_id) * checking.MB:
        return no(_("未传完的附件太多。请先传完或取消其中几个，再上传。"), "quota")
    return yes


def may_add(by: Actor, upload: Upload, offset: int, there: int, length: int) -> Verdict:
    """A piece goes where the upload stands, and not beyond the size that was announced."""
    if not _is_own(by, upload) or upload.file_id is not None:
        return no(_("这次上传已经结束，请重新选择文件。"), "ended")
    if offset != there:
        return no(_("已传到第 {there} 字节，请从那里接着传。").format(there=there), "offset")
    if offset + length > upload.size:
        return no(_("“{name}”比声明的大小更大，请重新上传。").format(name=upload.name), "longer")
    return yes


def may_finish(by: Actor, upload: Upload, there: int) -> Verdict:
    """Only what has wholly arrived."""
    if not _is_own(by, upload):
        return no(_("这次上传已经结束，请重新选择文件。"), "ended")
    if there != upload.size:
        return no(_("“{name}”还没有传完，请接着传。").format(name=upload.name), "unfinished")
    return yes


def may_drop(by: Actor, upload: Upload) -> Verdict:
    """One's own."""
    if not _is_own(by, upload):
        return no(_("只能取消自己的上传。"), "not-mine")
    return yes


def _is_own(by: Actor, upload: Upload) -> bool:
    return by.account_id == upload.account_id and by.member_id == upload.member_id
