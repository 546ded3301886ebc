"""A flow version as the engine reads it: compiled once for each version and kept in memory."""

from functools import lru_cache

from andu.engine import Definition
from andu.workflow.bpmn import reading
from andu.workflow.models import FlowVersion


@lru_cache(maxsize=512)
def definition_of(version_id: int) -> Definition:
    """The frozen definition of a published version. Versions never change, so neither does this."""
    version = FlowVersion.objects.only("bpmn").get(pk=version_id)
    return reading.read(version.bpmn).definition
