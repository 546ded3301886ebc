from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "andu.organisation"
    label = "organisation"
    verbose_name = _("组织")

    def ready(self) -> None:
        """Answer what the rooms below ask about people and places."""
        from andu.identity import people
        from andu.organisation import telling
        from andu.policy import places

        people.tell_by(telling.Teller())
        places.tell_by(telling.places)
