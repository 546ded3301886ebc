from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    name = "andu.workflow"
    label = "workflow"
    verbose_name = _("流程")

    def ready(self) -> None:
        """Find the rooms that show matters, and what they let people do with them."""
        autodiscover_modules("kinds", "operations")
