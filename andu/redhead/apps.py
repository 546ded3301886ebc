from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedheadConfig(AppConfig):
    name = "andu.redhead"
    label = "redhead"
    verbose_name = _("公文版式")
