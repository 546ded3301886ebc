// The opinion dock: a phrase goes into the box, "/" in the empty box goes to the phrases.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["box", "phrase"];

  connect() {
    this.element.addEventListener("keydown", this.#key);
  }

  put(event) {
    const box = this.boxTarget;
    const text = event.currentTarget.dataset.text ?? event.currentTarget.textContent.trim();
    if (box.value.trim()) box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    else box.value = text;
    box.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #key = (event) => {
    if (event.isComposing) return;
    if (event.key === "/" && event.target === this.boxTarget && !this.boxTarget.value) {
      event.preventDefault();
      this.phraseTargets[0]?.focus();
    }
  };
}
