"""Who may do what to a file. Who may see one is the rule of the room that holds it."""

from django.utils.translation import gettext_lazy as _

from andu.files.models import File
from andu.files.policy import STAGED_MOST
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
