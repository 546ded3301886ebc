"""部门待办: what lies with the people in the units one oversees (WF-38)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from andu.kit.request import Request
from andu.organisation.overseeing import oversees
from andu.portal.queries import oversight
from andu.portal.queries.oversight import LATE, TODAY, Asked


@require_GET
def unit(request: Request) -> HttpResponse:
    """The seats, late ones first; `person` and `due` (late, today) narrow them."""
    actor = request.actor
    asked = _asked(request)
    rows = oversight.seats_watched(actor)
    people, is_part = oversight.loads(rows)
    after = request.GET.get("after", "")
    context = {
        "asked": asked, "people": people, "is_part": is_part, "after": after,
        "figures": oversight.watch_figures(actor, rows, asked.person),
        "everybody": asked.address(person=0), "watches": oversees(actor),
        "watch": oversight.watched(actor, rows, asked, after), "next": request.get_full_path(),
        "person": next((load for load in people if load.member == asked.person), None),
        "loads": [(load, asked.address(person=load.member)) for load in people],
        "quick": [(key, asked.address(due=due), asked.due == due)
                  for key, due in (("all", ""), (LATE, LATE), (TODAY, TODAY))],
    }  # fmt: skip
    return render(request, "portal/unit.html", context)


def _asked(request: Request) -> Asked:
    person, due = request.GET.get("person", ""), request.GET.get("due", "")
    number = int(person) if person.isascii() and person.isdigit() and len(person) < 16 else 0
    return Asked(number, due if due in (LATE, TODAY) else "")
