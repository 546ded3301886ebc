// data-later="picker": an island that is fetched when a hand, a key or a file first touches its element.
// What happened meanwhile is not lost: it is told again once the island is there; a click, Enter or drop
// waits for it, everything else has its usual effect at once.
const FIRST = ["pointerover", "focus", "focusin", "pointerdown", "click", "keydown", "input", "change", "dragenter",
  "dragover", "drop", "paste"];
const WAITS = ["click", "dragover", "drop"];
const UNTOLD = ["pointerover", "dragover"];

/** From now on; `load(name)` answers with a promise. */
export function watch(load) {
  const events = new WeakMap(); // of each element whose island is on its way

  const hear = (event) => {
    const element = event.target.closest?.("[data-later]");
    if (!element || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (!events.has(element)) {
      events.set(element, []);
      fetch(element);
    }
    if (WAITS.includes(event.type) || event.key === "Enter") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (!UNTOLD.includes(event.type)) events.get(element).push(copy(event));
  };

  const fetch = async (element) => {
    const names = element.dataset.later;
    await Promise.allSettled(names.split(/\s+/).map(load));
    element.dataset.controller = `${element.dataset.controller ?? ""} ${names}`.trim();
    await new Promise((done) => setTimeout(done)); // Stimulus has seen it
    delete element.dataset.later;
    for (const [target, event] of events.get(element)) target.dispatchEvent(event);
  };

  for (const type of FIRST) document.addEventListener(type, hear, true);
}

/** The event to be told again; its files are taken now, they are gone later. */
function copy(event) {
  const { target, type, bubbles, cancelable } = event;
  const files = (event.dataTransfer ?? event.clipboardData)?.files;
  if (!files) return [target, new event.constructor(type, event)];
  const kept = new DataTransfer();
  for (const file of files) kept.items.add(file);
  return [target, new event.constructor(type, { bubbles, cancelable, dataTransfer: kept, clipboardData: kept })];
}
