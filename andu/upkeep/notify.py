"""The kinds of notices this room sends, and who may still open what they lead to."""

from django.utils.translation import gettext_lazy as _

from andu.notify.channels import Kind, numbered_door
from andu.upkeep.models import Report

REPORTED = Kind("upkeep.reported", _("我管理的流程有人反映问题"), order=5)
ANSWERED = Kind("upkeep.answered", _("我反映的流程问题有答复"), order=10)
WAIVER = Kind("upkeep.waiver", _("线下例外的申请和结果"), order=10)

REPORTS = numbered_door("/upkeep/reports/", Report.objects.visible_to)
