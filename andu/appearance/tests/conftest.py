"""Pictures, places and a form as a browser sends it; what is kept in memory goes with the test."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from andu.appearance.reading import forget
from andu.organisation.models import Unit


def picture(kind="PNG", size=(300, 200), name="徽标.png"):
    """An upload of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, (30, 90, 140)).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture(autouse=True)
def styles_afresh():
    forget()
    yield
    forget()


@pytest.fixture
def system(system_administrator):
    """A browser of the system administrator."""
    client = Client()
    client.force_login(system_administrator)
    return client


@pytest.fixture
def finance(bureau):
    """The finance section as a body of its own within the bureau."""
    unit = bureau.units["finance"]
    Unit.objects.filter(pk=unit.pk).update(kind=Unit.Kind.SUBSIDIARY)
    return Unit.objects.get(pk=unit.pk)


@pytest.fixture
def save(system, django_capture_on_commit_callbacks):
    """Sends the page of a place, as the system administrator or in the browser given."""

    def send(place, client=None, **said):
        said = {"name": "", "greeting": "", "pigment": "", "own": "", "personal": "", **said}
        with django_capture_on_commit_callbacks(execute=True):
            return (client or system).post(f"/admin/look?place={place}", said)

    return send
