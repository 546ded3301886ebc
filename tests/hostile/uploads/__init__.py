"""Evil uploads, made when they are asked for; none of them lies in the repository (R22)."""

from collections.abc import Iterator

from tests.hostile.uploads import archives, documents, names, pages, pictures, printed
from tests.hostile.uploads.made import Evil

FAMILIES = {
    "archives": archives.all_of, "documents": documents.all_of, "names": names.all_of,
    "pages": pages.all_of, "pictures": pictures.all_of, "printed": printed.all_of,
}  # fmt: skip


def corpus(family: str, trap: str = "http://127.0.0.1:9/") -> Iterator[Evil]:
    """One family; documents point at `trap`, where somebody listens."""
    return FAMILIES[family](trap)


__all__ = ["FAMILIES", "Evil", "corpus"]
