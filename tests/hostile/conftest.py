"""The offices in which an enemy is met: the one of the API's samples, the one of the matrix."""

from tests.api.conftest import designer, submit, template, version, world
from tests.matrix.conftest import people, things

FIXTURES = (designer, people, submit, template, things, version, world)
