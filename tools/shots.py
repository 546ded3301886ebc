"""make shots: every page as its people see it, at every width, light and dark, for looking at.

Writes shots/*.png (single pages) and shots/sheets/*.png (many on one). `make shots ONLY=todo`
takes pages whose name has these signs in it. Needs Chromium and the built front end.
"""

import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.journeys import pages, serving

FOLDER = Path(__file__).resolve().parent.parent / "shots"
LOOKS = [  # width, height, theme, text size
    (1440, 900, "light", "m"), (1440, 900, "dark", "m"),
    (1366, 768, "light", "m"), (1366, 768, "light", "xl"), (1366, 768, "dark", "m"),
    (390, 844, "light", "m"), (390, 844, "dark", "m"), (390, 844, "light", "xl"),
]  # fmt: skip
ACROSS, THUMB = {1440: 4, 1366: 4, 390: 8}, {1440: 640, 1366: 640, 390: 320}
DRESS = """([theme, size]) => Object.assign(document.documentElement.dataset, {theme, size})"""
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


def shoot(page: Page, sight: pages.Sight) -> None:
    """One page in every look; wide ones are named."""
    pages.open_(page, sight)
    for width, height, theme, size in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRESS, [theme, size])
        look = f"{width}-{theme}-{size}"
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            print(f"{wide} px too wide: {sight.name} {look}")
        (FOLDER / look).mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=FOLDER / look / f"{sight.name}.png", animations="disabled", caret="hide"
        )


def in_rows(paths: list[Path], number: int) -> Iterator[list[Path]]:
    """The paths, so many at a time."""
    left = iter(paths)
    while row := list(islice(left, number)):
        yield row


def sheets() -> None:
    """Three rows of small pictures on each sheet, one look a sheet."""
    (FOLDER / "sheets").mkdir(exist_ok=True)
    for width, height, theme, size in LOOKS:
        look, thumb, across = f"{width}-{theme}-{size}", THUMB[width], ACROSS[width]
        tall = thumb * height // width
        for number, taken in enumerate(in_rows(sorted((FOLDER / look).glob("*.png")), across * 3)):
            sheet = Image.new("RGB", (across * (thumb + 8), 3 * (tall + 8)), "#888")
            for place, path in enumerate(taken):
                with Image.open(path) as picture:
                    small = picture.convert("RGB").resize((thumb, tall))
                sheet.paste(small, (place % across * (thumb + 8), place // across * (tall + 8)))
            sheet.save(FOLDER / "sheets" / f"{look}-{number}.png")


def main(only: str) -> int:
    """Everybody's pages, one browser each."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = serving.opened(playwright)
        with serving.demo(Path(folder), browser) as seated:
            sights = [sight for sight in pages.walk(seated) if only in sight.name]
            for name in dict.fromkeys(sight.person for sight in sights):
                page = pages.at(seated, name).page
                for sight in sights:
                    if sight.person == name:
                        shoot(page, sight)
                seated.leave()
        browser.close()
    sheets()
    print(f"{len(sights)} pages, {len(LOOKS)} looks: {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
