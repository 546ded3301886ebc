"""A backup comes back equal, table by table and file by file; what is damaged does not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command

from andu.audit.models import Entry
from andu.backup import engines
from andu.backup.fingerprints import fingerprints
from andu.backup.models import Backup
from andu.backup.tests.places import place
from andu.files import storing
from andu.files.tests import samples
from tests.cast import actor_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stored(clerk):
    """An attachment of the clerk's, and somebody else's in the bin."""
    return storing.store(samples.upload("批复.txt", "同意。".encode()), by=actor_of(clerk))


@pytest.fixture
def own_media(tmp_path, settings):
    """Files of this story alone."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def made(tmp_path, own_media, stored):
    """A backup of the bureau."""
    call_command("backup", str(tmp_path / "out"))
    return next((tmp_path / "out").glob("*.tar"))


def bytes_of(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*") if path.is_file()
    }  # fmt: skip


def refusal(done) -> str:
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_everything_comes_back(tmp_path, made, clerk):
    with place(tmp_path / "new") as new:
        done = new.andu("restore", str(made))
        assert done.returncode == 0, done.stderr
        assert "逐一核对一致" in done.stdout
        assert bytes_of(new.data / "files") == bytes_of(Path(settings.MEDIA_ROOT))
        assert (new.data / "secret.key").read_text() == settings.SECRET_KEY
        assert new.andu("audit", "verify").returncode == 0
        again = new.andu("restore", str(made))
        assert "不是空的" in refusal(again)


def test_the_fingerprints_tell_every_change(clerk):
    before = fingerprints(engines.read)
    assert before["organisation_member"][0] >= 1
    clerk.name = "换了名字"
    clerk.save(update_fields=["name"])
    after = fingerprints(engines.read)
    assert {name for name in before if before[name] != after[name]} == {"organisation_member"}


def test_the_backup_is_logged_with_its_checksum(made):
    logged = Backup.objects.get()
    assert (logged.place, logged.size, logged.files) == (str(made), made.stat().st_size, 1)
    assert logged.sm3 in Entry.objects.filter(event="backup.BackupMade").get().details["sm3"]


def test_a_file_that_is_gone_is_named(tmp_path, own_media, stored, capsys):
    default_storage.delete(stored.storage_name)
    with pytest.raises(SystemExit) as leaving:
        call_command("backup", str(tmp_path / "out"))
    assert leaving.value.code == 1
    assert stored.storage_name in capsys.readouterr().err
    assert Backup.objects.count() == 1


def test_only_the_newest_are_kept(tmp_path, own_media, stored):
    folder = tmp_path / "out"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"andu-2026010{day}-000000.tar").touch()
    (folder / "andu-notes.tar").touch()
    call_command("backup", str(folder), keep=2)
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == 3 and left[0] == "andu-20260103-000000.tar" and left[2] == "andu-notes.tar"


def test_a_backup_that_lacks_files_pushes_no_earlier_one_out(tmp_path, own_media, stored):
    folder = tmp_path / "out"
    folder.mkdir()
    earlier = folder / "andu-20260101-000000.tar"
    earlier.touch()
    default_storage.delete(stored.storage_name)
    with pytest.raises(SystemExit):
        call_command("backup", str(folder), keep=1)
    assert earlier.exists()


def test_a_full_disk_leaves_nothing(tmp_path, own_media, stored, monkeypatch):
    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("andu.backup.packing.os.fsync", full)
    with pytest.raises(OSError, match="space"):
        call_command("backup", str(tmp_path / "out"))
    assert not list((tmp_path / "out").iterdir())
    assert not Backup.objects.exists()


def test_an_interrupted_restoration_is_taken_up(tmp_path, made, stored):
    with place(tmp_path / "new") as new:
        kept = new.data / "files" / stored.storage_name
        kept.parent.mkdir(parents=True)
        kept.with_name(kept.name + ".restoring").write_bytes("同".encode())
        assert "不是这份备份里的文件" not in new.andu("restore", str(made)).stderr
        assert kept.read_bytes() == "同意。".encode()


def test_a_place_with_other_files_is_left_alone(tmp_path, made):
    with place(tmp_path / "new") as new:
        (new.data / "files").mkdir()
        (new.data / "files" / "mine").write_text("别动")
        assert "不是这份备份里的文件" in refusal(new.andu("restore", str(made)))
        assert bytes_of(new.data / "files") == {"mine": "别动".encode()}
        assert new.andu("account", "list").returncode == 2
