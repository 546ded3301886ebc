"""The way a matter will probably take, with people asked for from the organisation as it is."""

from andu.engine.conditions import Value
from andu.engine.configuration import Someone
from andu.engine.decision import Answers
from andu.engine.events import Need
from andu.engine.handlers import HandlersChoice
from andu.engine.predict import Prediction, predict
from andu.workflow.deciding import complete
from andu.workflow.directory import Asking
from andu.workflow.loading import Loaded

ROUNDS = 40


def foreseen(loaded: Loaded, asking: Asking) -> Prediction:
    """The likely way on, with people asked for from the organisation as it is."""
    people: dict[Need, tuple[Someone, ...]] = {}
    values: dict[str, Value] = {}
    prediction = predict(loaded.definition, loaded.configuration, Answers(people, values))
    for _round in range(ROUNDS):
        if not prediction.needs.people and not prediction.needs.fields:
            break
        told = len(people) + len(values)
        complete(prediction.needs, asking, people, values)
        for need in prediction.needs.people:
            if isinstance(need.rule, HandlersChoice) and not people[need]:
                del people[need]  # a pick still to come
        if len(people) + len(values) == told:
            break  # a guess knows no more
        prediction = predict(loaded.definition, loaded.configuration, Answers(people, values))
    return prediction
