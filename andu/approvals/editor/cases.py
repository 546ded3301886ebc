"""按条件定人: who handles a step as the form says, case by case, and in all other cases."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from andu.approvals.editor.asking import Subject, test_of
from andu.approvals.editor.handling import Fields, Rules, handlers_of, handlers_typed
from andu.approvals.editor.names import Names
from andu.approvals.editor.table import all_of
from andu.approvals.editor.typed import Asked, Line
from andu.authority.names import PERSON, Unclear
from andu.engine.conditions import AllOf, AnyOf, Condition, Not, Test
from andu.engine.handlers import HandlerRule, NamedPerson, PlainRule, When

CASES = "cases"
WHO = (
    ("head", gettext_lazy("发起人部门的负责人")), ("leader", gettext_lazy("发起人部门的分管领导")),
    ("superior", gettext_lazy("发起人的直接上级")), ("post", gettext_lazy("岗位")),
    ("role", gettext_lazy("角色")), ("person", gettext_lazy("指定人员")),
    ("unit_head", gettext_lazy("指定部门的负责人")),
    ("unit_leader", gettext_lazy("指定部门的分管领导")),
)  # fmt: skip
BOXES = {"post": "post", "role": "role", "person": "people_text", "unit_head": "unit",
         "unit_leader": "unit"}  # fmt: skip
"""In which box of a step the name stands."""

Case = tuple[tuple[Test, ...], str, str]
"""When all tests hold (none: in all other cases): the kind of rule, and its name."""


def cases_of(line: Line, subjects: dict[str, Subject], names: Names, fields: Fields) -> Rules:
    """The rules a line's cases state; what is wrong is told beside each."""
    read = [
        (_tests(group, subjects, names), _rules(group[0], names, fields))
        for group in _groups(line.cases)
    ]
    if not read:
        line.errors.append(_("请至少加一种情况，写明由谁办理。"))
    given = [all_of(tests) for tests, _rules_ in read if tests]
    found: list[HandlerRule] = []
    for tests, rules in read:
        condition = all_of(tests) if tests else _otherwise(given)
        found += [When(condition, rule) if condition else rule for rule in rules]
    return tuple(found)


def cases_typed(rules: Sequence[HandlerRule], names: Names) -> list[Case] | None:
    """The cases that state these rules; None where they say something else."""
    if not any(isinstance(rule, When) for rule in rules):
        return None
    found = [_typed(rule, names) for rule in rules]
    told = [each for each in found if each is not None]
    given = [all_of(tests) for tests, _by, _who in told if tests]
    others = [rule.condition for rule in rules if isinstance(rule, When) and _is_other(rule)]
    known = all(condition == _otherwise(given) for condition in others)
    return told if len(told) == len(found) and known else None


def _groups(cases: list[Asked]) -> Iterator[list[Asked]]:
    group: list[Asked] = []
    for asked in cases:
        if group and not asked.parts.get("and"):
            yield group
            group = []
        group.append(asked)
    if group:
        yield group


def _tests(group: list[Asked], subjects: dict[str, Subject], names: Names) -> tuple[Test, ...]:
    found = []
    for asked in group:
        if len(group) == 1 and not asked.parts.get("field"):
            return ()  # in all other cases
        try:
            found.append(test_of(asked.parts, subjects, names))
        except Unclear as unclear:
            asked.error = str(unclear)
    return tuple(found)


def _rules(asked: Asked, names: Names, fields: Fields) -> Sequence[PlainRule]:
    by = asked.parts.get("by", "")
    if by not in dict(WHO):
        asked.error = asked.error or str(_("请选择由谁办理。"))
        return ()
    alike = Line(0, {"rule": by, BOXES.get(by, "most"): asked.parts.get("who", ""), "level": "1"})
    made = handlers_of(alike, names, fields, ())
    if alike.errors:
        asked.error = asked.error or alike.errors[0]
    return [rule for rule in made if not isinstance(rule, When)]


def _otherwise(given: list[Condition]) -> Condition | None:
    if not given:
        return None
    return Not(given[0] if len(given) == 1 else AnyOf(tuple(given)))


def _is_other(rule: When) -> bool:
    return isinstance(rule.condition, Not)


def _typed(rule: HandlerRule, names: Names) -> Case | None:
    inner = rule.rule if isinstance(rule, When) else rule
    tests = _tests_in(rule.condition) if isinstance(rule, When) else ()
    if tests is None:
        return None
    if isinstance(inner, NamedPerson):
        return tests, "person", names.text(PERSON, inner.code)
    boxes, _people = handlers_typed((inner,), names)
    by = boxes["rule"]
    is_plain = (
        boxes.get("scope", "organisation") == "organisation" and boxes.get("level", "1") == "1"
    )
    return (tests, by, boxes.get(BOXES.get(by, ""), "")) if by in dict(WHO) and is_plain else None


def _tests_in(condition: Condition) -> tuple[Test, ...] | None:
    """The tests that all must hold; none for "in all other cases"; None: not to be told here."""
    if isinstance(condition, Test):
        return (condition,)
    if isinstance(condition, AllOf) and all(isinstance(part, Test) for part in condition.parts):
        return tuple(part for part in condition.parts if isinstance(part, Test))
    return () if isinstance(condition, Not) else None
