"""Who and what the rows refer to: superiors, leaders in charge, further units."""

from collections import defaultdict

from django.utils.translation import gettext as _

from andu.organisation.importing import people
from andu.organisation.importing.known import Known
from andu.organisation.importing.people import Path, Place, Reading


def resolve(sound: list[Reading], there: Known, units: set[Path]) -> None:
    """Turn words into codes and paths; what can't be found is told and left out."""
    names = _names(sound, there)
    codes = {reading.person.code for reading in sound} | set(there.people)
    places = {reading.person.code: tuple(reading.person.unit) for reading in sound}
    for reading in sound:
        _superior(reading, names, codes, places)
        _leader(reading, names, codes, places)
    _cycles(sound, there)
    ends = _by_end(units)
    for reading in sound:
        _extra(reading, units, ends)
        _charge(reading, units, ends)


def _names(sound: list[Reading], there: Known) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for reading in sound:
        names[reading.person.name].append(reading.person.code)
    for name, codes in there.names.items():
        names[name] += [code for code in codes if code not in names[name]]
    return names


def _find(
    text: str, names: dict[str, list[str]], codes: set[str], near: Path, places: dict[str, Path]
) -> list[str]:
    """The codes a reference may mean: by code, else by name, the nearest unit first."""
    forms = people.candidates(text)
    for form in forms:
        if form in codes:
            return [form]
    for form in forms:
        found = names.get(form, [])
        if len(found) > 1:
            above = [
                code for code in found if near[: len(places.get(code, ("?",)))] == places.get(code)
            ]
            found = above if len(above) == 1 else found
        if found:
            return found
    return []


def _superior(
    reading: Reading, names: dict[str, list[str]], codes: set[str], places: dict[str, Path]
) -> None:
    person = reading.person
    if not person.superior:
        return
    text, person.superior = person.superior, ""
    found = _find(text, names, codes, tuple(person.unit), places)
    if found == [person.code]:
        reading.notes.append(_("直接上级是本人，不导入上级。请改正后再导入一次。"))
    elif len(found) == 1:
        person.superior = found[0]
    elif found:
        reading.notes.append(
            _("直接上级“{name}”有 {count} 个同名的人，不导入上级。请改写工号。").format(
                name=text, count=len(found)
            )
        )
    else:
        reading.notes.append(
            _("直接上级“{name}”不在表里，系统里也没有，不导入上级。请改写工号或补上此人。").format(
                name=text
            )
        )


def _leader(
    reading: Reading, names: dict[str, list[str]], codes: set[str], places: dict[str, Path]
) -> None:
    person = reading.person
    if not person.leader:
        return
    text, person.leader = person.leader, ""
    found = _find(text, names, codes, tuple(person.unit), places)
    if len(found) == 1:
        person.leader = found[0]
    else:
        reading.notes.append(
            _("分管领导“{name}”找不到或有同名的人，不导入分管领导。请改写工号。").format(name=text)
        )


def _cycles(sound: list[Reading], there: Known) -> None:
    """A line of superiors that comes back to itself: nobody of the circle gets theirs."""
    above = {code: held.superior for code, held in there.people.items() if held.superior}
    rows = {reading.person.code: reading for reading in sound}
    above.update({code: row.person.superior for code, row in rows.items() if row.person.superior})
    settled: set[str] = set()
    for start in list(above):
        line: dict[str, None] = {}
        at = start
        while at and at not in settled and at not in line:
            line[at] = None
            at = above.get(at, "")
        if at in line:
            _break([*line][[*line].index(at) :], rows, above, there)
        settled |= set(line)


def _break(
    circle: list[str], rows: dict[str, Reading], above: dict[str, str], there: Known
) -> None:
    words = [rows[code].person.name if code in rows else there.people[code].name for code in circle]
    line = " → ".join([*words[:8], words[0]])
    for code in circle:
        if code in rows and rows[code].person.superior:
            rows[code].person.superior = above[code] = ""
            rows[code].notes.append(
                _("直接上级绕成一圈（{line}），不导入上级。请改正其中一人的上级。").format(
                    line=line
                )
            )


def _by_end(units: set[Path]) -> dict[str, list[Path]]:
    ends: dict[str, list[Path]] = defaultdict(list)
    for path in units:
        if path:
            ends[path[-1]].append(path)
    return ends


def _unit(words: list[str], units: set[Path], ends: dict[str, list[Path]]) -> Path | None:
    """A unit by its whole path, or by its last name when that is the only one."""
    path = tuple(words)
    if path in units:
        return path
    found = [each for each in ends.get(path[-1], []) if each[-len(path) :] == path] if path else []
    return found[0] if len(found) == 1 else None


def _extra(reading: Reading, units: set[Path], ends: dict[str, list[Path]]) -> None:
    kept = []
    for place in reading.person.extra:
        path, post = _unit(place.unit, units, ends), place.post
        if path is None and not post and place.unit:
            path, post = _run_together(place.unit[-1], ends)
        if path is None:
            reading.notes.append(
                _("兼职“{words}”的部门找不到，不导入这一项。请写成“部门:职务”。").format(
                    words="/".join(place.unit)
                )
            )
        else:
            kept.append(Place(list(path), post))
    reading.person.extra = kept


def _run_together(words: str, ends: dict[str, list[Path]]) -> tuple[Path | None, str]:
    """Unit and post without a mark between: 财务科科员."""
    fitting = [name for name in ends if words.startswith(name) and len(ends[name]) == 1]
    if not fitting:
        return None, ""
    name = max(fitting, key=len)
    return ends[name][0], words[len(name) :]


def _charge(reading: Reading, units: set[Path], ends: dict[str, list[Path]]) -> None:
    kept = []
    for words in reading.person.charge:
        path = _unit(words, units, ends)
        if path is None:
            reading.notes.append(
                _("分管部门“{words}”找不到，不导入这一项。请写部门的全称。").format(
                    words="/".join(words)
                )
            )
        else:
            kept.append(list(path))
    reading.person.charge = kept
