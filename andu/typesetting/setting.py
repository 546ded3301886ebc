"""Setting a page: a template, plain data, pictures; out comes a PDF."""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

from andu.typesetting.fonts import found, styles

STANDARD: Final = "a-2b"  # archives take PDF/A (GB/T 18894)


def typeset(
    template: Path,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    *,
    at: datetime,
) -> bytes:
    """The PDF/A-2b of a template with its data (plain JSON values) and pictures by name.

    The template finds `data.json` (with `fonts`: style → families) and the pictures beside itself,
    and can read nothing else. `at` is the date in the file, so the same input gives the same
    bytes. Refused without Chinese fonts; RuntimeError when the template is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="andu-page-") as folder:
        root = Path(folder)
        written = json.dumps({**data, "fonts": styles()}, ensure_ascii=False)
        (root / "data.json").write_text(written, encoding="utf-8")
        for name, content in (pictures or {}).items():
            (root / Path(name).name).write_bytes(content)
        (root / "page.typ").write_bytes(template.read_bytes())
        compiler = typst.Compiler(
            root / "page.typ", root=root, font_paths=found(), ignore_system_fonts=True
        )
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes)
    return made
