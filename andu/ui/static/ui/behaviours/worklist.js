// A list of .row links with J/K, Enter, X. Where a preview pane is in view, choosing a row fires
// "preview" on it (hx-get on the row, hx-trigger="preview"); elsewhere the link just opens.
import { Controller } from "@hotwired/stimulus";
import { isTyping } from "./frame.js";

const STEP = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export default class extends Controller {
  connect() {
    document.addEventListener("keydown", this.#key);
    this.element.addEventListener("click", this.#click);
  }

  disconnect() {
    document.removeEventListener("keydown", this.#key);
    this.element.removeEventListener("click", this.#click);
  }

  get #rows() {
    return [...this.element.querySelectorAll(".row")];
  }

  get #current() {
    return this.element.querySelector(".row[aria-current]");
  }

  #key = (event) => {
    if (isTyping(event) || document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
    const step = STEP[event.key];
    if (step) {
      const next = this.#rows[this.#rows.indexOf(this.#current) + step];
      if (next) this.#choose(next);
      event.preventDefault();
    } else if (["Enter", "o"].includes(event.key) && document.activeElement?.closest("a, button, summary") === null) {
      this.#current?.click();
    } else if (event.key === "x") {
      this.#current?.parentElement.querySelector("input[type=checkbox]")?.click();
    }
  };

  #click = (event) => {
    const row = event.target.closest(".row");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!this.#hasPane() || row === this.#current || !row.hasAttribute("hx-get")) return;
    event.preventDefault();
    this.#choose(row);
  };

  #hasPane() {
    return Boolean(document.querySelector(".previewcol")?.offsetParent);
  }

  #choose(row) {
    this.#current?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    row.focus({ preventScroll: true });
    if (this.#hasPane()) window.htmx.trigger(row, "preview");
  }
}
