from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecurringConfig(AppConfig):
    name = "andu.recurring"
    label = "recurring"
    verbose_name = _("定时发起")
