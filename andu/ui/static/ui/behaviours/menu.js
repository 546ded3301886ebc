// A <details class="pop"> that closes on Escape, on a click elsewhere.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  connect() {
    document.addEventListener("click", this.#elsewhere);
    this.element.addEventListener("keydown", this.#key);
  }

  disconnect() {
    document.removeEventListener("click", this.#elsewhere);
  }

  #elsewhere = (event) => {
    if (!this.element.contains(event.target)) this.element.open = false;
  };

  #key = (event) => {
    if (event.key === "Escape" && this.element.open) {
      this.element.open = false;
      this.element.querySelector("summary").focus();
    }
  };
}
