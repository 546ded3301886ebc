import datetime

import pytest

from andu.kit.verdict import Refused
from andu.notify import actions
from andu.notify.models import Notice, Preference, Rhythm
from andu.notify.telling import tell
from andu.notify.tests.test_tell import SYSTEM, TOLD
from andu.organisation.acting import administrator
from tests.cast import actor_of


@pytest.fixture
def notice(clerk):
    tell([clerk], **TOLD, by=SYSTEM)
    return Notice.objects.get()


def test_the_first_reading_counts(clerk, notice):
    first = actions.read(notice, by=actor_of(clerk)).read_at
    assert actions.read(notice, by=actor_of(clerk)).read_at == first


def test_nobody_reads_anothers(director, notice):
    with pytest.raises(Refused, match="不是发给你的"):
        actions.read(notice, by=actor_of(director))
    notice.refresh_from_db()
    assert notice.is_unread


def test_all_of_ones_own_are_read(clerk, director, notice):
    tell([clerk, director], **TOLD, by=SYSTEM)
    assert actions.read_all(by=actor_of(clerk)) == 2
    assert Notice.objects.unread().get().member == director


def test_administrators_have_none(system_administrator):
    by = administrator(system_administrator)
    with pytest.raises(Refused, match="管理员账户没有通知"):
        actions.read_all(by=by)
    with pytest.raises(Refused, match="管理员账户没有通知"):
        actions.choose("a", "b", True, by=by)
    assert not Preference.objects.exists()


@pytest.mark.parametrize("until", [None, datetime.time(22)])
def test_quiet_hours_of_ones_own_begin_and_end(clerk, until):
    own = actions.Tempo(quiet="own", quiet_since=datetime.time(22), quiet_until=until)
    with pytest.raises(Refused, match="请写明免打扰的起止时间，例如"):
        actions.arrange({("workflow.turn", "pop"): False}, own, by=actor_of(clerk))
    assert not (Rhythm.objects.exists() or Preference.objects.exists())
