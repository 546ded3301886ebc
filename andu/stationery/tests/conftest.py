"""Pictures of signatures, and settings that are forgotten with their test."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from andu.policy.models import Decision
from andu.policy.reading import forget


def photograph(ink=(40, 50, 120), paper=(228, 224, 216), kind="JPEG", size=(900, 500)):
    """A signature on paper, as a telephone takes it."""
    picture = Image.new("RGB", size, paper)
    draw = ImageDraw.Draw(picture)
    draw.line([(300, 300), (380, 180), (430, 320), (520, 200), (600, 310)], fill=ink, width=9)
    out = io.BytesIO()
    picture.save(out, kind)
    return SimpleUploadedFile("签名.jpg", out.getvalue())


@pytest.fixture
def decided(bureau):
    """Decides on a setting in the cast's organisation."""

    def put(setting, text):
        Decision.objects.create(
            code=setting.code, level="organisation", place=bureau.organisation.pk, text=str(text),
            since=timezone.now(),
        )  # fmt: skip
        forget()

    return put
