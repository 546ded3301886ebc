"""Where this room appears: beside the pages of a template."""

from django.utils.translation import gettext_lazy as _

from andu.approvals.editor.beside import Beside, add_page

add_page(Beside("recurring:schedules", _("定时发起"), "alarm"))
