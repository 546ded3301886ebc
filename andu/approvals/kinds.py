"""The pages of a request under /w/<id>."""

from django.utils.translation import gettext_lazy as _

from andu.approvals import actions, views
from andu.approvals.actions import machining
from andu.approvals.contents import SOURCE
from andu.approvals.models.request import KIND
from andu.workflow import contents, machines
from andu.workflow.kinds import Kind, register

contents.register(KIND, SOURCE)
machines.offer(fill=machining.fill, bring=machining.bring, begin=machining.begin)
register(Kind(KIND, _("事务审批"), {
    "": views.show, "act": views.act, "undo": views.undo, "preview": views.preview,
    "print": views.print_, "pdf": views.pdf, "diagram": views.diagram, "track": views.track,
    "file": views.file,
    "enclose": views.enclose, "choosable": views.choosable_again,
    "files": views.files, "zip": views.zip_, "view": views.view, "shown": views.shown_file,
    "thumb": views.thumb, "replace": views.replace, "signature": views.signature,
}, brief=actions.decide_briefly))  # fmt: skip
