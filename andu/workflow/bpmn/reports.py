"""What `andu flow check` says of drawings: each finding with its element, reason and remedy, as
text for people and as plain data for programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from andu.kit.verdict import Refused
from andu.organisation.models import Organisation
from andu.workflow.bpmn.checking import check
from andu.workflow.bpmn.findings import Finding, Kind
from andu.workflow.bpmn.parsing import USUAL
from andu.workflow.bpmn.reading import Reading, read

FINE, FOUND, BROKEN = 0, 1, 2
STATES = {FINE: "publishable", FOUND: "findings", BROKEN: "unreadable"}
ENDINGS = ("*.bpmn", "*.bpmn2", "*.bpmn20.xml")


@dataclass(frozen=True)
class Report:
    """One drawing looked at; `fault` says why it could not be read."""

    file: Path
    findings: tuple[Finding, ...] = ()
    fault: str = ""

    @property
    def code(self) -> int:
        """0: may be published; 1: something stands against it; 2: cannot be read."""
        if self.fault:
            return BROKEN
        return FOUND if any(each.is_refusal for each in self.findings) else FINE

    @property
    def data(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "file": str(self.file), "state": STATES[self.code], "fault": self.fault,
            "findings": [_data(each) for each in self.findings],
        }  # fmt: skip

    @property
    def lines(self) -> Iterator[str]:
        """The report for people."""
        if self.fault:
            yield self.fault
            return
        for title, kinds in _lists():
            found = [each for each in self.findings if each.kind in kinds]
            yield _("{title}（{count}）").format(title=title, count=len(found))
            yield from map(_line, found)
        if self.code == FINE:
            yield _("可以发布。")


def drawings_in(place: Path) -> list[Path]:
    """The drawings a path means: itself, or all in a folder and below, by name."""
    if not place.is_dir():
        return [place]
    return sorted({each for ending in ENDINGS for each in place.rglob(ending) if each.is_file()})


def report_on(file: Path, organisation: Organisation | None = None) -> Report:
    """Everything there is to say about one drawing; never raises."""
    try:
        with file.open("rb") as opened:
            reading = read(opened.read(USUAL.size + 1))
    except OSError as fault:
        text = _("打不开 {file}：{fault}").format(file=file, fault=fault.strerror)
        return Report(file, fault=text)
    except Refused as refusal:
        return Report(file, fault=str(refusal.verdict.reason))
    return Report(file, _findings(reading, organisation))


def _findings(reading: Reading, organisation: Organisation | None) -> tuple[Finding, ...]:
    """The drawing's own remarks in their order, then what else stands against publishing."""
    more = [each for each in check(reading, organisation) if each not in reading.findings]
    return (*reading.findings, *more)


def _lists() -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    return (
        (_("在这里运行"), (Kind.RUNS,)), (_("原样保留"), (Kind.CARRIED,)),
        (_("已转成规则"), (Kind.TAKEN,)), (_("请留意"), (Kind.NOTE,)),
        (_("不能办理"), (Kind.REFUSED,)), (_("待补充"), (Kind.OPEN,)),
        (_("发布前要改"), (Kind.PROBLEM,)),
    )  # fmt: skip


def _line(finding: Finding) -> str:
    place = _("第 {line} 行 ").format(line=finding.line) if finding.line else ""
    is_named = finding.name and finding.name not in finding.text
    return f"  {place}{finding.name}：{finding.text}" if is_named else f"  {place}{finding.text}"


def _data(finding: Finding) -> dict[str, Any]:
    return {
        "kind": str(finding.kind), "element": finding.element, "name": finding.name,
        "line": finding.line, "reason": finding.reason, "remedy": finding.remedy,
    }  # fmt: skip
