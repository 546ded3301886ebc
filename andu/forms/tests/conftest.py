"""A published form and a record to work on."""

from pathlib import Path

import pytest

from andu.forms import actions, filling
from andu.forms.access import Access, everything
from andu.forms.tests import pages as test_pages
from andu.forms.tests.samples import PURCHASE
from tests.cast import actor_of, give_right

WRITE = everything(PURCHASE, Access.WRITE)
POST = {"f-reason": "取暖", "f-title": "采购油汀", "f-amount": "12000.5", "f-since": "2026-11-25",
        "f-owner_text": "方亦舒", "f-unit_text": "财务科", "f-people": "3",
        "f-items-0-what": "油汀", "f-items-0-count": "3", "f-items-0-price": "100"}  # fmt: skip


@pytest.fixture
def designer(registrar):
    """Somebody who may make forms."""
    give_right(registrar, "forms.manage")
    return registrar


@pytest.fixture
def form(designer, bureau):
    """采购申请, without a version."""
    return actions.create_form(bureau.organisation, "cg", "采购申请", by=actor_of(designer))


@pytest.fixture
def version(form, designer):
    """The first version."""
    return actions.publish(form, PURCHASE, by=actor_of(designer))


@pytest.fixture
def fill(clerk):
    """Clean a post, as the clerk unless told otherwise."""

    def filled(posted, access=WRITE, previous=None, who=clerk, staged=None):
        actor = actor_of(who)
        return filling.clean(PURCHASE, access, posted, previous, actor=actor, staged=staged)

    return filled


@pytest.fixture
def paper(version, clerk, fill):
    """A record the clerk has begun."""
    return actions.create_record(version, fill(POST), by=actor_of(clerk))


@pytest.fixture
def pages(settings, monkeypatch):
    """The test pages in place of the house's addresses; set `pages.ACCESS` by `pages.update`."""
    settings.ROOT_URLCONF = "andu.forms.tests.pages"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    monkeypatch.setattr(test_pages, "ACCESS", {})
    return test_pages.ACCESS
