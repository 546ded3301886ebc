// 界面与标识: the page itself wears the colour being chosen, and the samples the words being typed.
import { Controller } from "@hotwired/stimulus";

export default class extends Controller {
  static targets = ["name", "shown", "greeting", "greeted", "own"];
  static values = { sheet: String, now: String };

  connect() {
    this.element.addEventListener("input", this.#typed);
  }

  disconnect() {
    this.element.removeEventListener("input", this.#typed);
  }

  /** One of the dozen, that of the place above, or the own one. */
  colour({ target }) {
    if (target.value === "own") this.own();
    else this.#wear(target.value || this.nowValue);
  }

  /** The own colour, as soon as it is whole; its choice is ticked by itself. */
  own() {
    const [whole] = this.ownTarget.value.trim().toLowerCase().match(/^#?[0-9a-f]{6}$/) ?? [];
    if (!whole) return;
    this.element.querySelector("[name=pigment][value=own]").checked = true;
    this.#wear(whole);
  }

  #typed = () => {
    this.#tell(this.nameTarget, this.shownTargets);
    this.#tell(this.greetingTarget, this.greetedTargets);
  };

  #tell(box, places) {
    for (const place of places) place.textContent = box.value.trim() || place.dataset.empty;
  }

  #wear(colour) {
    document.getElementById("preview").href = this.sheetValue.replace("COLOUR", colour.replace("#", ""));
  }
}
