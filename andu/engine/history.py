"""Events, definitions and configurations in writing: what a recorded history is made of."""

from typing import Any

from andu.engine.conditions import Condition
from andu.engine.configuration import Configuration
from andu.engine.definition import Definition
from andu.engine.events import Event
from andu.engine.plain import Malformed, from_plain, to_plain
from andu.engine.sound_conditions import problems_of, shape_problem

VERSION = 1


def encode(event: Event) -> dict[str, Any]:
    """An event as a JSON-able dict: {"v": 1, "is": "seat_opened", …}."""
    return {"v": VERSION, **to_plain(event)}


def decode(data: dict[str, Any]) -> Event:
    """The event an encoded dict stands for; Malformed when it is none of ours."""
    version = data.get("v") if isinstance(data, dict) else None
    if version != VERSION:
        raise Malformed("unknown_version", str(version))
    event: Event = from_plain(Event, {name: each for name, each in data.items() if name != "v"})
    return event


def encode_configuration(configuration: Configuration) -> dict[str, Any]:
    """A run's state as a JSON-able dict: a snapshot, never the source of truth."""
    return {"v": VERSION, **to_plain(configuration)}


def decode_configuration(data: dict[str, Any]) -> Configuration:
    """The state a snapshot stands for; Malformed when it is none."""
    if not isinstance(data, dict) or data.get("v") != VERSION:
        raise Malformed("unknown_version")
    plain = {name: each for name, each in data.items() if name != "v"}
    configuration: Configuration = from_plain(Configuration, plain)
    return configuration


def encode_definition(definition: Definition) -> dict[str, Any]:
    """A definition as a JSON-able dict, for tests and for comparing versions."""
    plain: dict[str, Any] = to_plain(definition)
    return plain


def decode_definition(data: dict[str, Any]) -> Definition:
    """The definition a dict stands for; Malformed when it is none. It may be unsound."""
    definition: Definition = from_plain(Definition, data)
    return definition


def encode_condition(condition: Condition) -> dict[str, Any]:
    """A condition as a JSON-able dict: {"is": "test", "field": …}."""
    plain: dict[str, Any] = to_plain(condition)
    return plain


def decode_condition(data: Any) -> Condition:
    """The condition a dict stands for; Malformed when it is none, too big, or makes no sense."""
    shape = shape_problem(data)
    if shape:
        raise Malformed(shape)
    condition: Condition = from_plain(Condition, data)
    for problem in problems_of(condition):
        raise Malformed(problem)
    return condition
