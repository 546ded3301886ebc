// A <dialog>: opens itself when it arrives with `show`, closes on a click beside it.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static values = { show: Boolean };

  connect() {
    if (this.showValue && !this.element.open) this.element.showModal();
    this.element.addEventListener("mousedown", this.#beside);
  }

  #beside = (event) => {
    const box = this.element.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right &&
      event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === this.element && !inside) this.element.close();
  };
}
