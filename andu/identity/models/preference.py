"""What a person prefers on their screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from andu.identity.models.account import Account
from andu.kit.actor import Actor


class PreferenceQuery(models.QuerySet["Preference"]):
    """How preferences are found."""

    def own(self, actor: Actor) -> "PreferenceQuery":
        """The actor's own."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()


class Preference(models.Model):
    """How pages look for one account, on every device that has not chosen otherwise."""

    class Theme(models.TextChoices):
        LIGHT = "light", _("浅色")
        DARK = "dark", _("深色")

    class Size(models.TextChoices):
        STANDARD = "m", _("标准")
        LARGE = "l", _("大")
        LARGEST = "xl", _("特大")

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="preference")
    theme = models.CharField(_("深浅色"), max_length=8, choices=Theme.choices, default=Theme.LIGHT)
    size = models.CharField(_("字号"), max_length=4, choices=Size.choices, default=Size.STANDARD)
    # A main colour of one's own, a pigment of `ui.colours`, where it is allowed (UI-02).
    accent = models.CharField(_("主色"), max_length=7, blank=True)
    single_keys = models.BooleanField(_("用单个按键操作"), default=True)

    objects = PreferenceQuery.as_manager()

    def __str__(self) -> str:
        return str(self.account)

    def as_kept(self) -> dict[str, object]:
        """What the session keeps, so that a page needs no query for it."""
        return {
            "theme": self.theme, "size": self.size, "single_keys": self.single_keys,
            "accent": self.accent,
        }  # fmt: skip
