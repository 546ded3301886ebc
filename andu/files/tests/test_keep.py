import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from andu.files import clearing, storing
from andu.files.models import Chain, File
from andu.files.queries import versions_of
from andu.files.tests import samples
from andu.kit.verdict import Refused
from tests.cast import actor_of

LATER = timezone.now() + datetime.timedelta(days=40)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def file(clerk):
    return storing.store(samples.upload("稿.txt", b"one"), by=actor_of(clerk))


def test_ones_own_staged_files_are_kept_in_order(clerk, file):
    other = storing.store(samples.upload("图.png", samples.PNG), by=actor_of(clerk))
    kept = storing.keep([other.pk, file.pk, other.pk], by=actor_of(clerk))
    assert [each.pk for each in kept] == [other.pk, file.pk]
    assert set(File.objects.values_list("state", flat=True)) == {"kept"}


def test_nobody_attaches_another_persons_file(director, file):
    with pytest.raises(Refused, match="失效"):
        storing.keep([file.pk], by=actor_of(director))
    file.refresh_from_db()
    assert file.state == File.State.STAGED


def test_a_kept_file_is_not_attached_again(clerk, file):
    storing.keep([file.pk], by=actor_of(clerk))
    with pytest.raises(Refused, match="失效"):
        storing.keep([file.pk], by=actor_of(clerk))


def test_versions_follow_each_other(clerk, director, file):
    storing.keep([file.pk], by=actor_of(clerk))
    file.refresh_from_db()
    newer = storing.replace(file, samples.upload("稿二.txt", b"two"), by=actor_of(director))
    assert (newer.version, newer.state, newer.uploader) == (2, "kept", "沈知远")
    assert [each.name for each in versions_of(file)] == ["稿二.txt", "稿.txt"]
    with file.open() as content:
        assert content.read() == b"one"


def test_a_removed_file_gets_no_version_and_comes_back(clerk, file):
    by = actor_of(clerk)
    removed = storing.remove(file, by=by)
    with pytest.raises(Refused, match="已移除"):
        storing.replace(removed, samples.upload("稿.txt", b"two"), by=by)
    with pytest.raises(Refused, match="已经移除"):
        storing.remove(file, by=by)
    assert storing.restore(file, by=by).state == "kept"
    with pytest.raises(Refused, match="没有被移除"):
        storing.restore(file, by=by)
    assert File.objects.count() == 1


def test_too_many_lying_about_are_refused(clerk, file, monkeypatch):
    monkeypatch.setattr("andu.files.rules.value", lambda *a, **k: 1)
    with pytest.raises(Refused, match="太多"):
        storing.store(samples.upload("b.txt", b"b"), by=actor_of(clerk))
    assert File.objects.count() == 1


def test_what_nobody_attached_is_cleared_with_its_bytes(
    clerk, file, django_capture_on_commit_callbacks
):
    kept = storing.store(samples.upload("b.txt", b"b"), by=actor_of(clerk))
    storing.keep([kept.pk], by=actor_of(clerk))
    assert clearing.clear_abandoned() == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clearing.clear_abandoned(LATER) == 1
    assert File.objects.get().pk == kept.pk
    assert not default_storage.exists(file.storage_name)
    assert default_storage.exists(kept.storage_name)
    assert Chain.objects.count() == 1


def test_the_bin_is_emptied_after_its_days(clerk, file, django_capture_on_commit_callbacks):
    storing.remove(file, by=actor_of(clerk))
    assert clearing.clear_abandoned(timezone.now() + datetime.timedelta(days=2)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert clearing.clear_abandoned(LATER) == 1
    assert not default_storage.exists(file.storage_name)


def test_bytes_without_a_row_are_cleared_after_a_day(file):
    File.objects.filter(pk=file.pk).delete()
    assert clearing.clear_strays() == 0
    assert clearing.clear_strays(LATER) == 1
    assert not default_storage.exists(file.storage_name)


def test_bytes_with_a_row_stay(file):
    assert clearing.clear_strays(LATER) == 0
    assert default_storage.exists(file.storage_name)
