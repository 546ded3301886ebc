"""Nothing of the workshop stays in the product: machine paths, registry hosts, notes to self."""

import re

from tests.house import reading

HERE = "tests/house/"
SKIPPED = {".png", ".jpg", ".ico", ".woff2", ".ttf", ".otf", ".xlsx", ".docx", ".pdf", ".mo", ".gz"}
TRACES = {
    "a path of somebody's machine": re.compile(
        r"(?<![\w.])/(?:work|home|root|Users)/\w|[A-Z]:\\\\?Users"
    ),
    "a package registry": re.compile(
        r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|npmmirror|artifactory|nexus|registry)"
        r"|--(?:extra-)?index-url[ =]http|https?://[^\s\"']*/simple\b"
    ),
    "a note to self": re.compile(r"(?:#|//|/\*|<!--|\{#)\s*(?:TODO|XXX)\b|\bTODO:|\bFIXME\b"),
    "an empty promise": re.compile("敬请期待|即将上线|建设中|[Cc]oming soon"),
}


def traces(text: str) -> list[tuple[int, str]]:
    """Lines that carry a trace of the workshop, with its kind."""
    return [
        (number, kind)
        for number, line in enumerate(text.splitlines(), 1)
        for kind, pattern in TRACES.items() if pattern.search(line)
    ]  # fmt: skip


def test_no_traces_of_the_workshop() -> None:
    found = [
        f"{path}:{line}: {kind}"
        for path in reading.tracked()
        if path.suffix not in SKIPPED and not path.as_posix().startswith(HERE)
        for line, kind in traces(reading.text(path))
    ]  # fmt: skip
    assert not found, reading.report(found, "Take it out, or do it now.")


def test_traces_are_caught() -> None:
    for line in (
        'DATA = "/home/clerk/data"', "see /work/shared", "registry=https://registry.npmjs.org/",
        "--index-url https://example.org/simple", "# TODO later", "FIXME", "<p>敬请期待</p>",
    ):  # fmt: skip
        assert traces(line), line
    assert not traces("The to-do list: todo.Todo, /w/12, andu/work/x, homework")
