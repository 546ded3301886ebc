"""The offices in which an enemy is met: the one of the API's samples, the one of the matrix."""

from tests.api.conftest import _afresh, designer, submit, template, version, world
from tests.matrix.conftest import people, things

FIXTURES = (_afresh, designer, people, submit, template, things, version, world)
