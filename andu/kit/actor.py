"""Who acts. Every action takes `by: Actor`; the words are those of the time of acting."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

EVERYWHERE = ""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The person behind a change: who, as which post, for whom, from where (WF-02, ID-26).

    `rights` maps a right's code to the unit paths it covers; EVERYWHERE covers the organisation.
    `operator` is the real person when a shared account is used; `on_behalf_of` the absent one.
    `duties` are the codes of all the duties (head, OA contact …) the person holds now.
    """

    account_id: int | None = None
    member_id: int | None = None
    organisation_id: int | None = None
    appointment_id: int | None = None
    unit_id: int | None = None
    code: str = ""
    name: str = ""
    post: str = ""
    unit: str = ""
    on_behalf_id: int | None = None
    on_behalf_of: str = ""
    operator: str = ""
    terminal: str = ""
    address: str = ""
    key: str = ""
    rights: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    duties: frozenset[str] = field(default_factory=frozenset, repr=False, compare=False)

    def holds(self, right: str, *, within: str = EVERYWHERE) -> bool:
        """Whether the actor has a right for the unit at the path `within` (e.g. "/1/4/")."""
        return any(within.startswith(scope) for scope in self.rights.get(right, ()))

    def scopes(self, right: str) -> tuple[str, ...]:
        """The unit paths for which the actor has a right; empty when there is none."""
        return self.rights.get(right, ())

    def with_key(self, key: str) -> "Actor":
        """The same actor, with the key of this request."""
        return replace(self, key=key)

    @property
    def words(self) -> str:
        """How the trace names the actor: 陈砚秋（代林晚舟）."""
        if not self.on_behalf_of:
            return self.name
        return _("{name}（代{absent}）").format(name=self.name, absent=self.on_behalf_of)


NOBODY = Actor()
