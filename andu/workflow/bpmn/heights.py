"""How high everything stands: each spot as near as can be to its neighbours, none overlapping."""

from itertools import pairwise

from andu.workflow.bpmn.layers import Layers, Spot

BETWEEN = 22.0
SWEEPS = 8


def settle(layers: Layers) -> None:
    """Give every spot its y."""
    before: dict[Spot, list[Spot]] = {}
    after: dict[Spot, list[Spot]] = {}
    for one, other in layers.legs():
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    for layer in layers.spots:
        _place(layer, [0.0] * len(layer))
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 1
        for layer in layers.spots if forth else layers.spots[::-1]:
            if forth:
                wishes = [_mean([n.out for n in before.get(spot, [])], spot.y) for spot in layer]
            else:
                wishes = [
                    _mean([n.y for n in after.get(spot, [])], spot.out) + spot.y - spot.out
                    for spot in layer
                ]
            _place(layer, wishes)


def _mean(values: list[float], else_: float) -> float:
    return sum(values) / len(values) if values else else_


def _place(layer: list[Spot], wishes: list[float]) -> None:
    """The order kept and room between, as near to the wishes as possible (least squares)."""
    offsets = [0.0]
    for one, other in pairwise(layer):
        offsets.append(offsets[-1] + one.below + BETWEEN + other.above)
    pools: list[list[float]] = []  # sum, count
    for wish, offset in zip(wishes, offsets, strict=True):
        pools.append([wish - offset, 1.0])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    values = [total / count for total, count in pools for _each in range(int(count))]
    for spot, value, offset in zip(layer, values, offsets, strict=True):
        spot.y = round(value + offset, 1)
