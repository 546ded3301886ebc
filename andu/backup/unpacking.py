"""Reading a backup: everything is checked before anything is written; then into an empty place.

Interrupted half-way it may be run again: files that lie there already with the same bytes are
taken over, and the database comes last, in one step.
"""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from andu.backup import engines
from andu.backup.fingerprints import fingerprints
from andu.backup.manifest import MOST, NAME, SUM, Manifest, Member, Unfit, decoded, unknown
from andu.backup.packing import CHUNK, DATABASE, FILES, KEY, Hashed

HALF = ".restoring"  # behind the name of what is being written


def checked(source: Path) -> Manifest:
    """The list of a backup whose every byte agrees with it; Unfit when one doesn't."""
    with _opened(source) as tar:
        found = {said.name: said for said in _members(tar)}
        manifest = _list(tar, found)
        if set(found) != {NAME, SUM, *manifest.members} or not {DATABASE, KEY} <= set(found):
            raise Unfit(_("备份里的内容与清单不一致：文件已损坏或被改过，请换一份。"))
        for name, member in manifest.members.items():
            if _hashed(tar, found[name]) != member:
                raise Unfit(_("备份里的“{name}”已损坏，请换一份备份。").format(name=name))
        return manifest


def restore(source: Path) -> Manifest:
    """Put everything back into an empty place and compare each table with the list.

    Unfit when the backup is damaged, of a newer version or of the other engine, or when something
    stands here already; nothing is written then.
    """
    manifest = checked(source)
    _fits(manifest)
    with _opened(source) as tar:
        names = [name for name in manifest.members if name.startswith(FILES)]
        places = {name: _place(name) for name in names}
        _free(places, manifest)
        for name, place in places.items():
            if not place.exists():
                _put(tar, name, place)
        _put_key(tar)
        with tempfile.TemporaryDirectory(prefix="andu-") as folder:
            copy = Path(folder) / DATABASE
            _put(tar, DATABASE, copy)
            engines.put_back(copy)
    _compare(manifest)
    return manifest


def _fits(manifest: Manifest) -> None:
    if manifest.engine != engines.engine():
        words = _("备份来自 {theirs}，这里用的是 {ours}，请换成同一种数据库。")
        raise Unfit(words.format(theirs=manifest.engine, ours=engines.engine()))
    if newer := unknown(manifest):
        words = _("备份由更新的版本制作（{name}），请先升级程序再恢复。")
        raise Unfit(words.format(name=newer[0]))
    if not engines.is_empty():
        raise Unfit(_("这里的数据库不是空的。恢复只写进空的地方：请另指一个 ANDU_DATA 或数据库。"))


def _compare(manifest: Manifest) -> None:
    now = fingerprints(engines.read)
    if unlike := sorted(name for name in manifest.tables if now.get(name) != manifest.tables[name]):
        raise Unfit(_("恢复后的表与备份时不一致：{names}。请不要启用，并换一份备份。").format(
            names="、".join(unlike)  # noqa: chinese
        ))  # fmt: skip


def _free(places: dict[str, Path], manifest: Manifest) -> None:
    """Files that are here must be the backup's own, from a restoration that was interrupted."""
    root = Path(settings.MEDIA_ROOT)
    ours = {place: manifest.members[name] for name, place in places.items()}
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if not path.is_file() or (path.name.endswith(HALF) and path.with_suffix("") in ours):
            continue
        if path not in ours or of_file(path) != ours[path]:
            raise Unfit(_("{path} 不是这份备份里的文件。恢复只写进空的地方，请先移走。").format(
                path=path
            ))  # fmt: skip


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Unfit(_("{path} 不是完整的备份，请换一份。").format(path=source)) from error


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    seen = set()
    for said in tar:
        if not said.isreg() or said.name in seen:
            raise Unfit(_("备份里有不该有的内容（{name}），请换一份。").format(name=said.name))
        seen.add(said.name)
        yield said


def _list(tar: tarfile.TarFile, found: dict[str, tarfile.TarInfo]) -> Manifest:
    listed, told = found.get(NAME), found.get(SUM)
    if listed is None or told is None or max(listed.size, told.size) > MOST:
        raise Unfit(_("备份里没有清单：文件不完整，请换一份。"))
    with _content(tar, listed) as content, _content(tar, told) as summed:
        return decoded(content.read(), summed.read())


def _content(tar: tarfile.TarFile, said: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(said)
    if content is None:
        raise Unfit(_("备份里没有“{name}”，请换一份。").format(name=said.name))
    return content


def _hashed(tar: tarfile.TarFile, said: tarfile.TarInfo) -> Member:
    with _content(tar, said) as content:
        return _member(content)


def of_file(path: Path) -> Member:
    """Size and hash of a whole file."""
    with path.open("rb") as content:
        return _member(content)


def _member(content: IO[bytes]) -> Member:
    hashed, size = Hashed(content), 0
    while found := hashed.read(CHUNK):
        size += len(found)
    return Member(size, hashed.digest.hexdigest())


def _place(name: str) -> Path:
    """Where a file belongs; a name that would leave the folder is refused."""
    within = PurePosixPath(name.removeprefix(FILES))
    if within.is_absolute() or ".." in within.parts or not within.parts:
        raise Unfit(_("备份里有不该有的内容（{name}），请换一份。").format(name=name))
    return Path(settings.MEDIA_ROOT) / within


def _put(tar: tarfile.TarFile, name: str, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(place.name + HALF)
    with _content(tar, tar.getmember(name)) as content, beside.open("wb") as out:
        while found := content.read(CHUNK):
            out.write(found)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(place)


def _put_key(tar: tarfile.TarFile) -> None:
    """The signing key, over the one the first start has made; one given by the environment stays
    in charge."""
    place = settings.DATA / KEY
    _put(tar, KEY, place)
    place.chmod(0o600)
