"""What is not whole, not ours or not for this version is refused before anything is written."""

import dataclasses
import hashlib
import io
import random
import tarfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from andu.backup import rules
from andu.backup.manifest import NAME, SUM, Unfit, decoded
from andu.backup.packing import DATABASE, FILES, pack
from andu.backup.unpacking import checked
from andu.files import storing
from andu.files.tests import samples
from andu.organisation.acting import administrator
from tests.cast import actor_of

pytestmark = pytest.mark.django_db(transaction=True)
FLIPS = 60


@pytest.fixture
def sound(tmp_path, clerk, settings):
    """A backup with one file."""
    settings.MEDIA_ROOT = tmp_path / "media"
    storing.store(samples.upload("批复.txt", "同意。".encode()), by=actor_of(clerk))
    pack(tmp_path / "whole.tar")
    return tmp_path / "whole.tar"


def payloads(source):
    """Where the bytes of each member stand in the file."""
    with tarfile.open(source) as tar:
        return [(said.offset_data, said.size) for said in tar if said.size]


def altered(source, change):
    """The backup with its list changed, hashes and all."""
    with tarfile.open(source) as tar:
        members = {said.name: tar.extractfile(said).read() for said in tar}
    manifest = change(decoded(members[NAME], members[SUM]), members)
    members[NAME] = manifest.encoded()
    members[SUM] = _sm3(members[NAME]).encode()
    target = source.with_name("altered.tar")
    with tarfile.open(target, "w") as tar:
        for name, content in members.items():
            said = tarfile.TarInfo(name)
            said.size = len(content)
            tar.addfile(said, io.BytesIO(content))
    return target


def test_every_flipped_bit_is_found(sound):
    whole, chance = sound.read_bytes(), random.Random(7)
    places = payloads(sound)
    for _round in range(FLIPS):
        start, size = chance.choice(places)
        at = start + chance.randrange(size)
        damaged = bytearray(whole)
        damaged[at] ^= 1 << chance.randrange(8)
        sound.write_bytes(damaged)
        with pytest.raises(Unfit, match="已损坏"):
            checked(sound)


def test_every_cut_is_found(sound):
    whole, chance = sound.read_bytes(), random.Random(11)
    last = payloads(sound)[-1]
    for _round in range(FLIPS):
        sound.write_bytes(whole[: chance.randrange(sum(last))])
        with pytest.raises(Unfit):
            checked(sound)


def test_a_newer_version_is_not_restored(sound):
    newer = altered(
        sound, lambda said, _members: dataclasses.replace(
            said, migrations=[*said.migrations, "workflow.9999_from_the_future"]
        )
    )  # fmt: skip
    with pytest.raises(CommandError, match="更新的版本"):
        call_command("restore", str(newer))


def test_the_other_engine_is_named(sound):
    foreign = altered(sound, lambda said, _members: dataclasses.replace(said, engine="oracle"))
    with pytest.raises(CommandError, match="oracle"):
        call_command("restore", str(foreign))


def test_a_place_in_use_stays_as_it_is(sound):
    with pytest.raises(CommandError, match="不是空的"):
        call_command("restore", str(sound))


def test_a_file_can_not_leave_its_folder(sound, tmp_path, monkeypatch):
    def climbing(said, members):
        name = f"{FILES}../../climbed"
        members[name] = members[DATABASE][:10]
        changed = dict(said.members)
        changed[name] = dataclasses.replace(
            changed[DATABASE], size=10, sm3=_sm3(members[name])
        )  # fmt: skip
        return dataclasses.replace(said, members=changed)

    evil = altered(sound, climbing)
    monkeypatch.setattr("andu.backup.engines.is_empty", lambda: True)
    with pytest.raises(CommandError, match="不该有的内容"):
        call_command("restore", str(evil))
    assert not (tmp_path / "climbed").exists()
    assert settings.MEDIA_ROOT


def test_a_link_is_no_member(sound):
    with tarfile.open(sound, "a") as tar:
        said = tarfile.TarInfo("files/link")
        said.type, said.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(said)
    with pytest.raises(Unfit, match="不该有的内容"):
        checked(sound)


def test_what_is_no_backup_is_said_plainly(tmp_path):
    (tmp_path / "x.tar").write_bytes(b"no tar at all" * 1000)
    with pytest.raises(CommandError, match="不是完整的备份"):
        call_command("restore", str(tmp_path / "x.tar"))


def _sm3(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()


def test_only_who_keeps_the_system_makes_backups(clerk, system_administrator):
    assert rules.may_back_up(administrator(system_administrator))
    assert rules.may_back_up(actor_of(clerk)).code == "right"
