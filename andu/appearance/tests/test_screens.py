from andu.appearance.models import Style
from andu.appearance.rights import CHANGE
from andu.identity.models import Preference
from andu.organisation.models import Unit
from tests.cast import client_of, give_right, make_unit
from tests.house.counting import constant_queries


def test_the_look_is_on_the_page_its_title_and_the_login_page(bureau, clerk, client, save):
    save("site", name="云澜协同", pigment="#235c8c", greeting="诸事顺遂")
    login = client.get("/login").content.decode()
    assert "诸事顺遂" in login
    assert "云澜协同" in login
    page = client_of(clerk).get("/todo").content.decode()
    assert "· 云澜协同</title>" in page
    assert 'href="/look/1/235c8c.css"' in page
    assert client.get("/look/1/235c8c.css").status_code == 200


def test_without_a_style_nothing_is_added(clerk):
    page = client_of(clerk).get("/todo").content.decode()
    assert "· 案牍</title>" in page
    assert "/look/" not in page


def test_an_own_colour_that_is_pale_or_none_stands_at_its_field(save):
    for own, said in (("#ffd400", "太浅"), ("blue", "六位")):
        answer = save("site", pigment="own", own=own)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Style.objects.exists()
    assert save("site", pigment="own", own="#2A5CAA").status_code == 302
    assert Style.objects.get().colour == "#2a5caa"


def test_people_choose_a_colour_only_where_it_is_allowed(bureau, clerk, save):
    browser = client_of(clerk)
    browser.post("/me/display", {"theme": "light", "size": "m", "accent": "#2b6848"})
    assert Preference.objects.get().accent == ""
    save(f"o{bureau.organisation.pk}", personal="yes", pigment="#235c8c")
    browser.post("/me/display", {"theme": "light", "size": "m", "accent": "#2b6848"})
    assert Preference.objects.get().accent == "#2b6848"
    assert "/look/1/2b6848.css" in browser.get("/todo").content.decode()
    save(f"o{bureau.organisation.pk}", personal="no", pigment="#235c8c")
    assert "/look/1/235c8c.css" in browser.get("/todo").content.decode()


def test_an_administrator_of_a_unit_sees_only_it(bureau, finance, clerk, save):
    give_right(clerk, CHANGE.code, scope=finance)
    browser = client_of(clerk)
    page = browser.get("/admin/look").content.decode()
    assert finance.name in page
    assert "整个系统" not in page
    assert browser.get("/admin/look?place=site").status_code == 404
    answer = save(f"o{bureau.organisation.pk}", browser, name="全局")
    assert answer.status_code == 404


def test_the_login_page_is_previewed_where_it_is_arranged(bureau, system, save):
    save("site", name="云澜协同", greeting="诸事顺遂")
    page = system.get("/admin/look").content.decode()
    gate = page.partition("sample--gate")[2].partition("</section>")[0]
    assert "诸事顺遂" in gate and "云澜协同" in gate
    own = system.get(f"/admin/look?place=o{bureau.organisation.pk}").content.decode()
    assert "sample__top" in own
    assert "sample--gate" not in own


def test_the_page_takes_constant_queries(bureau, system):
    def more(n):
        for _ in range(n):
            unit = make_unit(
                bureau.organisation, f"s{Unit.objects.count()}", "子公司", bureau.units["root"]
            )
            Unit.objects.filter(pk=unit.pk).update(kind=Unit.Kind.SUBSIDIARY)

    constant_queries(system, "/admin/look", more)
