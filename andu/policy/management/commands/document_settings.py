from typing import Any

from django.core.management.base import BaseCommand

from andu.policy.documenting import page


class Command(BaseCommand):
    """Print the page of all settings; the administrator's guide keeps it as settings.md."""

    help = "print the page of all settings for docs/guide/settings.md"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
