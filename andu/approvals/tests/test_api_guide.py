"""The example of the guide runs, word for word, against a served office."""

import re
from pathlib import Path

import pytest

from andu.api import actions
from andu.workflow.models import History
from tests.cast import actor_of

PAGE = Path("docs/guide/api.md")


@pytest.mark.django_db(transaction=True)
def test_the_example_starts_and_decides_a_matter(version, clerk, office_head, live_server, capsys):
    example, _receiver = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    tokens = [
        actions.make_token("例子", "act", 1, by=actor_of(one))[1] for one in (clerk, office_head)
    ]
    for said, real in zip(
        ("http://127.0.0.1:8000", "andu_经办人的令牌", "andu_负责人的令牌"),
        (live_server.url, *tokens), strict=True,
    ):  # fmt: skip
        assert said in example
        example = example.replace(said, real)
    exec(compile(example, str(PAGE), "exec"), {})
    assert "罗曼青" in capsys.readouterr().out
    assert History.objects.filter(how="agreed", opinion="同意").count() == 1
