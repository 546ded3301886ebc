"""A published form and a record to work on."""

from pathlib import Path

import pytest

from andu.forms import actions, filling
from andu.forms.access import Access, everything
from andu.forms.models import Dictionary, DictionaryEntry
from andu.forms.tests import pages as test_pages
from andu.forms.tests.samples import PURCHASE
from andu.search.indexing import Item, put
from andu.search.models import Entry
from andu.search.sources import Source, forget
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


@pytest.fixture
def sorts(bureau):
    """A dictionary with a heading, an entry under it, another, and one that is disabled."""
    made = Dictionary.objects.create(
        organisation=bureau.organisation, unit=bureau.units["office"], code="sorts", name="类别"
    )
    head = DictionaryEntry.objects.create(dictionary=made, code="A", name="公务", order=1)
    for order, (code, name, parent, disabled) in enumerate(
        (("A1", "调研", head, False), ("B", "培训", None, False), ("C", "旧类", None, True))
    ):
        DictionaryEntry.objects.create(
            dictionary=made, code=code, name=name, parent=parent, disabled=disabled, order=order
        )
    return {entry.code: entry for entry in made.entries.all()}


@pytest.fixture
def matters(bureau, clerk):
    """Two things in the search, of which the clerk may see the first."""
    for number, title in ((1, "去年的差"), (2, "别人的差")):
        put(Item(kind="trips", id=number, organisation_id=bureau.organisation.pk, title=title,
                 serial=f"CC-{number}", link=f"/w/{number}"))  # fmt: skip
    Source("trips", "差", lambda actor, ids: [pk for pk in ids if pk == 1])
    yield {entry.object_id: entry for entry in Entry.objects.filter(kind="trips")}
    forget("trips")
