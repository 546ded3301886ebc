"""Evil files through the doors people use: refused in words, or kept and given back harmlessly."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from andu.files.models import File
from tests.cast import client_of
from tests.hostile.sending import in_a_form, in_pieces
from tests.hostile.uploads import FAMILIES, Evil, corpus
from tests.hostile.uploads.made import EITHER, KEPT, REFUSED

SLOW = 2.0  # seconds of one upload (R22)
PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}")
CHINESE = re.compile("[\u4e00-\u9fff]{4}")
LEAST = 400  # files of the corpus (R22)
WAYS = {"form": in_a_form, "pieces": in_pieces}


@pytest.fixture(autouse=True)
def deep_store(settings, tmp_path):
    """A store so deep that a name that climbs would be seen beside it."""
    settings.MEDIA_ROOT = tmp_path / "a" / "b" / "c" / "store"
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT / "posted"


def test_the_corpus_is_large_enough():
    assert sum(len(list(corpus(family))) for family in FAMILIES) >= LEAST


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("family", FAMILIES)
def test_evil_files_are_refused_in_words_or_kept_by_our_name(family, way, clerk, tmp_path):
    client, wrong = client_of(clerk), []
    for evil in corpus(family):
        wrong += [f"{evil.name[:60]!r}: {said}" for said in complaints(client, evil, WAYS[way])]
        File.objects.all().delete()
    assert not wrong, "\n".join(wrong)
    assert outside(tmp_path) == []


def complaints(client: Client, evil: Evil, send: Any) -> list[str]:
    """What is wrong with the answer to one file, and with what is left of it."""
    client.raise_request_exception = False
    begun = time.monotonic()
    answer = send(client, evil)
    took = time.monotonic() - begun
    said = [f"{took:.1f} s"] if took > SLOW else []
    if answer.status_code == 200:
        return said + ([] if evil.outcome in {KEPT, EITHER} else ["kept"]) + kept(answer)
    if answer.status_code not in {400, 409, 422}:
        return [*said, f"status {answer.status_code}"]
    is_json = "json" in answer["Content-Type"]
    words = answer.json()["detail"] if is_json else answer.content.decode()
    said += [] if evil.outcome in {REFUSED, EITHER} else [f"refused: {CHINESE.findall(words)}"]
    said += [] if CHINESE.search(words) else ["refused without words"]
    return said + (["a row is left"] if File.objects.exists() else [])


def kept(answer: Any) -> list[str]:
    """What is wrong with a file that was kept."""
    file = File.objects.get()
    said = [] if PLACE.fullmatch(file.storage_name) else [f"lies at {file.storage_name}"]
    bad = [char for char in file.name if char in '/\\\0\r\n"\u202e' and char != '"']
    said += ["its name can climb"] if bad or len(file.name) > 200 else []
    page = answer.content.decode()
    said += ["its name is markup"] if "<script" in page or "<img src=x" in page else []
    return said


def outside(root: Path) -> list[str]:
    """Files that lie anywhere but in the store, or that may be executed."""
    store = Path(settings.MEDIA_ROOT)
    return [
        str(path) for path in root.rglob("*")
        if path.is_file() and (store not in path.parents or path.stat().st_mode & 0o111)
    ]  # fmt: skip
