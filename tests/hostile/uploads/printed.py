"""PDF: scripts, launches, addresses, loops."""

from collections.abc import Iterator

from tests.hostile.uploads.made import KEPT, REFUSED, Evil, packed

FRAME = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R EXTRA>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99] PAGE>>endobj\nMORE\n"
    b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
)


def pdf(extra: bytes = b"", page: bytes = b"", more: bytes = b"") -> bytes:
    """A page with something in its catalogue, on itself, or beside it."""
    return FRAME.replace(b"EXTRA", extra).replace(b"PAGE", page).replace(b"MORE", more)


def all_of(trap: str) -> Iterator[Evil]:
    """Every PDF."""
    to = trap.encode()
    actions = {
        "script": b"/S/JavaScript/JS(app.alert\\(1\\))", "launch": b"/S/Launch/F(cmd.exe)",
        "address": b"/S/URI/URI(" + to + b")", "far": b"/S/GoToR/F(" + to + b")/D[0/Fit]",
        "form": b"/S/SubmitForm/F(" + to + b")", "import": b"/S/ImportData/F(/etc/passwd)",
        "movie": b"/S/Rendition/R<</S/MR/C<</D(" + to + b")>>>>", "named": b"/S/Named/N/Print",
        "script-address": b"/S/URI/URI(javascript:alert\\(1\\))",
    }  # fmt: skip
    for name, action in actions.items():
        yield Evil(f"{name}.pdf", pdf(b"/OpenAction<<" + action + b">>"), KEPT)
        yield Evil(f"{name}-page.pdf", pdf(page=b"/AA<</O<<" + action + b">>>>"), KEPT)
    yield from _loops()
    yield from _clothes()


def _loops() -> Iterator[Evil]:
    yield Evil("kids.pdf", FRAME.replace(b"[3 0 R]", b"[2 0 R]"), KEPT)
    yield Evil("count.pdf", FRAME.replace(b"/Count 1", b"/Count 2147483647"), KEPT)
    yield Evil("negative.pdf", FRAME.replace(b"/Count 1", b"/Count -1"), KEPT)
    yield Evil("box.pdf", FRAME.replace(b"0 0 99 99", b"0 0 1e38 1e38"), KEPT)
    yield Evil("flat-box.pdf", FRAME.replace(b"0 0 99 99", b"0 0 0 0"), KEPT)
    yield Evil("deep.pdf", pdf(b"/X" + b"[" * 100_000), KEPT)
    yield Evil("root.pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R/Prev 9/XRefStm 9>>\n%%EOF", KEPT)
    yield Evil("self.pdf", pdf(page=b"/Contents 4 0 R", more=b"4 0 obj 4 0 R endobj"), KEPT)
    stream = b"4 0 obj<</Length 999999999/Filter[" + b"/FlateDecode" * 100 + b"]>>stream\nx"
    yield Evil("filters.pdf", pdf(page=b"/Contents 4 0 R", more=stream), KEPT)
    yield Evil("sealed.pdf", FRAME.replace(b"trailer<<", b"trailer<</Encrypt<</V 9>>"), KEPT)
    yield Evil("magic.pdf", b"%PDF-", KEPT)
    yield Evil("xfa.pdf", pdf(b"/AcroForm<</XFA(<xdp><script>x</script></xdp>)>>"), KEPT)
    inside = b"/Names<</EmbeddedFiles<</Names[(x.exe)<</EF<</F 4 0 R>>>>]>>>>"
    yield Evil("inside.pdf", pdf(inside), KEPT)


def _clothes() -> Iterator[Evil]:
    yield Evil("archive.pdf", pdf() + packed({"a": b"a"}), KEPT)
    yield Evil("page.pdf", pdf(more=b"<script>alert(1)</script>"), KEPT, "text/html")
    yield Evil("late.pdf", b"<script>alert(1)</script>" + pdf(), REFUSED, "application/pdf")
    yield Evil("program.pdf", b"MZ" + bytes(60) + pdf(), REFUSED)
    yield Evil("paper.docx", pdf(), REFUSED)
    yield Evil("paper.png", pdf(), REFUSED)
    yield Evil("paper.txt", pdf(), REFUSED)
