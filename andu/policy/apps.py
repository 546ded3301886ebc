from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "andu.policy"
    label = "policy"
    verbose_name = _("参数")

    def ready(self) -> None:
        """Find every room's settings and rights."""
        autodiscover_modules("policy", "rights")
