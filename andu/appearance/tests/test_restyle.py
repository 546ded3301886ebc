import pytest
from django.db import transaction

from andu.appearance import actions
from andu.appearance.models import Picture, Style
from andu.appearance.places import Place, of_unit, site
from andu.appearance.reading import look_for
from andu.appearance.rights import CHANGE
from andu.appearance.tests.conftest import picture
from andu.audit.models import Entry
from andu.kit.verdict import Refused
from andu.organisation.acting import administrator
from andu.ui import colours
from tests.cast import actor_of, give_right


def wanted(**said):
    return actions.Wanted(**said)


def whole(bureau):
    return Place(f"o{bureau.organisation.pk}", "", bureau.organisation.pk)


def test_the_administrator_gives_the_site_a_name_and_a_colour(
    system_administrator, django_capture_on_commit_callbacks
):
    by = administrator(system_administrator)
    with django_capture_on_commit_callbacks(execute=True):
        actions.restyle(site(), wanted(name="云澜协同", colour="#235c8c"), by=by)
    assert look_for().title == "云澜协同"
    assert look_for().sheet == f"/look/{colours.VERSION}/235c8c.css"
    entry = Entry.objects.get(event="appearance.StyleChanged")
    assert "云澜协同" in entry.sentence
    assert "#235c8c" in entry.sentence


@pytest.mark.parametrize("place", ["site", "whole", "elsewhere"])
def test_others_change_nothing(bureau, clerk, outsider, place):
    give_right(outsider, CHANGE.code)
    by = actor_of(clerk) if place == "whole" else actor_of(outsider)
    where = site() if place == "site" else whole(bureau)
    with pytest.raises(Refused), transaction.atomic():
        actions.restyle(where, wanted(name="别的名字"), by=by)
    assert not Style.objects.exists()
    assert look_for(bureau.organisation.pk).name == ""


def test_a_right_over_a_unit_reaches_no_further(bureau, finance, clerk):
    give_right(clerk, CHANGE.code, scope=finance)
    actions.restyle(of_unit(finance), wanted(name="财务公司"), by=actor_of(clerk))
    with pytest.raises(Refused), transaction.atomic():
        actions.restyle(whole(bureau), wanted(name="全局"), by=actor_of(clerk))
    assert [style.unit for style in Style.objects.all()] == [finance]


def test_a_pale_colour_is_refused_with_one_that_will_do(system_administrator):
    by = administrator(system_administrator)
    with pytest.raises(Refused) as refused, transaction.atomic():
        actions.restyle(site(), wanted(colour="#ffd400"), by=by)
    assert colours.nearest("#ffd400") in str(refused.value.verdict.reason)
    assert not Style.objects.exists()


def test_what_a_place_leaves_open_comes_from_above(bureau, finance, save):
    save("site", name="云澜协同", pigment="#235c8c", greeting="早安")
    save(f"o{bureau.organisation.pk}", name="更新局办公")
    save(f"u{finance.pk}", pigment="#2b6848")
    office = bureau.units["office"]
    below = look_for(bureau.organisation.pk, finance.pk)
    beside = look_for(bureau.organisation.pk, office.pk)
    assert (below.name, below.colour, below.greeting) == ("更新局办公", "#2b6848", "早安")
    assert (beside.name, beside.colour) == ("更新局办公", "#235c8c")
    assert look_for(bureau.organisation.pk + 1).name == "云澜协同"


def test_pictures_are_drawn_anew_and_named_by_content(save, client):
    answer = save("site", logo=picture("JPEG", (2000, 1000)), favicon=picture())
    assert answer.status_code == 302
    look = look_for()
    shown = client.get(look.logo)
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in shown["Cache-Control"]
    assert "sandbox" in shown["Content-Security-Policy"]
    assert look.favicon != look.logo
    assert client.get("/look/0000.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
     (b"\x89PNG\r\n\x1a\nbroken", "读不出来"), (b"\x89PNG" * 600_000, "2 MB")],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_nothing_changes(save, content, said):
    upload = picture()
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
    answer = save("site", name="云澜协同", logo=upload)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Picture.objects.exists()
    assert not Style.objects.exists()


def test_a_picture_is_taken_away_and_the_others_stay(save):
    save("site", logo=picture(), scene=picture())
    save("site", without_logo="1")
    look = look_for()
    assert not look.logo
    assert look.scene
