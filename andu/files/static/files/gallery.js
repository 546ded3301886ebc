// From one file to the next by a finger across it; the arrow keys press the same links (data-key).
import { Controller } from "@hotwired/stimulus";

const FAR = 60; // pixels of a swipe

export default class extends Controller {
  static targets = ["previous", "next"];

  connect() {
    this.element.addEventListener("touchstart", this.#start, { passive: true });
    this.element.addEventListener("touchend", this.#end, { passive: true });
  }

  #start = (event) => {
    this.from = event.touches.length === 1 ? event.touches[0] : null;
  };

  #end = (event) => {
    if (!this.from || this.#slides(event.target)) return;
    const { clientX, clientY } = event.changedTouches[0];
    const [x, y] = [clientX - this.from.clientX, clientY - this.from.clientY];
    if (Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y)) return;
    if (x > 0 && this.hasPreviousTarget) this.previousTarget.click();
    if (x < 0 && this.hasNextTarget) this.nextTarget.click();
  };

  /** Whether the finger moved something that goes sideways itself: a wide table. */
  #slides(target) {
    const box = target.closest("[tabindex]");
    return box && this.element.contains(box) && box.scrollWidth > box.clientWidth + 1;
  }
}
