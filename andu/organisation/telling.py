"""What the rooms below ask about people and places; they know no units."""

from collections.abc import Iterable

from django.db.models import QuerySet

from andu.identity import people
from andu.identity.models import Account
from andu.organisation import completeness
from andu.organisation.holding import holders
from andu.organisation.models import Appointment, Grant, Member, Organisation, Unit
from andu.policy.places import Place

APPROVING = (Appointment.Duty.HEAD, Appointment.Duty.DEPUTY, Appointment.Duty.LEADER)


def places() -> list[Place]:
    """Every organisation and its open units: where a setting may be decided."""
    rows = Unit.objects.open().order_by("path").values_list("pk", "name", "organisation", "depth")
    units = list(rows)
    found = []
    for body in Organisation.objects.order_by("pk"):
        found.append(Place("organisation", body.pk, body.name))
        found += [Place("unit", pk, name, depth) for pk, name, of, depth in units if of == body.pk]
    return found


def holders_of(right: str, organisation_id: int, path: str) -> QuerySet[Member]:
    """Everybody present who holds a right for the unit at this path ("": for the organisation)."""
    grants = Grant.objects.current().filter(
        role__rights__right=right, role__organisation=organisation_id
    )
    wide = [row.pk for row in grants.select_related("scope")
            if row.scope is None or path.startswith(row.scope.path)]  # fmt: skip
    return holders(Grant.objects.filter(pk__in=wide)).filter(organisation=organisation_id)


class Teller(people.Teller):
    """Answers for the accounts of members."""

    def places(self, accounts: Iterable[int]) -> dict[int, str]:
        """Account id → unit and post of the main appointment."""
        held = (
            Appointment.objects.current()
            .filter(member__account__in=list(accounts), is_main=True)
            .select_related("unit", "post", "member")
        )
        return {
            place.member.account_id: f"{place.unit.name} {place.title}"
            for place in held if place.member.account_id
        }  # fmt: skip

    def approves(self, account_id: int) -> bool:
        """Whether the person heads anything: then a key business user (ID-02)."""
        held = Appointment.objects.current().filter(member__account=account_id)
        return held.filter(duty__in=APPROVING).exists()

    def words(self, account_id: int) -> list[str]:
        """The person's code and mobile, and what the organisation is called."""
        member = Member.objects.filter(account=account_id).select_related("organisation").first()
        if member is None:
            return []
        body = member.organisation
        return [member.code, member.mobile, body.code, body.name, body.short_name]

    def reminder(self, account_id: int) -> tuple[str, str] | None:
        """What the person's profile lacks (ID-14)."""
        return completeness.reminder(Member.objects.filter(account=account_id).first())

    def units(self) -> list[tuple[str, str]]:
        """Every open unit, indented by its depth."""
        rows = Unit.objects.open().order_by("path").values_list("pk", "name", "depth")
        return [(str(pk), "　" * depth + name) for pk, name, depth in rows]

    def within(self, accounts: QuerySet[Account], unit: str) -> QuerySet[Account]:
        """The accounts of those appointed in this unit or below it."""
        found = Unit.objects.filter(pk=unit).first()
        if found is None:
            return accounts
        held = Appointment.objects.current().filter(unit__path__startswith=found.path)
        return accounts.filter(pk__in=held.values("member__account"))
