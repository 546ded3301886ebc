// Opens the command palette: / or Ctrl K, or a click into the box of the top bar. The dialog comes from
// the server, with a line for each button of this page (portal.palette); without it the link works.
import { Controller } from "@hotwired/stimulus";

const BUTTONS = ["main [data-key]", "main [data-dialog], .handbar button", "main .menu > *", ".top .display button"];
const LONGEST = 12; // a verb, not a sentence
const MOST = 20;

export default class extends Controller {
  static values = { url: String };

  async open(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.#isComing || document.getElementById("palette")) return;
    this.#isComing = true;
    await this.#fetch();
    this.#isComing = false;
  }

  #isComing = false;

  async #fetch() {
    const commands = this.#commands();
    const url = new URL(this.urlValue, location.href);
    for (const label of commands.keys()) url.searchParams.append("command", label);
    const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!response?.ok) return location.assign(this.element.action ?? this.element.href);
    const overlay = document.getElementById("overlay");
    overlay.innerHTML = await response.text(); // our own fragment, escaped by the template
    const dialog = overlay.querySelector("dialog");
    if (!dialog) return location.assign(this.element.action ?? this.element.href);
    dialog.buttons = [...commands.values()];
    const typed = this.element.querySelector("input");
    if (typed?.value) [dialog.querySelector("input").value, typed.value] = [typed.value, ""];
    dialog.showModal();
  }

  /** The page's buttons by what they say, those with a key first. */
  #commands() {
    const found = new Map();
    for (const button of BUTTONS.flatMap((kind) => [...document.querySelectorAll(kind)])) {
      const label = this.#label(button);
      if (!label || label.length > LONGEST || found.has(label) || button.disabled || !this.#isThere(button)) continue;
      if (found.size < MOST) found.set(label, button);
    }
    return found;
  }

  #isThere(button) {
    return Boolean(button.offsetParent || button.closest(".pop:not([open])")?.offsetParent);
  }

  #label(button) {
    const copy = button.cloneNode(true);
    copy.querySelectorAll("kbd, small, .sr, .count").forEach((part) => part.remove());
    return copy.textContent.trim() || button.title || button.getAttribute("aria-label") || "";
  }
}
