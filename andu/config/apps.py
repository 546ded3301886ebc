from django.apps import AppConfig
from django.core.checks import register


class ConfigConfig(AppConfig):
    name = "andu.config"
    label = "config"

    def ready(self) -> None:
        """Introduce the rooms to each other; let Django's check refuse an unsafe production."""
        import andu.wiring  # noqa: F401
        from andu.config.production import check_production

        register(check_production)
