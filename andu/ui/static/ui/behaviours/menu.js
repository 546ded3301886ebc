// A <details class="pop"> that closes on Escape, on a click elsewhere, and once something was chosen.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    document.addEventListener("click", this.#elsewhere, true);
    this.element.addEventListener("keydown", this.#key);
  }

  disconnect() {
    document.removeEventListener("click", this.#elsewhere, true);
  }

  #elsewhere = (event) => {
    const chosen = event.target.closest?.(".menu a, .menu [data-dialog]");
    if (!this.element.contains(event.target)) this.element.open = false;
    else if (chosen) this.#chosen();
  };

  // The focus goes to the summary first: a dialog that opens now gives it back there.
  #chosen() {
    this.element.querySelector("summary").focus();
    this.element.open = false;
  }

  #key = (event) => {
    if (event.key === "Escape" && this.element.open) {
      event.preventDefault(); // it closes the menu, it doesn't leave the page
      this.element.open = false;
      this.element.querySelector("summary").focus();
    }
  };
}
