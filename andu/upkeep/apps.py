from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "andu.upkeep"
    label = "upkeep"
    verbose_name = _("流程管理")
