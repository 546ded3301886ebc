"""发文名义: the same office issues in more than one name (OD-04)."""

import pytest

from andu.documents import actions
from andu.documents.actions import Entry
from andu.documents.models import Issuer, Series
from andu.kit.verdict import Refused
from tests.cast import actor_of


def named(unit, name, **more):
    said = {"signature": name, "printer": "办公室"} | more
    return Issuer(unit=unit, name=name, **said)


def test_two_names_of_one_office_count_for_themselves(issuer, keeper, registrar, bureau):
    by = actor_of(keeper)
    other = actions.save_issuer(named(bureau.units["office"], "云澜市城市更新局办公室"), by=by)
    for one, word in ((issuer, "云更发"), (other, "云更办发")):
        series = actions.save_series(Series(issuer=one, word=word), by=by)
        assert actions.take(series, Entry(title="一"), by=actor_of(registrar)).n == 1


def test_who_may_not_sets_up_nothing(bureau, clerk):
    with pytest.raises(Refused, match="没有设置"):
        actions.save_issuer(named(bureau.units["office"], "某局"), by=actor_of(clerk))
    assert not Issuer.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [({"name": "云澜市城市更新局文件"}, "不要写“文件”"), ({"signature": ""}, "请填写"),
     ({"printer": ""}, "请填写")],
)  # fmt: skip
def test_names_are_whole(issuer, keeper, change, words):
    for key, value in change.items():
        setattr(issuer, key, value)
    with pytest.raises(Refused, match=words):
        actions.save_issuer(issuer, by=actor_of(keeper))
    assert Issuer.objects.get().name == "云澜市城市更新局"


def test_a_name_stands_once(issuer, keeper, bureau):
    with pytest.raises(Refused, match="已经有了"):
        actions.save_issuer(named(bureau.units["office"], issuer.name), by=actor_of(keeper))
    assert Issuer.objects.count() == 1
