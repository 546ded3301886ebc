// Single keys (design section 6): data-key="c" or data-key="g t" presses its element. A decision (a submit
// button beside an opinion box) is taken in hand: the box gets the focus, Ctrl Enter sends it.
const LETTERS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/** Whether a key belongs to what is being typed, or to the browser. */
export const isTyping = (event) =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  Boolean(event.target.closest?.(LETTERS));

/** Whether a key may act by itself: nothing is typed, no dialog is open; letters only for those who want it. */
export const isSingle = (event) =>
  !event.defaultPrevented && !isTyping(event) && !document.querySelector("dialog[open]") &&
  (event.key.length > 1 || document.documentElement.dataset.keys !== "off");

/** Tells a screen reader. */
export function say(words) {
  const said = document.getElementById("said");
  if (said) said.textContent = words;
}

/** Does what the key or the palette means by this element. */
export function press(element) {
  const box = element.matches("[type=submit]") && element.form?.querySelector("[data-phrases-target=box]");
  if (element.disabled) return say(element.title);
  if (box) return hold(element, box);
  if (element.matches("input, textarea")) element.focus();
  element.click();
}

function hold(button, box) {
  release();
  button.dataset.held = "";
  box.focus();
  say(document.getElementById("said").dataset.taken.replace("{verb}", button.textContent.replace(/Ctrl.*/, "").trim()));
}

function release() {
  document.querySelectorAll("[data-held]").forEach((button) => delete button.dataset.held);
}

let before = { key: "", at: 0 };

export function hear(event) {
  if (event.key === "Escape") return leave(event);
  if (event.ctrlKey || event.metaKey) return command(event);
  if (!isSingle(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const chord = Date.now() - before.at < 1000 ? `${before.key} ${key}` : key;
  before = { key, at: Date.now() };
  const element = keyed(chord) ?? keyed(key);
  if (!element) return;
  event.preventDefault();
  press(element);
}

const keyed = (key) => document.querySelector(`[data-key="${CSS.escape(key).replaceAll("\\ ", " ")}"]`);

function command(event) {
  if (event.isComposing) return;
  const opener = event.key === "k" && !document.querySelector("dialog[open]") && keyed("/");
  const sender = event.key === "Enter" && submitter(event.target);
  if (!opener && !sender) return;
  event.preventDefault();
  if (sender) sender.click();
  else press(opener);
}

/** The decision in hand, else the decisive button of the dialog or form. */
function submitter(target) {
  const home = target.closest("dialog") ?? document.querySelector("dialog[open]") ?? target.closest("form") ?? document;
  const buttons = [...(home.elements ?? home.querySelectorAll("[type=submit]"))].filter((one) =>
    one.type === "submit" && !one.disabled && one.offsetParent);
  const find = (selector) => buttons.find((one) => one.matches(selector));
  return find("[data-held]") ?? (home === document ? null : find(".btn--primary") ?? find(".btn--danger") ?? buttons[0]);
}

/** Esc: out of the box, then back to the list. */
function leave(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open], .pop[open]")) return;
  release();
  if (isTyping(event)) event.target.blur();
  else keyed("u")?.click();
}

/** After a decision: the focus goes to the next matter, and both are said. */
export function arrive() {
  const told = document.querySelector("#toasts .toast [data-toast-target=undo]")?.closest(".toast");
  const next = told && document.querySelector(".handle h1, #rows .row[aria-current], #rows .row");
  if (!told) return;
  if (next?.matches("h1")) next.tabIndex = -1;
  next?.focus();
  const words = [told.querySelector("span").textContent.trim()];
  if (next) words.push(document.getElementById("said").dataset.next, (next.querySelector(".row__title") ?? next).textContent.trim());
  setTimeout(() => say(words.join("").replace(/\s+/g, " ")), 300); // later than the page's own name
}
