"""Prometheus' text format 0.0.4: families of samples, each with its labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Sample:
    """One figure with its labels; `suffix` as a histogram wants it: _bucket, _sum, _count."""

    labels: Mapping[str, str]
    figure: float
    suffix: str = ""


@dataclass(frozen=True)
class Family:
    """Figures of one name: gauge, counter or histogram."""

    name: str
    kind: str
    about: str
    samples: tuple[Sample, ...]

    @classmethod
    def of(cls, name: str, about: str, figure: float) -> "Family":
        """A gauge with one figure."""
        return cls(name, "gauge", about, (Sample({}, figure),))


def text_of(families: Iterable[Family]) -> str:
    """The families, one line for each sample."""
    return "".join(line for family in families for line in _lines(family))


def number(figure: float) -> str:
    """A figure as the format writes it."""
    if figure in {float("inf"), float("-inf")}:
        return "+Inf" if figure > 0 else "-Inf"
    return str(int(figure)) if figure == int(figure) else repr(figure)


def _lines(family: Family) -> Iterable[str]:
    yield f"# HELP {family.name} {family.about}\n"
    yield f"# TYPE {family.name} {family.kind}\n"
    for sample in family.samples:
        pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels.items())
        labels = f"{{{pairs}}}" if pairs else ""
        yield f"{family.name}{sample.suffix}{labels} {number(sample.figure)}\n"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
