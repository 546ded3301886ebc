"""Several PDFs as one."""

from collections.abc import Iterable
from typing import BinaryIO

import pypdfium2


def join(papers: Iterable[bytes], out: BinaryIO) -> int:
    """Write the papers one behind the other; returns how many pages that makes."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for paper in papers:
            part = pypdfium2.PdfDocument(paper)
            whole.import_pages(part)
            part.close()
        count = len(whole)
        whole.save(out)
    finally:
        whole.close()
    return count
