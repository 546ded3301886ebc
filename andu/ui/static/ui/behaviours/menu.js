// A <details class="pop"> that closes on Escape, on a click elsewhere, and walks by arrow keys.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    document.addEventListener("click", this.#elsewhere);
    this.element.addEventListener("keydown", this.#key);
  }

  disconnect() {
    document.removeEventListener("click", this.#elsewhere);
    this.element.removeEventListener("keydown", this.#key);
  }

  #elsewhere = (event) => {
    if (!this.element.contains(event.target)) this.element.open = false;
  };

  #key = (event) => {
    if (event.key === "Escape" && this.element.open) {
      this.element.open = false;
      this.element.querySelector("summary").focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.element.open = true;
    const items = [...this.element.querySelectorAll(".menu :is(a, button)")].filter((item) => item.offsetParent);
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  };
}
