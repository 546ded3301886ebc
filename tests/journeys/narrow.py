"""What a page loses at a narrow place: half of a screen at 200 %, or a phone (WCAG 1.4.10, 2.4.11);
and what still moves for whoever asked for rest (2.3.3)."""

from playwright.sync_api import Page

ZOOMED = {"width": 683, "height": 384}  # 1366 × 768 at 200 %
FAULTS = """() => {
  const found = [], wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`${wide} px too wide`);
  const said = (fault, one) => found.push(`${fault}: ${one.outerHTML.slice(0, 120)}`);
  const style = (one) => getComputedStyle(one);
  const front = document.querySelector("dialog:modal") || document.body;
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && one.getClientRects().length && !one.closest(".sr, .skip, [inert]");
  const scrolls = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement) {
      if (["auto", "scroll"].includes(style(up).overflowX) && up !== document.body) return true;
    }
    return false;
  };
  for (const one of front.querySelectorAll("*")) {
    if (!isSeen(one) || !one.textContent.trim() || one.closest("svg")) continue;
    const has = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!has) continue;
    const look = style(one), shut = ["hidden", "clip"];
    const isShortened = look.textOverflow === "ellipsis" || look.webkitLineClamp !== "none";
    if (shut.includes(look.overflowX) && one.scrollWidth > one.clientWidth + 1 && !isShortened)
      said("cut across", one);
    if (shut.includes(look.overflowY) && one.scrollHeight > one.clientHeight + 3 && !isShortened)
      said("cut below", one);
    const box = one.getBoundingClientRect();
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(one)) said("outside", one);
  }
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const one of front.querySelectorAll(controls)) {
    if (!isSeen(one) || one.disabled) continue;
    one.focus({ focusVisible: true });
    if (document.activeElement !== one) { said("takes no focus", one); continue; }
    one.scrollIntoView({ block: "nearest", inline: "center" }); // Chromium leaves 32 px of it aside
    const box = one.getBoundingClientRect(), hits = [];
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.2, 0.5, 0.8])
      hits.push(document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
    const its = hits.filter((hit) => hit && (one.contains(hit) || hit.contains(one)
      || one.labels?.[0]?.contains(hit) || hit.closest(".toasts"))); // a toast goes by itself
    if (its.length < 5) said("covered when it has the focus", one);
  }
  return [...new Set(found)];
}"""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) =>
  [null, "::before", "::after"].flatMap((part) => {
    const look = getComputedStyle(one, part);
    const times = `${look.transitionDuration}, ${look.animationDuration}`.split(",");
    const isStill = Math.max(...times.map(parseFloat)) < 0.01 && look.scrollBehavior === "auto";
    return isStill ? [] : [`moves: ${one.outerHTML.slice(0, 120)}`];
  }))"""


def faults(page: Page) -> list[str]:
    """What is too wide, cut, outside, or covered by something else while it has the focus."""
    return list(page.evaluate(FAULTS))


def moving(page: Page) -> list[str]:
    """What takes time to change although the person wants no motion."""
    page.emulate_media(reduced_motion="reduce")
    moving = list(page.evaluate(MOVING))
    page.emulate_media(reduced_motion="no-preference")
    return moving
