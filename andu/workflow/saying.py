"""What a person said with an act, in words that stay as they were."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Said:
    """The act as the trace will show it: the verb (`how`), at which seat and step, the opinion,
    where to (a return), and the hashes of the content before and after."""

    how: str
    seat: int = 0
    visit: int = 0
    node: str = ""
    step: str = ""
    opinion: str = ""
    target: str = ""
    content_before: str = ""
    content_after: str = ""
