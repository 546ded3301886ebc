from django.apps import AppConfig
from django.core.checks import register


class ConfigConfig(AppConfig):
    name = "andu.config"
    label = "config"

    def ready(self) -> None:
        """Let Django's check refuse an unsafe production."""
        from andu.config.production import check_production

        register(check_production)
