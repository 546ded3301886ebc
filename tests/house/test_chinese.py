"""No Chinese escapes gettext: what people read can be translated, what is code stays English."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import reading

HAN = re.compile("[㐀-鿿\U00020000-\U0003ffff]")
GETTEXT = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy",
    "pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy",
}  # fmt: skip
MARK = "noqa: chinese"  # on the line: these characters are data, not words for people
SENTENCE = re.compile("[。？！；]")
DATA_AT_MOST = 24
ADVICE = (
    'Words for people go through gettext: `_("…")` in Python, {% translate "…" %} in templates, '
    "data- attributes for scripts. Characters that are data may carry `# noqa: chinese`."
)


def escaped(source: str) -> list[int]:
    """Lines of a Python text with Chinese outside gettext and docstrings."""
    module, lines = ast.parse(source), source.splitlines()
    kept = _docstrings(module) | _translated(module)
    return sorted({
        node.lineno for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and HAN.search(node.value) and id(node) not in kept
        and not _is_data(node, lines)
    })  # fmt: skip


def _docstrings(module: ast.Module) -> set[int]:
    bare = (node.value for node in ast.walk(module) if isinstance(node, ast.Expr))
    return {id(value) for value in bare if isinstance(value, ast.Constant)}


def _translated(module: ast.Module) -> set[int]:
    """Plain strings given to gettext; an f-string there can't be translated and doesn't count."""
    return {
        id(arg) for call in reading.calls(module)
        if reading.dotted(call).rsplit(".", 1)[-1] in GETTEXT
        for arg in call.args if isinstance(arg, ast.Constant)
    }  # fmt: skip


def _is_data(node: ast.Constant, lines: list[str]) -> bool:
    """Whether the line is marked as data and holds no sentence."""
    marked = any(MARK in line for line in lines[node.lineno - 1 : node.end_lineno])
    short = len(HAN.findall(str(node.value))) <= DATA_AT_MOST
    return marked and short and not SENTENCE.search(str(node.value))


COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.S)
BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
TAG = re.compile(r"""\{%\s*trans(?:late)?\s+("[^"]*"|'[^']*')""")
INNER = re.compile(r"""\b_\(("[^"]*"|'[^']*')\)""")
SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.S)


def untranslated(template: str) -> list[int]:
    """Lines of a template with Chinese outside the translation tags and template comments."""
    for pattern in (COMMENT, BLOCK, TAG, INNER):
        template = pattern.sub(_blank, template)
    return _with_han(template)


def in_script(script: str) -> list[int]:
    """Lines of a script with Chinese outside comments."""
    return _with_han(SCRIPT_COMMENT.sub(_blank, script))


def _with_han(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), 1) if HAN.search(line)]


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


CHECKS = {".py": escaped, ".html": untranslated, ".txt": untranslated, ".js": in_script}


@pytest.mark.parametrize("suffix", [".py", ".html", ".txt", ".js"])
def test_no_chinese_outside_gettext(suffix: str) -> None:
    paths: list[Path] = [
        path for path in reading.product(suffix)
        if suffix != ".txt" or "templates" in path.parts
    ]  # fmt: skip
    found = [f"{path}:{line}" for path in paths for line in CHECKS[suffix](reading.text(path))]
    assert not found, reading.report(found, ADVICE)


def test_chinese_in_python_is_caught() -> None:
    assert escaped('label = "标题"') == [1]
    assert escaped('label = _(f"标题{n}")') == [1]
    assert escaped('label = f"标题{n}"') == [1]
    assert escaped('label = "请先保存草稿。"  # noqa: chinese') == [1]


def test_gettext_docstrings_comments_and_data_pass() -> None:
    assert not escaped('label = _("标题")')
    assert not escaped('label = ngettext_lazy("一件" "事", "多件事", "n")')
    assert not escaped('def issue():\n    """印发."""  # 印发')
    assert not escaped('DIGITS = "零壹贰叁肆"  # noqa: chinese')


def test_chinese_in_templates_is_caught() -> None:
    assert untranslated("<p>\n待办</p>") == [2]
    assert untranslated('{% include "ui/_x.html" with label="待办" %}') == [1]


def test_translated_templates_pass() -> None:
    assert not untranslated('{% translate "待办" %}{# 待办 #}{% comment %}待办{% endcomment %}')
    assert not untranslated('{% translate "待办" as title %}{% include "x" with a=_("待办") %}')
    block = "{% blocktranslate count n=n %}一件{% plural %}{{ n }}件{% endblocktranslate %}"
    assert not untranslated(block)


def test_chinese_in_scripts_is_caught() -> None:
    assert in_script('alert("待办")') == [1]
    assert not in_script("// 待办\n/* 待\n办 */ x = 1")
