from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppearanceConfig(AppConfig):
    name = "andu.appearance"
    label = "appearance"
    verbose_name = _("界面与标识")
