"""What was found wrong, and the figures of many rounds, kept in a file so that a run goes on."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from tests.torture.killing import KILLED, Chaos
from tests.torture.people import Office

NAME = "figures.json"
EMPTY: dict[str, Any] = {
    "acknowledged": 0, "kills": 0, "happened": {}, "verbs": {}, "cuts": 0, "repeats": 0,
    "outages": 0, "refused": 0, "matters": 0, "ended": 0, "by_time": 0, "messages": 0,
    "left_out": 0, "lost": 0, "doubled": 0, "half_done": 0, "wrong": 0, "longest_window": {},
    "rounds": 0, "seconds": 0,
}  # fmt: skip


def weighed(said: Office, found: dict[str, Any], taken: Counter[str]) -> dict[str, list[str]]:
    """The oracle (I1 to I6, I8, I9): what was lost, doubled, half done or otherwise wrong."""
    there = Counter(map(tuple, found["acts"]))
    keys = Counter(act[0] for act in found["acts"])
    asked = {key for key in keys if key.partition("/")[0] not in said.asked}
    out = set(found["batched"])
    lost = [f"{act}" for act in said.done if there[act] == 0 and not _left_out(act[0], out)]
    lost += [f"message {key}" for key in found["sent"] if not taken[key]]
    lost += [f"message for {what}" for what in found["unannounced"]]
    doubled = [key for key, times in keys.items() if times > 1]
    doubled += [f"message for {what}" for what in found["announced_twice"]]
    wrong = [*said.wrong, *said.odd]
    wrong += [f"refused, and yet done: {key}" for key in set(keys) & said.refused]
    wrong += [f"nobody asked: {key}" for key in asked]
    wrong += [f"nobody sent: {key}" for key in set(taken) - set(found["sent"])]
    if found["serials"] != found["matters"]:
        doubled.append("a number of a matter")
    return {"lost": lost, "doubled": doubled, "half_done": found["faults"], "wrong": wrong}


def _left_out(key: str, batched: set[str]) -> bool:
    """A batch was put down, but without this matter: it was no longer the person's to see."""
    batch = key.partition("/")[0]
    return "/" in key and batch in batched and key not in batched


def round_of(chaos: Chaos, said: Office, found: dict[str, Any], took: float) -> dict[str, Any]:
    """The figures of one round."""
    out = set(found["batched"])
    left = sum(_left_out(act[0], out) for act in said.done)
    return EMPTY | {
        "acknowledged": len(said.done) - left, "kills": chaos.kills, "happened": chaos.counts,
        "verbs": said.verbs, "cuts": chaos.cuts, "repeats": said.repeats,
        "outages": said.outages, "refused": len(said.refused), "matters": found["matters"],
        "ended": found["ended"], "by_time": found["by_time"],
        "messages": len(found["sent"]), "left_out": left,
        "longest_window": chaos.watch.longest, "rounds": 1, "seconds": round(took),
    }  # fmt: skip


def kept(folder: Path | None) -> dict[str, Any]:
    """The figures so far."""
    path = folder / NAME if folder else None
    return EMPTY | (json.loads(path.read_text()) if path and path.exists() else {})


def keep(folder: Path | None, figures: dict[str, Any]) -> None:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(json.dumps(figures, ensure_ascii=False))


def together(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The figures of both: counts are added, of windows the longer counts."""
    whole = {}
    for name, value in one.items():
        more = other[name]
        if name == "longest_window":
            whole[name] = {k: max(value.get(k, 0), more.get(k, 0)) for k in {**value, **more}}
        else:
            added = (
                dict(Counter(value) + Counter(more)) if isinstance(value, dict) else value + more
            )
            whole[name] = added
    return whole


def line(figures: dict[str, Any], **more: object) -> str:
    """All of it in one line."""
    kinds = {name: figures["happened"][name] for name in KILLED if name in figures["happened"]}
    return json.dumps(figures | {"killed": kinds} | more, ensure_ascii=False)
