"""Arranging the desk: one's own, and that of everybody in a role."""

import pytest
from django.db import IntegrityError, transaction

from andu.audit.recording import entries_of
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.portal import actions, queries
from andu.portal.models import DeskPlace
from tests.cast import actor_of, client_of, give_right
from tests.house.counting import queries_of


def order(member) -> list[str]:
    """The blocks on somebody's desk that are shown, in order."""
    actor = actor_of(member)
    places, _own = queries.arrangement.for_person(actor, queries.role_of(actor))
    return [place.block.code for place in places if place.is_shown]


def test_ones_own_desk(clerk, registrar):
    usual = order(clerk)
    actions.arrange_own("clerk", "mine", "up", by=actor_of(clerk))
    actions.arrange_own("clerk", "usual", "hide", by=actor_of(clerk))
    assert order(clerk)[:4] == ["today", "to_fill", "mine", "returned"] and "usual" not in order(
        clerk
    )
    assert order(registrar) == usual
    actions.arrange_own("clerk", "usual", "show", by=actor_of(clerk))
    assert "usual" in order(clerk)
    actions.reset_own(by=actor_of(clerk))
    assert order(clerk) == usual and not DeskPlace.objects.exists()


@pytest.mark.parametrize(
    ("code", "move", "why"),
    [("today", "hide", "总在最前面"), ("today", "down", "总在最前面"), ("to_fill", "up", "到头"),
     ("unit", "up", "没有这一块"), ("nonsense", "up", "没有这一块"),
     ("mine", "away", "没有这一块")],
)  # fmt: skip
def test_what_cannot_be_moved(clerk, code, move, why):
    with pytest.raises(Refused, match=why):
        actions.arrange_own("clerk", code, move, by=actor_of(clerk))
    assert not DeskPlace.objects.exists()


def test_an_administrator_of_the_installation_has_no_desk(system_administrator):
    with pytest.raises(Refused):
        actions.arrange_own("clerk", "mine", "up", by=administrator(system_administrator))
    assert not DeskPlace.objects.exists()


def test_an_organisation_chooses_for_a_role(bureau, clerk, office_head, outsider):
    give_right(office_head, "portal.desk.arrange")
    by, here = actor_of(office_head), bureau.organisation
    before = order(outsider)
    actions.arrange_role(here, "clerk", "mine", "up", by=by)
    actions.arrange_role(here, "clerk", "followed", "hide", by=by)
    assert order(clerk)[:4] == ["today", "to_fill", "mine", "returned"] and "followed" not in order(
        clerk
    )
    assert order(outsider) == before, "another organisation"
    entries = [entry.sentence for entry in entries_of(here)]
    assert entries[-1].endswith("“一般人员”的工作台：隐藏“关注的”")
    actions.arrange_own("clerk", "mine", "down", by=actor_of(clerk))
    actions.arrange_role(here, "clerk", "returned", "up", by=by)
    assert order(clerk)[:4] == ["today", "to_fill", "returned", "mine"], "one's own goes before"
    actions.reset_own(by=actor_of(clerk))
    actions.reset_role(here, "clerk", by=by)
    assert not DeskPlace.objects.exists()


def test_only_with_the_right_and_at_home(bureau, clerk, outsider, system_administrator):
    give_right(outsider, "portal.desk.arrange")
    here = bureau.organisation
    for by, why in ((actor_of(clerk), "没有安排"), (actor_of(outsider), "不是你所在")):
        with pytest.raises(Refused, match=why):
            actions.arrange_role(here, "clerk", "mine", "up", by=by)
        with pytest.raises(Refused, match=why):
            actions.reset_role(here, "clerk", by=by)
    with pytest.raises(Refused, match="没有这一类"):
        actions.reset_role(here, "nobody", by=administrator(system_administrator))
    assert not DeskPlace.objects.exists() and not entries_of(here)


def test_a_place_is_a_persons_or_a_roles(bureau, clerk):
    for wrong in (
        {"member": clerk, "role": "clerk"},
        {"organisation": bureau.organisation},
        {"member": clerk, "organisation": bureau.organisation, "role": "clerk"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeskPlace.objects.create(block="mine", order=1, **wrong)


def test_the_page_of_ones_own(clerk):
    browser = client_of(clerk)
    assert "总在最前" in browser.get("/me/desk").content.decode()
    answer = browser.post("/me/desk", {"do": "hide:mine"})
    assert answer.url == "/me/desk#block-mine"
    assert "显示" in browser.get("/me/desk").content.decode()
    assert 'id="b-mine"' not in browser.get("/").content.decode()
    assert browser.post("/me/desk", {"do": "reset"}).url == "/me/desk"
    assert 'id="b-mine"' in browser.get("/").content.decode()
    assert browser.post("/me/desk", {"do": "hide:today"}).status_code == 409
    assert len(queries_of(browser, "/me/desk")) < 20


def test_the_page_of_an_administrator(bureau, clerk, office_head, system_administrator):
    give_right(office_head, "portal.desk.arrange")
    browser = client_of(office_head)
    assert "单位领导" in browser.get("/admin/desk").content.decode()
    assert browser.get("/admin/desk?role=nonsense").status_code == 404
    answer = browser.post("/admin/desk?role=clerk", {"do": "hide:mine"})
    assert answer.url == "/admin/desk?role=clerk#block-mine"
    assert 'id="b-mine"' not in client_of(clerk).get("/").content.decode()
    browser.post("/admin/desk?role=clerk", {"do": "reset"})
    assert 'id="b-mine"' in client_of(clerk).get("/").content.decode()
    assert client_of(clerk).get("/admin/desk").status_code == 403
