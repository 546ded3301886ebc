// A <dialog>: opens itself when it arrives with `show`, closes on a click beside it.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static values = { show: Boolean };

  connect() {
    if (this.showValue && !this.element.open) this.#show();
    this.element.addEventListener("mousedown", this.#beside);
  }

  #show() {
    this.element.showModal();
    if (!document.activeElement?.matches("[data-close]") || !matchMedia("(hover: hover)").matches) return;
    this.element.querySelector(".dialog__body :is(input:not([type=hidden]), select, textarea):enabled")?.focus();
  }

  #beside = (event) => {
    const box = this.element.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right &&
      event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === this.element && !inside) this.element.close();
  };
}
