"""What a person said with an act, in words that stay as they were."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from andu.engine.conditions import Value
from andu.workflow.loading import Loaded


@dataclass(frozen=True, kw_only=True)
class Enclosed:
    """A file that goes with an opinion, still staged: its id, and what the act's record proves of
    it. `kind` is "paper" or "handwriting"."""

    file: int
    name: str
    sm3: str
    kind: str = "paper"


@dataclass(frozen=True, kw_only=True)
class Said:
    """The act as the trace will show it: the verb (`how`), at which seat and step, the opinion,
    where to (a return), and the hashes of the content before and after. `more` is sealed in the
    record beside the events: what was enclosed, who was mentioned, why it was late. `at` is when
    something was said that moves nothing and so has no events."""

    how: str
    seat: int = 0
    visit: int = 0
    node: str = ""
    step: str = ""
    opinion: str = ""
    target: str = ""
    content_before: str = ""
    content_after: str = ""
    at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What comes with an act: the opinion, the form's values (people and units by code), whom the
    initiator chose for later steps, the hashes of the content before and after, why it comes after
    the limit (WF-19), what is enclosed with the opinion, whom it mentions (member id → name), and
    what the initiator changed about the matter itself (label → words before and after).
    `leap` is why somebody's head is passed over (WF-12); `sealed` goes into the record as it is.
    `checked`: whoever acts confirms that the step before followed the flow (WF-21).
    `as_it_stands`: values and hashes are those of the content the decision finds."""

    opinion: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    content_before: str = ""
    content_after: str = ""
    late_reason: str = ""
    files: tuple[Enclosed, ...] = ()
    mentions: Mapping[int, str] = field(default_factory=dict)
    particulars: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    as_it_stands: bool = False
    checked: bool = False
    leap: str = ""
    sealed: Mapping[str, Any] = field(default_factory=dict)


PLAIN = Deed()
AS_IT_STANDS = Deed(as_it_stands=True)


def said_at(loaded: Loaded, how: str, seat: int, deed: Deed, target: str = "") -> Said:
    """The words of an act at a seat."""
    row = loaded.seats[seat]
    before, after = _hashes(loaded, deed)
    return Said(
        how=how, seat=seat, visit=row.visit, node=row.node, step=row.step,
        opinion=deed.opinion.strip(), target=target,
        content_before=before, content_after=after, more=_more(deed),
    )  # fmt: skip


def _hashes(loaded: Loaded, deed: Deed) -> tuple[str, str]:
    if not deed.as_it_stands:
        return deed.content_before, deed.content_after
    return loaded.beside.content.hash, loaded.beside.content.hash


def _more(deed: Deed) -> dict[str, Any]:
    found: dict[str, Any] = dict(deed.sealed)
    if deed.files:
        found["files"] = [asdict(each) for each in deed.files]
    if deed.mentions:
        found["mentions"] = list(deed.mentions.values())
    if deed.particulars:
        found["particulars"] = {label: list(pair) for label, pair in deed.particulars.items()}
    return found
