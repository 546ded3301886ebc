// A list of .row links with J/K, Enter, X, Shift X. Where a preview pane is in view, choosing a row fires
// "preview" on it (hx-get on the row, hx-trigger="preview"); elsewhere the link just opens.
import { Controller } from "@hotwired/stimulus";
import { isSingle } from "../keyboard.js";

const STEP = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export default class extends Controller {
  connect() {
    document.addEventListener("keydown", this.#key);
    this.element.addEventListener("click", this.#click);
    this.element.addEventListener("htmx:afterSettle", this.#restore);
  }

  disconnect() {
    document.removeEventListener("keydown", this.#key);
    this.element.removeEventListener("click", this.#click);
    this.element.removeEventListener("htmx:afterSettle", this.#restore);
  }

  #picked = null; // the row from which Shift X goes on
  #chosen = ""; // the address of the current row, for when the list has come anew

  get #rows() {
    return [...this.element.querySelectorAll(".row")];
  }

  get #current() {
    return this.element.querySelector(".row[aria-current]");
  }

  #key = (event) => {
    if (!isSingle(event)) return;
    const step = STEP[event.key];
    const elsewhere = document.activeElement?.closest("a:not(.row), button, summary, [role=menu]");
    if (step) {
      if (elsewhere && event.key.startsWith("Arrow")) return;
      const next = this.#rows[this.#rows.indexOf(this.#current) + step];
      if (next) this.#choose(next);
      event.preventDefault();
    } else if (["Enter", "o"].includes(event.key) && !elsewhere) {
      if (event.key === "Enter" && document.activeElement?.matches(".row")) return; // the link itself
      this.#current?.click();
    } else if (event.key.toLowerCase() === "x") {
      this.#pick(event.shiftKey);
    }
  };

  #box(row) {
    return row?.parentElement.querySelector("input[type=checkbox]");
  }

  /** Selects the current row; with Shift all rows from the last one selected. */
  #pick(isRange) {
    const [rows, current] = [this.#rows, this.#current];
    const from = isRange && rows.includes(this.#picked) ? rows.indexOf(this.#picked) : rows.indexOf(current);
    const at = rows.indexOf(current);
    for (const row of rows.slice(Math.min(from, at), Math.max(from, at) + 1)) {
      const box = this.#box(row);
      if (box && !(isRange && box.checked)) box.click();
    }
    this.#picked = current;
  }

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

  #restore = () => {
    const row = !this.#current && this.#rows.find((one) => one.getAttribute("href") === this.#chosen);
    if (!row) return;
    row.setAttribute("aria-current", "true");
    if (document.activeElement === document.body) row.focus({ preventScroll: true });
  };

  #choose(row) {
    if (this.#current) window.htmx.trigger(this.#current, "htmx:abort"); // its preview comes too late
    this.#current?.removeAttribute("aria-current");
    this.#chosen = row.getAttribute("href");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    row.focus({ preventScroll: true });
    if (this.#hasPane()) window.htmx.trigger(row, "preview");
  }
}
