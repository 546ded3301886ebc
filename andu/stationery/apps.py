from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationeryConfig(AppConfig):
    name = "andu.stationery"
    label = "stationery"
    verbose_name = _("笔墨")
