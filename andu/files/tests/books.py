"""PDFs of many pages in Chinese, with a font that is not embedded, as some programs write them."""

from collections.abc import Sequence

FONT = [
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[4 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/FontDescriptor 5 0 R>>",
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
]


def book(pages: Sequence[Sequence[str]], photo: bytes = b"") -> bytes:
    """An A4 page for each list of lines; `photo` (a JPEG of 1000 × 1000) stands on every page as an
    object of its own."""
    kids = [6 + 3 * number for number in range(len(pages))]
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(pages)),
        *FONT,
    ]
    for kid, lines in zip(kids, pages, strict=True):
        objects += _page(kid, lines, photo)
    return _written(objects)


def _page(kid: int, lines: Sequence[str], photo: bytes) -> list[bytes]:
    said = b" T* ".join(b"<%s> Tj" % line.encode("utf-16-be").hex().encode() for line in lines)
    drawn = b"BT /F1 18 Tf 26 TL 60 760 Td %s ET" % said
    if photo:
        drawn += b" q 475 0 0 475 60 100 cm /P Do Q"
    picture = (
        b"/Type/XObject/Subtype/Image/Width 1000/Height 1000/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8/Filter/DCTDecode"
    )
    return [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources"
        b"<</Font<</F1 3 0 R>>/XObject<</P %d 0 R>>>>>>" % (kid + 1, kid + 2),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<<%s/Length %d>>stream\n%s\nendstream" % (picture, len(photo), photo),
    ]


def _written(objects: Sequence[bytes]) -> bytes:
    parts, places, at = [b"%PDF-1.4\n"], [], 9
    for number, one in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj%s endobj\n" % (number, one))
        at += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    parts.append(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
    return b"".join(parts)
