"""The office in which the samples are sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from andu.api.tests.programs import program
from andu.approvals.tests.conftest import designer, submit, template, version
from andu.files import storing
from andu.workflow.models import Matter
from tests.api.samples import LEAVE, World
from tests.cast import actor_of

FIXTURES = (designer, submit, template, version)


@pytest.fixture
def world(bureau, version, clerk, settings, tmp_path):
    """A request with a paper that waits for the head of the office; another paper is staged."""
    settings.MEDIA_ROOT = tmp_path
    papers = [
        storing.store(SimpleUploadedFile(f"证明{n}.txt", b"x" * n), by=actor_of(clerk))
        for n in (1, 2)
    ]
    fields = {**LEAVE["fields"], "papers": [papers[0].pk]}
    made = program(clerk).send("templates/leave/matters", **{**LEAVE, "fields": fields})
    assert made.status_code == 200, made.content
    matter = Matter.objects.get(pk=made.json()["id"])
    return World(dict(bureau.members), matter, papers[1], version)
